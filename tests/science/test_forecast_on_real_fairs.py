"""Out of sample on real fairs: each edition forecast from the ones before it. Tuned on editions other than 13."""

from pathlib import Path

import numpy as np
import pytest

from everfair.science.backtest import Judgement, backtest
from tests.science.fairs import Fair, doujin_fair, fosdem_stands, ruby_kaigi

FAIRS = {"doujin": doujin_fair, "fosdem": fosdem_stands, "ruby_kaigi": ruby_kaigi}


Run = dict[str, Judgement]  # by model


@pytest.fixture(scope="module", params=FAIRS)
def runs(request: pytest.FixtureRequest, shared_data: Path) -> list[Run]:
    """Each edition from the third on."""
    fair = FAIRS[request.param](shared_data)
    return [judged(fair, target) for target in range(2, fair.editions)]


@pytest.fixture(scope="module")
def edition_13(shared_data: Path) -> Run:
    return judged(doujin_fair(shared_data), 12)


def judged(fair: Fair, target: int) -> Run:
    cells, count, came = fair.before(target)
    return {one.model: one for one in backtest(cells, count, came).judgements}


def test_edition_13_of_the_doujin_fair_is_as_good_as_plain_bgbb_to_a_thousandth_of_a_nat(
    edition_13: Run,
) -> None:
    ours, bgbb, plain = (edition_13[model] for model in ("forecast", "bgbb", "here_last_time"))
    assert (round(bgbb.auc or 0, 3), round(bgbb.log_loss, 3)) == (0.892, 0.325)
    assert (ours.auc or 0) >= (bgbb.auc or 0) > (plain.auc or 0)
    assert ours.log_loss < bgbb.log_loss + 0.001 < plain.log_loss
    assert ours.covered
    assert not bgbb.covered


def test_over_all_editions_log_loss_is_below_plain_bgbb(runs: list[Run]) -> None:
    weight = [run["forecast"].relationships for run in runs]
    losses = [[run[model].log_loss for run in runs] for model in ("forecast", "bgbb", "here_last_time")]
    ours, bgbb, plain = (np.average(loss, weights=weight) for loss in losses)
    assert ours < bgbb < plain


@pytest.mark.parametrize("model", ["logistic", "boosting"])
def test_it_ranks_and_calibrates_better_than_what_learns_from_recency_frequency_and_run(
    runs: list[Run], model: str
) -> None:
    both = [(run["forecast"], run[model]) for run in runs if model in run]
    weight = [ours.relationships for ours, _ in both]
    losses = np.average([(ours.log_loss, theirs.log_loss) for ours, theirs in both], axis=0, weights=weight)
    aucs = np.average([(ours.auc or 0, theirs.auc or 0) for ours, theirs in both], axis=0, weights=weight)
    assert losses[0] < losses[1]
    assert aucs[0] > aucs[1]


def test_intervals_of_the_count_cover_what_came_nine_times_in_ten(runs: list[Run]) -> None:
    assert np.mean([run["forecast"].covered for run in runs]) >= 0.9


def test_the_interval_reaches_down_to_a_shock_that_draws_2_4_times_fewer(edition_13: Run) -> None:
    assert edition_13["forecast"].low <= edition_13["forecast"].expected / 2.4
