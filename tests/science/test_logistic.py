"""Priors of the logistic regression: Normal, or with the heavier tails of Student's t."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import norm, t

from everfair.science.logistic import NORMAL, Prior, Rows, climb

AT = np.array([-3.0, -0.5, 0.0, 0.4, 5.0])


def prior(tails: float, k: int = 5, spread: float = 0.5) -> Prior:
    return Prior(np.zeros(k), np.full(k, spread), np.full(k, tails))


@pytest.mark.parametrize(("tails", "density"), [(1 / 4, t(4, scale=0.5)), (NORMAL, norm(scale=0.5))])
def test_its_log_density_and_curvature_are_those_of_the_book(tails: float, density: object) -> None:
    told, book = prior(tails), density.logpdf(AT)  # type: ignore[attr-defined]
    steps = [told.log_density(AT + step) - told.log_density(AT) for step in np.eye(5) * 0.1]
    expected = [density.logpdf(at + 0.1) - one for at, one in zip(AT, book, strict=True)]  # type: ignore[attr-defined]
    np.testing.assert_allclose(steps, expected, atol=1e-6)
    h = 1e-3
    second = (density.logpdf(AT + h) - 2 * book + density.logpdf(AT - h)) / h**2  # type: ignore[attr-defined]
    np.testing.assert_allclose(told.curvature(AT), np.maximum(-second, 0), atol=1e-3)


def test_what_is_far_out_is_drawn_to_the_middle_less() -> None:
    heavy, light = prior(1 / 4).pull(AT), prior(NORMAL).pull(AT)
    assert heavy[4] < heavy[3] < heavy[2]
    np.testing.assert_allclose(light, 4.0)


def test_the_top_is_level_and_one_strange_group_moves_the_others_little() -> None:
    rows = Rows(csr_array(np.eye(5)), np.array([30.0, 33, 28, 31, 59]), np.full(5, 60.0))
    heavy, light = (climb(rows, prior(tails, spread=0.3)) for tails in (1 / 4, NORMAL))
    p = 1 / (1 + np.exp(-heavy.mode))
    slope = rows.came - rows.count * p - prior(1 / 4, spread=0.3).pull(heavy.mode) * heavy.mode
    np.testing.assert_allclose(slope, 0, atol=1e-5)
    assert heavy.mode[4] > light.mode[4] + 0.5
