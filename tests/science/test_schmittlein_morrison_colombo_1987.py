"""Pareto/NBD against the figures published for CDNOW (Fader & Hardie 2005)."""

from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import gammaln

from everfair.science.paretonbd import ParetoNBD, _log_likelihood, fit
from everfair.science.transactions import cells
from tests.science.cdnow import histories

PUBLISHED = ParetoNBD(0.5533, 10.578, 0.6062, 11.667, -9594.98, (None,) * 4, 2357.0)


def test_parameters_and_log_likelihood(shared_data: Path) -> None:
    found = fit(*histories(shared_data))
    assert [found.r, found.alpha, found.s, found.beta] == pytest.approx(
        [0.553, 10.578, 0.606, 11.669], abs=2e-3
    )
    assert found.log_likelihood == pytest.approx(-9594.98, abs=0.01)
    assert all(error is not None for error in found.standard_errors)


@pytest.mark.parametrize(("alpha", "beta"), [(10.0, 4.0), (4.0, 10.0), (6.0, 6.0)])
def test_the_likelihood_is_the_integral_it_stands_for(alpha: float, beta: float) -> None:
    """Alive to T, or left at some time after the last purchase: integrated by machine."""
    r, s, x, t_x, T = 0.7, 0.9, 3.0, 12.0, 30.0

    def left_at(tau: float) -> float:
        return float((alpha + tau) ** -(r + x) * s * (beta + tau) ** -(s + 1))

    integral = quad(left_at, t_x, T)[0] + (alpha + T) ** -(r + x) * (beta + T) ** -s
    by_hand = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.log(integral)
    alike = cells([x] * 30, [t_x] * 30, [T] * 30)
    assert _log_likelihood(np.array([r, alpha, s, beta]), alike) == pytest.approx(30 * by_hand, rel=1e-9)


def test_silence_makes_gone_likelier_and_long_histories_stay_in_range() -> None:
    assert (np.diff(PUBLISHED.p_alive(3, [30, 20, 5], 30)) < 0).all()
    assert np.isfinite(PUBLISHED.p_alive(400, 38, 39)).all()
    assert PUBLISHED.p_alive(3, 30, 30) == pytest.approx([1])


def test_expected_purchases_where_the_leaving_rate_has_no_mean() -> None:
    just_below, at, above = (
        ParetoNBD(0.5, 10, s, 12, 0.0, (None,) * 4, 1.0).expected(20, 1, 5, 10)[0]
        for s in (1 - 1e-6, 1, 1 + 1e-6)
    )
    assert at == pytest.approx(just_below, rel=1e-4)
    assert at == pytest.approx(above, rel=1e-4)
