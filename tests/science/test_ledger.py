"""Four values and three costs, discounted entry by entry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.ledger import KINDS, Ledger, add_up, quadrant, worth_caring_for

KIND = {kind: place for place, kind in enumerate(KINDS)}


def test_by_hand_past_money_grows_and_money_to_come_shrinks() -> None:
    kinds = [KIND["economic"], KIND["maintenance"], KIND["economic"]]
    found = add_up([0, 0, 1], kinds, [100, 40, 110], [2, 0, -1], relationships=2, rate=0.1)
    assert found.of("economic") == pytest.approx([121, 100])
    assert found.profit == pytest.approx([81, 100])
    assert found.indirect == pytest.approx([0, 0])


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 6), st.floats(0, 1e6), st.floats(-5, 5)),
        min_size=1,
        max_size=40,
    )
)
def test_every_entry_is_in_exactly_one_place(entries: list[tuple[int, int, float, float]]) -> None:
    who, what, amount, years = zip(*entries, strict=True)
    found = add_up(who, what, amount, years, relationships=5, rate=0.06)
    each = np.array(amount) * 1.06 ** np.array(years)
    assert found.amounts.sum() == pytest.approx(each.sum())
    assert found.profit.sum() == pytest.approx((each * np.where(np.array(what) < 4, 1, -1)).sum())


def test_unknown_kinds_and_negative_costs_are_refused() -> None:
    with pytest.raises(ValueError, match="no such kind at 1: 9 of 7"):
        add_up([0, 0], [0, 9], [1, 1], [0, 0], relationships=1, rate=0.1)
    with pytest.raises(ValueError, match="no such relationship at 0: 3 of 1"):
        add_up([3], [0], [1], [0], relationships=1, rate=0.1)
    with pytest.raises(ValueError, match="a cost below 0"):
        add_up([0], [KIND["ending"]], [-1], [0], relationships=1, rate=0.1)


def test_quadrants_by_today_and_to_come() -> None:
    found = quadrant([5, -1, 5, -1], [9, 9, 0, 0], line=(0, 1))
    assert found == ["core", "promising", "earning", "marginal"]


def test_a_large_cheap_exhibitor_whom_others_follow_is_worth_care_though_it_earns_nothing() -> None:
    amounts = np.zeros((6, 7))
    amounts[:, KIND["economic"]] = [1, 10, 10, 10, 10, 3]
    amounts[:, KIND["maintenance"]] = [4, 2, 2, 2, 2, 4]
    amounts[0, KIND["demonstration"]] = 30
    amounts[5, KIND["recommendation"]] = 6
    size, price = [90, 9, 9, 12, 18, 9], [0.4, 1, 1, 1, 1, 1]
    found = worth_caring_for(Ledger(amounts), [0, 0, 0, 0, 0, -2], size=size, price=price, line=(0, 0))
    assert found[0][0] == "large_cheap_others_follow"
    assert "others_follow" not in found[0]
    assert found[1] == ("earns",)
    assert found[5] == ("recommends", "earns")


def test_nothing_speaks_for_one_that_only_costs() -> None:
    amounts = np.zeros((2, 7))
    amounts[0, KIND["maintenance"]] = 5
    assert worth_caring_for(Ledger(amounts), [-1, 0], size=[0, 0], price=[1, 1], line=(0, 0)) == [(), ()]


def test_only_those_at_or_above_the_lines_are_worth_care_for_what_they_earn() -> None:
    amounts = np.zeros((3, 7))
    amounts[:, KIND["economic"]] = [9, 5, 1]
    alike = {"size": [0, 0, 0], "price": [1, 1, 1]}
    found = worth_caring_for(Ledger(amounts), [1, 5, 9], **alike, line=(5, 5))
    assert found == [("earns",), ("earns", "will_earn"), ("will_earn",)]
