"""Shifted beta-geometric against Fader & Hardie (2007): two segments of 1,000, seven renewals seen, twelve foretold."""

import numpy as np
import pytest

from everfair.science.enough import NotEnough
from everfair.science.sbg import SBG, fit

REGULAR = np.array([100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1]) * 10
HIGH_END = np.array([100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1]) * 10


@pytest.mark.parametrize(
    ("still_there", "alpha", "beta"), [(REGULAR, 0.704, 1.182), (HIGH_END, 0.668, 3.806)]
)
def test_parameters_of_both_segments(still_there: np.ndarray, alpha: float, beta: float) -> None:
    found = fit(-np.diff(still_there), still_there[:-1])
    assert [found.alpha, found.beta] == pytest.approx([alpha, beta], abs=1e-3)
    assert all(error is not None for error in found.standard_errors)


def test_it_foretells_the_five_renewals_not_seen() -> None:
    found = fit(-np.diff(HIGH_END), HIGH_END[:-1])
    assert found.survival([8, 9, 10, 11, 12]) * 100 == pytest.approx([46.8, 44.5, 42.7, 40.9, 39.4], abs=2.0)


def test_retention_rises_with_age_and_survival_is_its_product() -> None:
    model = SBG(0.668, 3.806, 0.0, (None, None), 1000.0)
    assert (np.diff(model.retention(np.arange(1, 20))) > 0).all()
    assert model.survival(5) == pytest.approx([np.prod(model.retention(np.arange(1, 6)))])


def test_residual_lifetime_is_the_discounted_sum_of_chances_to_be_there() -> None:
    model, ahead = SBG(0.668, 3.806, 0.0, (None, None), 1000.0), np.arange(1, 5000)
    for renewed in (0, 1, 4):
        summed = (model.survival(renewed + ahead) / model.survival(renewed) / 1.1**ahead).sum()
        assert model.residual_lifetime(renewed, 0.1) == pytest.approx([summed])


def test_cohorts_as_rows_are_added_up() -> None:
    lost, asked = -np.diff(REGULAR), REGULAR[:-1]
    assert fit([lost, lost], [asked, asked]).alpha == pytest.approx(fit(lost, asked).alpha, rel=1e-4)


def test_few_customers_and_impossible_counts_are_refused() -> None:
    with pytest.raises(NotEnough, match="n=10"):
        fit([5], [10])
    with pytest.raises(ValueError, match="more customers left"):
        fit([50], [40])
