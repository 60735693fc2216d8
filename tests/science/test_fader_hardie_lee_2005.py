"""BG/NBD against Fader, Hardie & Lee (2005), CDNOW."""

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from everfair.science.bgnbd import BGNBD, _negative, fit
from everfair.science.enough import NotEnough
from everfair.science.transactions import cells
from tests.science.cdnow import histories

PUBLISHED = BGNBD(0.2426, 4.4135, 0.7929, 2.4258, -9582.43, (None,) * 4, 2357.0)


def test_table_2_parameters_and_log_likelihood(shared_data: Path) -> None:
    found = fit(*histories(shared_data))
    assert [found.r, found.alpha, found.a, found.b] == pytest.approx(
        [0.2426, 4.4135, 0.7929, 2.4258], abs=5e-4
    )
    assert found.log_likelihood == pytest.approx(-9582.43, abs=0.01)
    assert all(error is not None and 0 < error < 1 for error in found.standard_errors)


def test_expected_purchases_of_the_customer_of_section_5() -> None:
    assert PUBLISHED.expected(39, 2, 30.43, 38.86) == pytest.approx([1.226], abs=1e-3)


def test_customers_alike_may_be_given_as_cells(shared_data: Path) -> None:
    x, t_x, T = histories(shared_data)
    _, first, count = np.unique(np.stack([x, t_x, T]), axis=1, return_index=True, return_counts=True)
    of_cells = fit(x[first], t_x[first], T[first], count)
    assert of_cells.log_likelihood == pytest.approx(fit(x, t_x, T).log_likelihood, abs=1e-6)
    assert of_cells.customers == 2357


def test_the_slope_is_that_of_the_likelihood(shared_data: Path) -> None:
    customers = cells(*histories(shared_data))
    at = np.log([0.4, 6.0, 0.9, 3.0])
    numeric = approx_fprime(at, lambda where: _negative(where, customers)[0], 1e-6)
    assert _negative(at, customers)[1] == pytest.approx(numeric, rel=1e-3)


def test_planted_parameters_are_recovered() -> None:
    random = np.random.default_rng(3)
    found = fit(*simulated(20_000, random))
    assert [found.r, found.alpha] == pytest.approx([0.5, 8.0], rel=0.1)
    assert [found.a, found.b] == pytest.approx([0.8, 2.5], rel=0.25)


def simulated(customers: int, random: np.random.Generator) -> tuple[list[int], list[float], list[float]]:
    x, t_x, T = [], [], []
    for rate, leaves in zip(
        random.gamma(0.5, 1 / 8.0, customers), random.beta(0.8, 2.5, customers), strict=True
    ):
        times, last, watched = 0, 0.0, float(random.uniform(30, 40))
        while (when := last + random.exponential(1 / max(rate, 1e-12))) < watched:
            times, last = times + 1, when
            if random.random() < leaves:
                break
        x.append(times)
        t_x.append(last)
        T.append(watched)
    return x, t_x, T


def test_nobody_leaves_before_a_repeat_purchase_and_silence_makes_gone_likelier() -> None:
    assert PUBLISHED.p_alive(0, 0, 30) == pytest.approx([1])
    alive = PUBLISHED.p_alive(3, [20, 10, 5], 30)
    assert (np.diff(alive) < 0).all()
    assert PUBLISHED.expected_of_a_new_customer(0) == pytest.approx([0])
    assert (np.diff(PUBLISHED.expected_of_a_new_customer([1, 10, 100])) > 0).all()


def test_bad_histories_and_few_customers_are_refused() -> None:
    with pytest.raises(ValueError, match="at 1: x=2, t_x=40, T=39"):
        fit([0, 2], [0, 40], [39, 39])
    with pytest.raises(NotEnough, match="n=7, needs about 30"):
        fit([0], [0], [39], [7])
