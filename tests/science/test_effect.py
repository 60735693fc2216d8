"""Uplift over a hold-out: planted effects are found, planted zeros are not."""

import json
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.arrays import Bools, Floats, Ints
from everfair.science.effect import Effect, effect, needs_about, newcombe
from everfair.science.enough import NotEnough


def a_round(seed: int, uplift: float) -> tuple[Bools, Bools, Ints, Floats]:
    """(came, treated, segment, chance known before): 400 relationships, a fifth of each segment held out."""
    random = np.random.default_rng(seed)
    segment = random.integers(0, 6, 400)
    chance = np.clip(random.beta(1, 1, 400) * 0.8 + 0.02 * segment, 0, 0.85)
    treated = np.ones(400, dtype=bool)
    for one in range(6):
        members = random.permutation(np.flatnonzero(segment == one))
        treated[members[: len(members) // 5]] = False
    return random.random(400) < chance + uplift * treated, treated, segment, chance


@cache
def rounds(uplift: float, cuped: bool) -> list[Effect]:
    plays = (a_round(seed, uplift) for seed in range(600))
    return [
        effect(came, treated, segment, chance if cuped else None) for came, treated, segment, chance in plays
    ]


@pytest.mark.parametrize("cuped", [False, True])
def test_a_planted_zero_is_rejected_about_five_times_in_a_hundred(cuped: bool) -> None:
    assert 0.025 < np.mean([told.verdict != "unclear" for told in rounds(0, cuped)]) < 0.08


@pytest.mark.parametrize("cuped", [False, True])
def test_a_planted_effect_is_covered_about_95_times_in_a_hundred(cuped: bool) -> None:
    told = rounds(0.1, cuped)
    assert 0.92 < np.mean([one.low <= 0.1 <= one.high for one in told]) < 0.98
    assert np.mean([one.difference for one in told]) == pytest.approx(0.1, abs=0.01)


def test_the_chance_known_before_narrows_the_interval_and_moves_nothing() -> None:
    plain, adjusted = rounds(0.1, cuped=False), rounds(0.1, cuped=True)
    widths = [np.mean([one.high - one.low for one in told]) for told in (plain, adjusted)]
    assert widths[1] < 0.92 * widths[0]
    assert np.mean([one.variance_kept for one in adjusted]) < 0.85


def test_segments_of_unlike_chance_do_not_pass_for_an_effect() -> None:
    # the strong segment is treated far more often: pooled naively care seems to work
    strong = np.repeat([1, 0], 1000)
    treated = np.tile([1] * 9 + [0], 100).tolist() + np.tile([1] + [0] * 9, 100).tolist()
    came = np.random.default_rng(2).random(2000) < np.where(strong, 0.8, 0.2)
    assert effect(came, treated).verdict == "rose"
    assert effect(came, treated, strong).verdict == "unclear"


@pytest.mark.parametrize("came", [0, 1])
def test_an_arm_of_which_nobody_came_or_all_is_not_taken_for_certain(came: int) -> None:
    told = effect([came] * 95, [True] * 76 + [False] * 19, covariate=np.linspace(0.1, 0.6, 95))
    assert told.difference == pytest.approx(0, abs=1e-12)
    assert told.low < -0.05
    assert told.high > 0.05


def test_newcombe_1998_table_ii_method_10() -> None:
    # 56/70 against 48/80: .2000, .0524 to .3339
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert newcombe(9, 10, 3, 10) == pytest.approx((0.6, 0.1705, 0.8090), abs=5e-5)


@given(st.integers(10, 60), st.integers(10, 60), st.data())
def test_newcombe_stays_within_one(n: int, held: int, data: st.DataObject) -> None:
    came, held_came = data.draw(st.integers(0, n)), data.draw(st.integers(0, held))
    difference, low, high = newcombe(came, n, held_came, held)
    assert -1 <= low <= difference <= high <= 1


def test_additional_bookings_money_and_cost_of_each() -> None:
    told = Effect(0.1, 0.05, 0.15, 0.025, 200, 50, 0.6, 0.5, 1.0, 0, 400)
    assert told.additional() == pytest.approx((20, 10, 30))
    assert told.returned(5_000_00) == pytest.approx((100_000_00, 50_000_00, 150_000_00))
    assert told.cost_per_additional(60_000_00) == pytest.approx((3_000_00, 2_000_00, 6_000_00))


def test_an_effect_that_may_be_none_has_no_highest_cost_per_booking() -> None:
    told = Effect(0.1, -0.02, 0.22, 0.06, 200, 50, 0.6, 0.5, 1.0, 0, 400)
    about, low, high = told.cost_per_additional(60_000_00)
    assert about is not None
    assert low is not None
    assert low < about
    assert high is None


def test_too_few_are_told_with_what_it_would_take() -> None:
    with pytest.raises(NotEnough) as told:
        effect([1, 0] * 12, [1] * 20 + [0] * 4)
    assert (told.value.n, told.value.of) == (4, "per arm")
    assert told.value.needs == needs_about(0.5)


def test_what_it_takes_to_see_ten_points_from_a_half() -> None:
    # the textbook answer for .5 against .6, power 80 %, two-sided 5 %: 385 or so per arm
    assert needs_about(0.5) == pytest.approx(385, abs=3)
    assert needs_about(0.5, 0.2) < needs_about(0.5, 0.1)


def test_a_segment_without_hold_out_is_left_out_and_counted() -> None:
    came, treated, segment, _ = a_round(1, 0.1)
    more = effect([*came, 1, 1, 0], [*treated, 1, 1, 1], [*segment, 99, 99, 99])
    assert more.left_out == 3
    assert more.difference == pytest.approx(effect(came, treated, segment).difference)


def test_money_has_an_effect_too() -> None:
    random = np.random.default_rng(3)
    treated = random.permutation(np.repeat([True, False], 300))
    told = effect(random.gamma(2, 5000, 600) + 3000 * treated, treated)
    assert told.low < 3000 < told.high
    assert told.verdict == "rose"


def test_it_comes_back_from_json_the_same() -> None:
    came, treated, segment, chance = a_round(4, 0.1)
    told = effect(came, treated, segment, chance)
    assert Effect.from_dict(json.loads(json.dumps(told.to_dict()))) == told
