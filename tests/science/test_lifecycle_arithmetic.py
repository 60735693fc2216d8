"""The filter, its evidence and its fit against sums over every possible path."""

import json
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.science.arrays import Ints
from everfair.science.enough import NotEnough
from everfair.science.lifecycle import DEFAULT, LifeCycle, fit
from everfair.science.signals import Observations, observations
from everfair.science.stages import STAGES
from tests.science.planted_paths import planted


def some(seed: int, cells: int = 4, editions: int = 4) -> Observations:
    random = np.random.default_rng(seed)
    begins = random.integers(0, editions + 1, (cells, 1))
    attended = random.integers(0, 2, (cells, editions))
    attended[np.arange(cells), np.minimum(begins[:, 0], editions - 1)] = 1
    attended = np.where(np.arange(editions) < begins, -1, attended)
    area, engagement, satisfaction, complaint = random.integers(-1, 3, (4, *attended.shape))
    shock = random.random(editions) < 0.2
    return observations(attended, area, engagement, satisfaction, complaint, shock)


def chosen(seen: Observations, cells: Ints, editions: int) -> Observations:
    booking, *others = (codes[cells, :editions] for codes in seen.signals())
    area, engagement, satisfaction, complaint = others
    return Observations(booking, area, engagement, satisfaction, complaint, seen.shock[:editions])


def by_enumeration(model: LifeCycle, seen: Observations, cell: int) -> np.ndarray:
    """P(everything seen, stage at the end) over all 5^T paths, from the tables alone."""
    contexts = [int(code[cell]) for code in seen.contexts()]
    joint = np.zeros(STAGES)
    for path in product(range(STAGES), repeat=seen.editions):
        p = model.initial[path[0]]
        for t, stage in enumerate(path):
            if t:
                p *= model.transitions[contexts[t]][path[t - 1]][stage]
            for signal, codes in enumerate(seen.signals()):
                level = int(codes[cell, t])
                if level >= 0:
                    p *= chance_of(model, seen, t, signal, stage, level)
        joint[path[-1]] += p
    return joint


def chance_of(model: LifeCycle, seen: Observations, t: int, signal: int, stage: int, level: int) -> float:
    row = list(model.emissions[signal][stage])
    if signal == 0 and seen.shock[t]:
        row = [row[0], 0.45 * row[1], row[2] + 0.55 * row[1]]
    return float(row[level])


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_forward_equals_enumeration_of_all_paths(seed: int) -> None:
    seen = some(seed)
    joint = np.array([by_enumeration(DEFAULT, seen, cell) for cell in range(len(seen))])
    np.testing.assert_allclose(DEFAULT.log_likelihoods(seen), np.log(joint.sum(axis=1)), rtol=1e-10)
    expected = joint / joint.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(DEFAULT.filter(seen)[:, -1], expected, rtol=1e-10)


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(1, 9))
def test_evidence_adds_up_exactly_to_the_final_log_odds(seed: int, editions: int) -> None:
    seen = some(seed, cells=20, editions=editions)
    told, last = DEFAULT.evidence(seen), DEFAULT.filter(seen)[:, -1]
    total = told.prior + told.contributions.sum(axis=(1, 2))
    p = last.max(axis=1)
    others = last.sum(axis=1) - p
    np.testing.assert_allclose(total, told.log_odds, atol=1e-9)
    np.testing.assert_allclose(total, np.log(p / others), atol=1e-6)
    assert (told.leading == last.argmax(axis=1)).all()


@given(st.integers(0, 10_000))
def test_what_was_not_seen_says_nothing(seed: int) -> None:
    seen = some(seed, cells=20)
    contributions = DEFAULT.evidence(seen).contributions
    missing = np.stack([codes < 0 for codes in seen.signals()], axis=-1)
    assert np.abs(contributions[missing]).max(initial=0) < 1e-9


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_the_filter_knows_only_the_past(seed: int, cut: int) -> None:
    whole = some(seed, cells=10, editions=7)
    earlier = chosen(whole, np.arange(len(whole)), cut)
    np.testing.assert_allclose(DEFAULT.filter(whole)[:, :cut], DEFAULT.filter(earlier))


def test_next_stage_is_a_distribution_that_needs_no_future() -> None:
    ahead = DEFAULT.next_stage(some(3, cells=50))
    assert ahead.shape == (50, STAGES)
    np.testing.assert_allclose(ahead.sum(axis=1), 1)


def test_the_tables_of_the_prior_are_distributions() -> None:
    for table in map(np.array, (DEFAULT.initial, DEFAULT.transitions, *DEFAULT.emissions)):
        np.testing.assert_allclose(table.sum(axis=-1), 1, atol=1e-12)
        assert table.min() > 0  # every move is possible: stages may be skipped, customers won back


def test_each_round_of_the_fit_raises_what_it_climbs() -> None:
    seen, _ = planted(11, cells=400, editions=6)
    reached = [posterior(fit(seen, np.ones(400), rounds=rounds), seen) for rounds in (1, 2, 4, 8)]
    assert reached == sorted(reached)


def posterior(model: LifeCycle, seen: Observations) -> float:
    pairs = [(DEFAULT.initial, model.initial), (DEFAULT.transitions, model.transitions)]
    pairs += list(zip(DEFAULT.emissions, model.emissions, strict=True))
    prior = sum((np.array(before) * np.log(np.array(now))).sum() for before, now in pairs)
    return float(model.log_likelihoods(seen).sum() + 100 * prior)


def test_a_cell_with_a_count_weighs_as_its_relationships_one_by_one() -> None:
    seen = some(5, cells=12, editions=5)
    count = np.arange(1, 13)
    apart = np.repeat(np.arange(12), count)
    single = chosen(seen, apart, seen.editions)
    grouped, one_by_one = fit(seen, count), fit(single, np.ones(len(apart)))
    np.testing.assert_allclose(grouped.transitions, one_by_one.transitions, atol=1e-9)
    assert grouped.log_likelihood == pytest.approx(one_by_one.log_likelihood)


def test_too_few_relationships_are_not_fitted() -> None:
    with pytest.raises(NotEnough, match="n=12, needs about 30"):
        fit(some(5, cells=12), np.ones(12))


def test_a_code_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="satisfaction must be -1, 0, 1 or 2"):
        observations([[1, 1]], satisfaction=[[3, 0]])


def test_it_comes_back_from_json_the_same() -> None:
    fitted = fit(some(5, cells=40), np.ones(40), rounds=2)
    assert LifeCycle.from_dict(json.loads(json.dumps(fitted.to_dict()))) == fitted
