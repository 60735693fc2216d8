"""Reliability of scales and the four parts of a relationship's quality."""

import numpy as np
import pytest

from everfair.science.enough import NotEnough
from everfair.science.quality import PARTS, alpha, overall, score


def agreeing(random: np.random.Generator, n: int, items: int, noise: float) -> np.ndarray:
    return random.normal(size=(n, 1)) + random.normal(0, noise, (n, items))


def test_alpha_of_items_with_a_known_common_part() -> None:
    # one common factor of variance 1, noise of variance 1: alpha = k / (k + 1)
    found = alpha(agreeing(np.random.default_rng(1), 40_000, 4, 1.0))
    assert found.alpha == pytest.approx(0.8, abs=0.01)
    assert found.is_reliable
    assert found.without == pytest.approx([0.75] * 4, abs=0.01)


def test_the_interval_holds_the_true_alpha_nine_times_in_ten() -> None:
    random = np.random.default_rng(2)
    held = []
    for _ in range(300):
        low, high = alpha(agreeing(random, 50, 4, 1.0)).interval
        held.append(low <= 0.8 <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_an_item_that_does_not_belong_is_seen() -> None:
    random = np.random.default_rng(3)
    found = alpha(np.column_stack([agreeing(random, 400, 3, 0.5), random.normal(size=400)]))
    assert found.without[3] > found.alpha > max(found.without[:3])


def test_scores_turn_items_and_ask_for_half_the_answers() -> None:
    found = score(np.array([[5, 1, 5], [np.nan, 1, 5], [np.nan, np.nan, 1]]), low=1, high=5, turned=[1])
    assert found == pytest.approx([1, 1, np.nan], nan_ok=True)
    with pytest.raises(ValueError, match="outside the scale from 1 to 5"):
        score([[7]], low=1, high=5)


def test_overall_needs_all_four_parts() -> None:
    parts = {part: [0.8, 0.4] for part in PARTS}
    assert overall(parts) == pytest.approx([0.8, 0.4])
    assert np.isnan(overall(parts | {"trust": [np.nan, 0.4]})[0])
    with pytest.raises(ValueError, match="parts missing: trust"):
        overall({part: [0.5] for part in PARTS if part != "trust"})


def test_few_respondents_and_single_items_are_refused() -> None:
    with pytest.raises(NotEnough, match="n=2"):
        alpha([[1, 2], [2, 1]])
    with pytest.raises(ValueError, match="one item"):
        alpha([[1]] * 50)
    with pytest.raises(ValueError, match="the same answers"):
        alpha([[3, 3]] * 50)
