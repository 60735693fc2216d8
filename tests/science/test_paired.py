"""Which of two forecasts is better: told where it is so, and not where it was luck."""

import numpy as np
import pytest
from scipy.special import expit

from everfair.science.backtest import log_loss
from everfair.science.paired import difference


def test_the_difference_is_that_of_the_two_log_losses() -> None:
    p, q, came, count = [0.2, 0.7], [0.4, 0.5], [3, 8], [10, 12]
    found = difference(p, q, came, count)
    assert found.difference == pytest.approx(log_loss(p, came, count) - log_loss(q, came, count))
    assert found.low < found.difference < found.high


def test_the_truth_is_called_better_than_a_blunt_forecast() -> None:
    random = np.random.default_rng(1)
    p = random.beta(1, 2, 600)
    came = (random.random(600) < p).astype(float)
    assert difference(p, np.full(600, p.mean()), came, np.ones(600)).better
    assert difference(np.full(600, p.mean()), p, came, np.ones(600)).worse


def test_two_forecasts_equally_off_are_seldom_told_apart() -> None:
    random, called = np.random.default_rng(2), 0
    for _ in range(60):
        eta = random.normal(-1, 1, 300)
        one, other = (expit(eta + random.normal(0, 0.4, 300)) for _ in range(2))
        came = (random.random(300) < expit(eta)).astype(float)
        found = difference(one, other, came, np.ones(300))
        called += found.better or found.worse
    assert called / 60 <= 0.25


def test_the_best_of_three_picked_afterwards_must_be_ahead_by_more() -> None:
    found = difference([0.3], [0.5], [55], [100])
    assert found.worse
    edge = type(found)(2.0 * found.error, found.error)
    assert edge.worse_than_best_of(1)
    assert not edge.worse_than_best_of(3)
