"""Recommendations along the tree, and the ripple of a lost customer (domain E5)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.enough import NotEnough
from everfair.science.referral import credit, following
from everfair.science.ripple import Range, ripple


def test_by_hand_a_child_is_shared_and_its_children_count_by_half() -> None:
    # 0 and 1 brought 2 (weights 1 and 3), 2 brought 3; 3 would have come anyway with one half
    found = credit([0, 1, 2], [2, 2, 3], [1, 3, 1], [0, 0, 100, 80], [0, 0, 0, 0.5], gamma=0.5)
    assert found.direct == pytest.approx([25, 75, 40, 0])
    assert found.further == pytest.approx([0.25 * 20, 0.75 * 20, 0, 0])
    assert found.total[0] == pytest.approx(30)


@given(
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 19), st.floats(0.1, 5)), min_size=1, max_size=60),
    st.lists(st.floats(-50, 100), min_size=20, max_size=20),
)
def test_direct_credit_adds_up_to_what_the_children_brought(
    edges: list[tuple[int, int, float]], values: list[float]
) -> None:
    """Earlier parties recommend later ones, so that there is no circle."""
    told = [(min(a, b), max(a, b), w) for a, b, w in edges if a != b]
    if not told:
        return
    referrer, child, weight = zip(*told, strict=True)
    found = credit(referrer, child, weight, values, np.zeros(20), gamma=0.0)
    assert found.direct.sum() == pytest.approx(sum(values[one] for one in set(child)), abs=1e-6)
    assert not found.further.any()


def test_a_circle_of_recommendations_is_refused() -> None:
    with pytest.raises(ValueError, match="in a circle"):
        credit([0, 1], [1, 0], [1, 1], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="in a circle"):
        credit([0], [0], [1], [1], [0])
    with pytest.raises(ValueError, match="weight at 0"):
        credit([0], [1], [0], [1, 1], [0, 0])


TOLD, HALF, PASSED, QUARTER, LOSS = (
    Range(10, 15, 20),
    Range.sure(0.5),
    Range.sure(5),
    Range.sure(0.25),
    Range.sure(26_000),
)


def test_the_ripple_of_fifty_a_week_for_ten_years() -> None:
    found = ripple(told=TOLD, swayed=HALF, passed_on=PASSED, stays_away=QUARTER, loss=LOSS)
    assert (found.low, found.likely, found.high) == (162_500, 243_750, 325_000)
    assert found.stay_away == 9.375


def test_the_ripple_with_the_first_hand_swayed_counted_too() -> None:
    found = ripple(told=TOLD, swayed=HALF, passed_on=PASSED, stays_away=QUARTER, loss=LOSS, first_hand=True)
    assert (found.low, found.likely, found.high) == (195_000, 292_500, 390_000)
    assert found.stay_away == 11.25


def test_what_the_record_says_of_bringing_others() -> None:
    random = np.random.default_rng(4)
    held = []
    for _ in range(400):
        low, high = following(random.poisson(0.2, 120)).interval
        held.append(low <= 0.2 <= high)
    assert 0.88 <= np.mean(held) <= 0.97


def test_a_lost_customer_takes_its_followers_and_theirs() -> None:
    found = following([0] * 50 + [1] * 50).lost(100, gamma=0.5)
    assert found.likely == pytest.approx(0.5 / (1 - 0.25) * 100)
    assert found.low < found.likely < found.high


def test_nobody_brought_anybody_and_few_customers() -> None:
    nobody = following([0] * 40)
    assert nobody.brought == 0
    assert nobody.interval[0] == 0 < nobody.interval[1]
    with pytest.raises(NotEnough, match="n=3"):
        following([1, 0, 2])
