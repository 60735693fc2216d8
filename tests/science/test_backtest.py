"""Judging forecasts: the figures against their definitions, pair by pair and person by person."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.backtest import (
    Judgement,
    auc,
    brier,
    calibration,
    here_last_time,
    judge,
    log_loss,
    wilson,
)
from everfair.science.enough import NotEnough
from everfair.science.histories import histories

CHANCES = st.sampled_from([0.0, 0.1, 0.3, 0.3, 0.5, 0.9, 1.0])
FORECASTS = st.lists(st.tuples(CHANCES, st.booleans()), min_size=2, max_size=30)


@given(FORECASTS.filter(lambda pairs: len({came for _, came in pairs}) == 2))
def test_auc_is_the_share_of_pairs_ranked_rightly_ties_half(pairs: list[tuple[float, bool]]) -> None:
    ones, zeros = ([p for p, came in pairs if came is kind] for kind in (True, False))
    right = np.mean([(a > b) + (a == b) / 2 for a in ones for b in zeros])
    p, came = zip(*pairs, strict=True)
    assert auc(p, came, np.ones(len(p))) == pytest.approx(right)


def test_auc_needs_both_kinds() -> None:
    with pytest.raises(NotEnough):
        auc([0.2, 0.4], [1, 1], [1, 1])


@given(FORECASTS)
def test_cells_are_judged_as_their_relationships_one_by_one(pairs: list[tuple[float, bool]]) -> None:
    p, came = (np.array(each, dtype=float) for each in zip(*pairs, strict=True))
    cell, back = np.unique(p, return_inverse=True)
    grouped = (cell, np.bincount(back, came), np.bincount(back))
    for figure in (log_loss, brier):
        assert figure(*grouped) == pytest.approx(figure(p, came, np.ones(len(p))))


def test_log_loss_and_brier_by_hand() -> None:
    assert log_loss([0.8, 0.3], [1, 0], [1, 1]) == pytest.approx(-(np.log(0.8) + np.log(0.7)) / 2)
    assert brier([0.8, 0.3], [1, 0], [1, 1]) == pytest.approx((0.04 + 0.09) / 2)


def test_a_certain_forecast_that_fails_costs_much_but_not_infinitely_much() -> None:
    assert log_loss([1.0], [0], [1]) == pytest.approx(-np.log(1e-6))


def test_wilson_1927_interval_of_a_textbook_case() -> None:
    # 81 of 263 at 95 %: .2553 to .3662 (Newcombe 1998, table I)
    assert wilson(81, 263, 1.959964) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20)[0] == 0 < wilson(0, 20)[1]


def test_calibration_has_tenths_of_about_equal_size_from_low_to_high() -> None:
    random = np.random.default_rng(0)
    p = random.random(5000)
    tenths = calibration(p, random.random(5000) < p, np.ones(5000))
    assert len(tenths) == 10
    assert {tenth.count for tenth in tenths} == {500}
    assert [tenth.forecast for tenth in tenths] == sorted(tenth.forecast for tenth in tenths)
    assert sum(tenth.holds for tenth in tenths) >= 7


def test_a_forecast_twice_too_high_does_not_hold() -> None:
    random = np.random.default_rng(1)
    p = random.uniform(0.2, 0.9, 4000)
    assert sum(tenth.holds for tenth in calibration(p, random.random(4000) < p / 2, np.ones(4000))) == 0


def test_equal_chances_stay_in_one_group() -> None:
    (only,) = calibration([0.4, 0.4], [10, 30], [50, 50])
    assert (only.count, only.forecast, only.came) == (100, 0.4, 0.4)


def test_here_last_time_is_the_share_that_came_again_in_the_past() -> None:
    cells = histories([[1, 1, 1], [1, 0, 0]], [0, 0])
    # here before: 98 stay on twice, 100 leave once; away before: 100, none came; and two of a usual fair to each
    assert here_last_time(cells, [98, 100]) == pytest.approx([(196 + 1.1) / 298, 0.2 / 102])


def test_a_young_fair_in_which_nobody_was_away_yet_still_ranks_those_here_first() -> None:
    here, away = here_last_time(histories([[1, 1], [1, 0]], [0, 0]), [10, 10])
    assert here > away


def test_a_judgement_says_whether_the_count_was_covered() -> None:
    told = judge("forecast", [0.5, 0.1], [58, 10], [100, 100])
    assert (told.expected, told.actual, told.covered) == (60, 68, True)
    assert not judge("forecast", [0.5, 0.1], [60, 10], [100, 100], (20, 65)).covered
    assert Judgement.from_dict(json.loads(json.dumps(told.to_dict()))) == told


def test_nothing_to_judge_is_said() -> None:
    with pytest.raises(NotEnough):
        judge("forecast", [], [], [])
