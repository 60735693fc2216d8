"""Lifetime value: its mean is that of the published model, its interval holds what customers then bring."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.arrays import Floats
from everfair.science.bgbb import BGBB, fit
from everfair.science.lifetime_value import _beginning, _lived, uncertainty, value

DONORS = BGBB(1.2035, 0.7497, 0.6567, 2.7834, -33225.58, (None,) * 4, 11104.0)
RATE = 0.1


def test_worth_one_and_free_it_is_the_published_discounted_expected_transactions() -> None:
    found = value(DONORS, [0, 1, 4, 6], [0, 6, 5, 6], 6, [1.0] * 4, rate=RATE)
    assert found.expected == pytest.approx([0.115, 1.808, 3.197, 5.910], abs=1e-3)
    assert (found.low <= found.expected).all()
    assert (found.expected <= found.high).all()


@pytest.mark.parametrize("chance", [None, [0.2, 0.5, 0.95]])
def test_the_mean_of_drawn_lives_is_the_expected_value(chance: list[float] | None) -> None:
    x, t_x, n = np.array([1.0, 4.0, 6.0]), np.array([6.0, 5.0, 6.0]), np.full(3, 6.0)
    parameters = np.tile([DONORS.alpha, DONORS.beta, DONORS.gamma, DONORS.delta], (40_000, 1))
    begins = _beginning(DONORS, x, t_x, n, chance)
    lives = _lived(parameters, x, t_x, n, np.full((40_000, 3), 10.0), np.full(3, 2.0), RATE, 1, begins)
    found = value(DONORS, x, t_x, n, [10.0] * 3, rate=RATE, cost=2.0, chance=chance)
    assert lives.mean(axis=0) == pytest.approx(found.expected, rel=0.02)


def test_lives_begin_with_the_chance_told() -> None:
    x, t_x, n = [1, 4, 6], [6, 5, 6], 6
    own, chance = value(DONORS, x, t_x, n, [1.0] * 3, rate=RATE), np.array([0.2, 0.5, 0.97])
    told = value(DONORS, x, t_x, n, [1.0] * 3, rate=RATE, chance=chance)
    np.testing.assert_allclose(told.editions / own.editions, chance / DONORS.chance(x, t_x, n))
    same = value(DONORS, x, t_x, n, [1.0] * 3, rate=RATE, chance=DONORS.chance(x, t_x, n))
    np.testing.assert_allclose(same.expected, own.expected)
    np.testing.assert_allclose((same.low, same.high), (own.low, own.high), atol=1e-9)


def test_ninety_per_cent_intervals_hold_nine_in_ten_of_what_customers_bring() -> None:
    random = np.random.default_rng(11)
    (x, t_x), ahead = lived_until(8, 6_000, random)
    cells, place, count = np.unique(np.stack([x, t_x]), axis=1, return_inverse=True, return_counts=True)
    model = fit(cells[0], cells[1], np.full(len(count), 8), count)
    n = np.full(len(count), 8.0)
    parameters = uncertainty(model, cells[0], cells[1], n, count).draws(300, seed=2)
    found = value(
        model,
        cells[0],
        cells[1],
        n,
        random.gamma(9, 1 / 9, (300, len(count))),
        rate=RATE,
        parameters=parameters,
    )
    at = place.reshape(-1)
    brought = ahead * random.gamma(9, 1 / 9, len(ahead))
    held = (found.low[at] - 1e-9 <= brought) & (brought <= found.high[at] + 1e-9)
    assert 0.85 <= held.mean() <= 0.95


def lived_until(n: int, customers: int, random: np.random.Generator) -> tuple[Floats, Floats]:
    """(x and t_x after n editions, discounted editions attended after them)."""
    willing, leaves = random.beta(1.2, 0.75, customers), random.beta(0.65, 2.8, customers)
    alive, x, t_x = np.ones(customers, bool), np.zeros(customers), np.zeros(customers)
    ahead = np.zeros(customers)
    for edition in range(1, n + 61):
        alive &= random.random(customers) >= leaves
        comes = alive & (random.random(customers) < willing)
        if edition <= n:
            x, t_x = x + comes, np.where(comes, edition, t_x)
        else:
            ahead += comes / (1 + RATE) ** (edition - n)
    return np.stack([x, t_x]), ahead


@given(st.floats(0, 5), st.floats(0, 5))
def test_value_never_rises_with_cost(one: float, other: float) -> None:
    cheap, dear = (
        value(DONORS, [2, 6], [5, 6], 6, [10.0, 10.0], rate=RATE, cost=cost, draws=60)
        for cost in sorted((one, other))
    )
    assert (dear.expected <= cheap.expected + 1e-9).all()


def test_uncertain_parameters_widen_the_mean_of_few_customers() -> None:
    x, t_x, n, count = [0, 1, 2, 3], [0, 2, 3, 3], [3] * 4, [20, 8, 6, 6]
    model = fit(x, t_x, n, count)
    draws = uncertainty(model, x, t_x, n, count).draws(50, seed=1)
    assert draws.shape == (50, 4)
    assert np.ptp(draws, axis=0).max() > 0
