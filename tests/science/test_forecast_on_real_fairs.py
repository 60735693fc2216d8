"""Out of sample on real fairs: each edition forecast from the ones before it. Tuned on editions other than 13."""

from pathlib import Path

import numpy as np
import pytest

from everfair.science.backtest import Judgement, backtest
from tests.science.fairs import Fair, doujin_fair, fosdem_stands, ruby_kaigi

FAIRS = {"doujin": doujin_fair, "fosdem": fosdem_stands, "ruby_kaigi": ruby_kaigi}


@pytest.fixture(scope="module", params=FAIRS)
def fair(request: pytest.FixtureRequest, shared_data: Path) -> Fair:
    return FAIRS[request.param](shared_data)


def judged(fair: Fair, target: int) -> dict[str, Judgement]:
    cells, count, came = fair.before(target)
    return {one.model: one for one in backtest(cells, count, came).judgements}


def test_edition_13_of_the_doujin_fair_is_no_worse_than_plain_bgbb(shared_data: Path) -> None:
    models = judged(doujin_fair(shared_data), 12)
    ours, bgbb, plain = models["forecast"], models["bgbb"], models["here_last_time"]
    assert (round(bgbb.auc or 0, 3), round(bgbb.log_loss, 3)) == (0.892, 0.325)
    assert (ours.auc or 0) >= (bgbb.auc or 0) > (plain.auc or 0)
    assert ours.log_loss <= bgbb.log_loss < plain.log_loss
    assert ours.covered
    assert not bgbb.covered


def test_over_all_editions_log_loss_is_below_plain_bgbb(fair: Fair) -> None:
    runs = [judged(fair, target) for target in range(3, fair.editions)]
    weight = [run["forecast"].relationships for run in runs]
    ours, bgbb = (
        np.average([run[model].log_loss for run in runs], weights=weight) for model in ("forecast", "bgbb")
    )
    assert ours < bgbb


def test_intervals_of_the_count_cover_what_came_nine_times_in_ten(fair: Fair) -> None:
    covered = [judged(fair, target)["forecast"].covered for target in range(2, fair.editions)]
    assert np.mean(covered) >= 0.9


def test_the_interval_reaches_down_to_a_shock_that_draws_2_4_times_fewer(shared_data: Path) -> None:
    ours = judged(doujin_fair(shared_data), 12)["forecast"]
    assert ours.low <= ours.expected / 2.4
