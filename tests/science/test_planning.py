"""Planning by what rounds taught: planted effects are learned, few stay uncertain, profit comes near the best."""

import json
from itertools import product

import numpy as np
import pytest
from scipy.special import expit, logit

from everfair.science.arrays import Bools, Floats, floats
from everfair.science.planning import Effects, Seen, explored, learn, plan

EFFECT = np.array([[1.2, 0.0], [0.1, 0.9], [0.0, 0.0]])  # plays x groups, logits
COST = np.array([30.0, 20.0, 5.0])


def customers(n: int, random: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """(chance, memberships of two groups, worth)"""
    first = random.integers(0, 2, n)
    return (
        random.beta(2, 3, n),
        np.column_stack([first == 0, first == 1]).astype(float),
        random.gamma(2, 400, n),
    )


def came(chance: Floats, groups: Floats, given: Bools, random: np.random.Generator) -> Floats:
    eta = logit(chance) + (given * (groups @ EFFECT.T)).sum(axis=1)
    return floats(random.random(len(chance)) < expit(eta))


def a_round(n: int, seed: int) -> Seen:
    """A quarter held out, the others with a play at random."""
    random = np.random.default_rng(seed)
    chance, groups, _ = customers(n, random)
    given = random.integers(0, 4, n)[:, None] == np.arange(3)
    return Seen(chance, groups, given, came(chance, groups, given, random), np.zeros(n, dtype=np.int64))


@pytest.fixture(scope="module")
def learned() -> Effects:
    return learn(a_round(4000, 1).and_then(a_round(4000, 2)))


def test_planted_effects_are_learned_within_their_errors(learned: Effects) -> None:
    errors = np.sqrt(np.diag(learned.covariance)).reshape(3, 2)
    off = (np.reshape(learned.mean, (3, 2)) - EFFECT) / errors
    assert np.abs(off).max() < 3
    assert errors.max() < 0.15
    at_half = learned.uplift([0.5, 0.5], np.eye(2))
    assert at_half[0, 0] == pytest.approx(expit(1.2) - 0.5, abs=0.05)
    assert at_half[1, 2] == pytest.approx(0.0, abs=0.05)


def test_before_any_round_all_plays_are_believed_alike_and_a_little_helpful() -> None:
    nothing = learn(Seen.none(3, 2))
    assert np.ptp(nothing.mean) == pytest.approx(0)
    uplift = nothing.uplift([0.5], [[1.0, 0.0]])
    assert 0 < uplift[0, 0] < 0.1
    assert nothing.lower([0.5], [[1.0, 0.0]])[0, 0] < 0


def test_a_play_tried_on_few_stays_uncertain_and_near_the_others() -> None:
    seen = a_round(3000, 3)
    rare = np.flatnonzero(seen.given[:, 0])[5:]
    kept = np.setdiff1d(np.arange(3000), rare)
    few = learn(
        Seen(seen.chance[kept], seen.groups[kept], seen.given[kept], seen.came[kept], seen.round[kept])
    )
    error = np.sqrt(np.diag(few.covariance)).reshape(3, 2)
    assert error[0].min() > 2 * error[1].max()
    uplift, lower = (ask([0.5], [[1.0, 0.0]])[0] for ask in (few.uplift, few.lower))
    assert (uplift - lower)[0] > 1.5 * (uplift - lower)[1]


def test_care_that_changes_nothing_is_learned_to_change_nothing() -> None:
    random = np.random.default_rng(4)
    chance, groups, _ = customers(6000, random)
    given = random.integers(0, 4, 6000)[:, None] == np.arange(3)
    same = (random.random(6000) < chance).astype(float)
    found = learn(Seen(chance, groups, given, same, np.zeros(6000, dtype=np.int64)))
    assert np.abs(found.uplift([0.5], [[0.5, 0.5]])).max() < 0.03


def test_a_year_in_which_all_stay_away_is_not_blamed_on_the_plays() -> None:
    random = np.random.default_rng(5)
    chance, groups, _ = customers(6000, random)
    given = random.integers(0, 4, 6000)[:, None] == np.arange(3)
    shocked = came(expit(logit(chance) - 1), groups, given, random)
    found = np.reshape(
        learn(Seen(chance, groups, given, shocked, np.zeros(6000, dtype=np.int64))).mean, (3, 2)
    )
    assert found == pytest.approx(EFFECT, abs=0.3)


def test_a_teaching_round_tries_what_may_be_best_and_an_old_hand_does_not_wander(learned: Effects) -> None:
    chance, groups, worth = customers(400, np.random.default_rng(6))
    ignorant = explored(learn(Seen.none(3, 2)), chance, groups, seed=1)
    tried = plan(ignorant, worth, COST, budget=1e6).given.sum(axis=0)
    assert (tried > 40).all()
    knowing = explored(learned, chance, groups, seed=1) * worth[:, None] - COST
    assert (knowing[groups[:, 0] == 1].argmax(axis=1) == 0).mean() > 0.9
    assert explored(learned, chance, groups, seed=1) == pytest.approx(
        explored(learned, chance, groups, seed=1)
    )


def test_a_plan_earns_as_much_as_trying_every_plan() -> None:
    random = np.random.default_rng(7)
    uplift, worth = random.uniform(-0.02, 0.2, (5, 3)), random.uniform(100, 900, 5)
    best = max(
        sum(uplift[i, play] * worth[i] - COST[play] for i, play in enumerate(each) if play < 3)
        for each in product(range(4), repeat=5)
        if sum(COST[play] for play in each if play < 3) <= 70
    )
    found = plan(uplift, worth, COST, budget=70)
    assert found.gain == pytest.approx(best, rel=2e-3)
    assert found.cost <= 70


def test_what_does_not_pay_is_not_done_however_large_the_budget() -> None:
    found = plan(np.full((4, 3), 0.01), np.full(4, 100.0), COST, budget=1e9)
    assert found.given.sum() == 0


def test_capacity_bounds_a_play(learned: Effects) -> None:
    chance, groups, worth = customers(60, np.random.default_rng(8))
    found = plan(learned.lower(chance, groups), worth, COST, budget=1e6, capacity=[5, 1000, 1000])
    assert found.given[:, 0].sum() == 5


def test_three_rounds_bring_the_profit_near_that_of_one_who_knows_all() -> None:
    random, seen = np.random.default_rng(9), Seen.none(3, 2)
    budget = 12_000.0
    for seed in range(3):
        chance, groups, worth = customers(1500, random)
        chosen = plan(explored(learn(seen), chance, groups, seed=seed), worth, COST, budget=budget).given > 0
        members = np.flatnonzero(chosen.any(axis=1))
        given = chosen[members] & (random.random(len(members)) >= 0.2)[:, None]
        told = came(chance[members], groups[members], given, random)
        round_ = Seen(chance[members], groups[members], given, told, np.zeros(len(members), dtype=np.int64))
        seen = seen.and_then(round_)
    chance, groups, worth = customers(1500, random)
    truth = expit(logit(chance)[:, None] + groups @ EFFECT.T) - chance[:, None]
    ours, best = (
        ((truth * worth[:, None] - COST) * plan(uplift, worth, COST, budget=budget).given).sum()
        for uplift in (learn(seen).lower(chance, groups), truth)
    )
    assert ours >= 0.9 * best


def test_what_was_learned_can_be_kept_as_json(learned: Effects) -> None:
    assert Effects.from_dict(json.loads(json.dumps(learned.to_dict()))) == learned


def test_very_many_are_planned_in_cells_nearly_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    uplift, worth = random.gamma(1, 0.1, (4000, 3)), random.gamma(2, 400, 4000)
    uplift[random.random((4000, 3)) < 0.3] = np.nan
    single = plan(uplift, worth, COST, budget=20_000)
    monkeypatch.setattr("everfair.science.planning.ONE_BY_ONE", 400)
    cells = plan(uplift, worth, COST, budget=20_000)
    assert set(np.unique(cells.given)) == {0, 1}
    assert cells.given.sum(axis=1).max() == 1
    assert not cells.given[np.isnan(uplift)].any()
    assert (cells.given * COST).sum() == pytest.approx(cells.cost)
    assert cells.cost <= 20_000
    assert cells.gain >= 0.95 * single.gain


def test_where_nobody_knows_what_one_is_worth_the_most_come() -> None:
    uplift = np.array([[0.3, 0.1], [0.2, 0.25], [0.05, np.nan]])
    told = plan(uplift, None, np.array([10.0, 10.0]), budget=20)
    assert told.given.tolist() == [[1, 0], [0, 1], [0, 0]]
    assert told.gain == pytest.approx(0.55)
