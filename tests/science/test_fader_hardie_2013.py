"""Gamma-gamma against Fader & Hardie (2013): 946 repeat buyers of CDNOW."""

from pathlib import Path

import numpy as np
import pytest

from everfair.science.enough import NotEnough
from everfair.science.gammagamma import GammaGamma, fit
from tests.science.cdnow import repeat_spend

PUBLISHED = GammaGamma(6.25, 3.74, 15.44, 0.0, (None,) * 3, 0.0, 946.0)


def test_parameters_and_population_mean(shared_data: Path) -> None:
    x, spend = repeat_spend(shared_data)
    assert len(x) == 946
    found = fit(x, spend)
    assert [found.p, found.q, found.gamma] == pytest.approx([6.25, 3.74, 15.44], abs=0.01)
    assert found.population_mean == pytest.approx(35.17, abs=0.01)


def test_one_spends_between_what_was_seen_and_the_mean_of_all() -> None:
    few, many = PUBLISHED.expected([1, 20], 100.0)
    assert PUBLISHED.population_mean is not None
    assert PUBLISHED.population_mean < few < many < 100
    assert PUBLISHED.expected(0, 0.0) == pytest.approx([PUBLISHED.population_mean])


def test_the_unit_of_money_changes_nothing_else(shared_data: Path) -> None:
    x, spend = repeat_spend(shared_data)
    dollars, cents = fit(x, spend), fit(x, spend * 100)
    assert [cents.p, cents.q, cents.gamma] == pytest.approx(
        [dollars.p, dollars.q, dollars.gamma * 100], rel=1e-3
    )
    assert cents.standard_errors[2] == pytest.approx((dollars.standard_errors[2] or 0) * 100, rel=1e-2)


def test_draws_of_the_own_mean_are_centred_on_what_is_expected() -> None:
    drawn = PUBLISHED.own_mean([1, 5], [30.0, 60.0], 200_000, seed=1)
    assert drawn.mean(axis=0) == pytest.approx(PUBLISHED.expected([1, 5], [30.0, 60.0]), rel=0.01)


def test_spend_that_rises_with_frequency_warns() -> None:
    random = np.random.default_rng(5)
    x = random.integers(1, 9, 400).astype(float)
    spend = random.gamma(6, 5, 400)
    assert fit(x, spend).is_independent
    assert not fit(x, spend * x).is_independent


def test_impossible_purchases_and_few_buyers_are_refused() -> None:
    with pytest.raises(ValueError, match="at 1: x=2, mean spend -4"):
        fit([1, 2], [3.0, -4.0])
    with pytest.raises(NotEnough, match="n=2"):
        fit([1, 2], [3.0, 4.0])
    with pytest.raises(ValueError, match="no mean spend exists"):
        GammaGamma(6, 0.9, 15, 0.0, (None,) * 3, 0.0, 40.0).expected(0, 0)
