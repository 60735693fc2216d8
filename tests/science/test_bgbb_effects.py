"""BG/BB with covariates, cohorts and editions: the plain one where there are none, and planted effects found."""

import numpy as np
import pytest
from scipy.special import expit, logit

from everfair.science import bgbb, bgbb_effects
from everfair.science.arrays import Floats, floats
from everfair.science.bgbb_effects import BGBBEffects
from everfair.science.bgbb_likelihood import Point, Reached, Seen
from everfair.science.enough import NotEnough
from everfair.science.histories import Histories, distinct_rows, histories
from everfair.science.likelihood import numeric

EDITIONS = np.array([0, 0.3, -0.4, 0.2, -1.2, 0.1, 0.4, -0.2])
COMES, LEAVES, ALIKE = 0.6, 0.2, (2.0, 3.5)
SLOPES = (1.0, -0.8)
Lives = tuple[Histories, Floats, Floats]


def planted(customers: int, slopes: tuple[float, float], effects: Floats, seed: int) -> Lives:
    """(cells, count, covariate of each cell)"""
    random, editions = np.random.default_rng(seed), len(effects)
    first, z = random.integers(0, editions - 1, customers), random.choice([-0.5, 0.5], customers)
    comes, leaves = expit(logit(COMES) + slopes[0] * z), expit(logit(LEAVES) + slopes[1] * z)
    p = random.beta(comes * ALIKE[0], (1 - comes) * ALIKE[0])
    theta = random.beta(leaves * ALIKE[1], (1 - leaves) * ALIKE[1])
    attended, alive = np.full((customers, editions), -1), np.ones(customers, dtype=bool)
    for edition, effect in enumerate(effects):
        later = edition > first
        alive &= ~later | (random.random(customers) >= theta)
        came = alive & (random.random(customers) < expit(logit(p) + effect))
        attended[:, edition] = np.where(edition == first, 1, np.where(later, came, -1))
    at, back = distinct_rows(np.column_stack([attended, z > 0]))
    return histories(attended[at], first[at]), floats(np.bincount(back)), z[at]


@pytest.fixture(scope="module")
def lives() -> Lives:
    return planted(20_000, SLOPES, EDITIONS, seed=2)


@pytest.fixture(scope="module")
def fitted(lives: Lives) -> BGBBEffects:
    return bgbb_effects.fit(*lives)


def test_without_effects_a_history_is_as_likely_as_plain_bgbb_has_it() -> None:
    cells, _, _ = planted(2_000, (0.0, 0.0), np.zeros(6), seed=1)
    alpha, beta, gamma, delta = 1.2, 0.75, 0.65, 2.8
    seen = Seen.of(cells, np.ones(len(cells)), None)
    middle = Point.middle(seen)
    point = Point(
        floats(logit(alpha / (alpha + beta))),
        floats(logit(gamma / (gamma + delta))),
        np.log([alpha + beta, gamma + delta]),
        middle.cohorts_coming,
        middle.cohorts_leaving,
        middle.editions,
    )
    plain = bgbb.BGBB(alpha, beta, gamma, delta, 0.0, (None,) * 4, 0.0)
    now = cells.now()
    known = bgbb.log_likelihood(plain, now.x, now.t_x, now.since)
    assert np.log(Reached.by(seen, point).likelihood) == pytest.approx(known, abs=1e-4)


def test_the_slope_is_that_of_the_likelihood(lives: Lives) -> None:
    seen = Seen.of(*lives)
    at = Point.middle(seen).flat() + 0.1 * np.random.default_rng(0).standard_normal(29)

    def log_likelihood(flat: Floats) -> float:
        return float(seen.count @ np.log(Reached.by(seen, Point.shaped(seen, flat)).likelihood))

    point = Point.shaped(seen, at)
    assert Reached.by(seen, point).slope(seen, point) == pytest.approx(
        numeric(log_likelihood)(at)[1], abs=1e-4
    )


def test_planted_covariates_are_found(fitted: BGBBEffects) -> None:
    for found, errors, planted in (
        (fitted.coming[1], fitted.standard_errors["coming"][1], SLOPES[0]),
        (fitted.leaving[1], fitted.standard_errors["leaving"][1], SLOPES[1]),
    ):
        assert errors < 0.1
        assert abs(found - planted) < 3 * errors


def test_planted_effects_of_editions_are_found(fitted: BGBBEffects) -> None:
    found = np.array(fitted.editions) - np.mean(fitted.editions)
    planted = EDITIONS[1:] - EDITIONS[1:].mean()
    assert found == pytest.approx(planted, abs=0.15)
    assert fitted.edition_spread == pytest.approx(0.5, abs=0.15)
    assert fitted.cohort_spread < 0.15


def test_chances_add_up_to_who_comes(fitted: BGBBEffects, lives: Lives) -> None:
    cells, count, z = lives
    alive, chance = fitted.p_alive(cells, z), fitted.chance(cells, z)
    assert ((chance > 0) & (chance < alive) & (alive < 1)).all()
    assert fitted.expected(3, cells, z) @ count > fitted.expected(1, cells, z) @ count
    here = cells.attended[:, -1] == 1
    assert (
        chance[here] @ count[here] / count[here].sum()
        > 3 * (chance[~here] @ count[~here]) / count[~here].sum()
    )


def test_a_cohort_of_few_is_drawn_to_the_rest() -> None:
    cells, count, _ = planted(300, (0.0, 0.0), np.zeros(5), seed=4)
    found = bgbb_effects.fit(cells, count)
    assert np.abs(found.cohorts_coming).max() < 0.3
    assert found.cohorts_coming[-1] == pytest.approx(0, abs=1e-3)


def test_too_few_customers_get_no_figure() -> None:
    cells = histories([[1, 0], [1, 1]], [0, 0])
    with pytest.raises(NotEnough, match="n=7, needs about 30"):
        bgbb_effects.fit(cells, [3, 4])


def test_it_comes_back_from_json_the_same(fitted: BGBBEffects) -> None:
    assert BGBBEffects.from_dict(fitted.to_dict()) == fitted
