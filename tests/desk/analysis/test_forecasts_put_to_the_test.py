import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.relations.models import Backtest, Publication
from tests.conftest import Cast
from tests.desk.shows import made
from tests.desk.shows.made import Fair

As = Callable[[User], Client]


@pytest.fixture
def client(cast: Cast, client_of: As) -> Client:
    found = client_of(cast.sales)
    found.cookies["django_language"] = "en"
    return found


@pytest.fixture
def missed(fair: Fair) -> Backtest:
    """The second edition came below every interval: a shock."""
    models = {
        code: {"auc": 0.75, "log_loss": 0.5, "expected": 100.0, "low": 70.0, "high": 130.0}
        for code in ("everfair", "bgbb", "last_time")
    }
    return Backtest.objects.create(
        run=fair.run, edition=fair.editions[1], side="exhibitor", known=100, came=30, figures=models,
        calibration=made.TENTHS,
    )  # fmt: skip


def page(fair: Fair) -> str:
    return reverse("analysis:backtest", args=[fair.series.pk])


def plain(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())))


def test_it_says_in_words_how_often_the_interval_held(client: Client, fair: Fair, missed: Backtest) -> None:
    text = plain(client, page(fair))
    assert "Of the last 2 editions, the forecast's interval held what came in 1." in text
    assert "Plain BG/BB's interval held it in 0." in text
    assert "it ranks 80 rightly (Plain BG/BB 80, “Was here last time” 72)" in text


def test_models_are_compared_by_their_means_and_the_best_is_marked(client: Client, fair: Fair) -> None:
    summaries = {one.code: one for one in client.get(page(fair)).context["summaries"]}
    assert (summaries["everfair"].best_auc, summaries["bgbb"].best_auc) == (True, False)
    assert (summaries["everfair"].log_loss, summaries["last_time"].held) == (0.31, 0)


def test_intervals_stand_with_what_came_and_the_edition_to_come(
    client: Client, fair: Fair, missed: Backtest
) -> None:
    columns = client.get(page(fair)).context["intervals"]["columns"]
    assert [(one["label"], one.get("known")) for one in columns] == [("2", 30), ("4", 88), ("5", None)]


def test_one_edition_is_looked_at_and_the_latest_first(client: Client, fair: Fair, missed: Backtest) -> None:
    assert "88 of 300 known before came." in plain(client, page(fair))
    assert "30 of 100 known before came." in plain(client, f"{page(fair)}?target={missed.edition_id}")
    assert "88 of 300 known before came." in plain(client, f"{page(fair)}?target=nonsense")


def test_calibration_carries_n_and_intervals(client: Client, fair: Fair) -> None:
    assert client.get(page(fair)).context["calibration"]["bins"] == [
        {"predicted": 0.2, "actual": 0.3, "low": 0.15, "high": 0.5, "n": 10}
    ]


def test_surprises_lead_to_the_customers(client: Client, fair: Fair) -> None:
    text = client.get(page(fair)).content.decode()
    before, last = fair.editions[1].pk, fair.last.pk
    assert f"came={last}&amp;at={before}%3Adisappearance" in text
    assert f"not_came={last}&amp;at={before}%3Atrust" in text


def test_a_model_that_could_not_rank_is_told_with_a_dash(client: Client, fair: Fair) -> None:
    row = Backtest.objects.get(edition=fair.last)
    for one in row.figures.values():
        one["auc"] = None
    row.save()
    answer = client.get(page(fair))
    assert answer.status_code == 200
    assert "ranks" not in answer.context["sentences"][-1]


def test_with_nothing_to_compare_it_says_what_it_takes(client: Client, fair: Fair) -> None:
    Publication.objects.all().delete()
    assert "at least four editions" in plain(client, page(fair))


def test_the_backtest_states_its_data_moment_and_model(client: Client, fair: Fair) -> None:
    assert re.search(r"As of \d+ \w+ \d{4}, \d\d:\d\d, model version 1", plain(client, page(fair)))
