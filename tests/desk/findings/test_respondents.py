import datetime

import pytest
from django.test import Client
from django.urls import reverse

from everfair.parties.models import Party
from everfair.surveys.models import Answer, Asks, Instrument, Item, Response, Topic
from tests.conftest import Cast
from tests.desk.shows import made
from tests.desk.shows.made import Fair

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def instrument(db: None) -> Instrument:
    found = Instrument.objects.create(code="test", zh="测试", en="Test")
    topic = Topic.objects.get(code="show-effect")
    for asks in (Asks.EXPECTATION, Asks.PERFORMANCE):
        Item.objects.create(instrument=found, code=asks.value, asks=asks, topic=topic)
    return found


def answered(
    instrument: Instrument, fair: Fair, party: Party | None, respondent: str = "", **values: float
) -> Response:
    response = Response.objects.create(
        party=party, recorded_party=party, respondent=respondent, instrument=instrument, series=fair.series,
        edition=fair.last, answered_on=DAY,
    )  # fmt: skip
    for code, value in values.items():
        Answer.objects.create(response=response, item=instrument.items.get(code=code), value=value)
    return response


def rows(client: Client, fair: Fair, **asked: str) -> list[tuple[str, float | None, float | None]]:
    answer = client.get(reverse("findings:respondents", args=[fair.series.pk]), asked)
    found = answer.context["page"].rows
    return [(str(row.response.party or row.response.respondent), row.expected, row.gap) for row in found]


def test_what_was_expected_before_is_paired_with_what_was_seen_after(
    client: Client, fair: Fair, instrument: Instrument
) -> None:
    one = made.customer(fair, "青山画廊").party
    answered(instrument, fair, one, expectation=5)
    answered(instrument, fair, one, performance=3)
    answered(instrument, fair, None, "R7", expectation=2, performance=4)
    answered(instrument, fair, None, performance=4)
    assert rows(client, fair) == [("青山画廊", 5, 2), ("R7", 2, -2), ("", None, None)]
    assert rows(client, fair, verdict="delighted") == [("R7", 2, -2)]
    assert rows(client, fair, topic="show-effect", verdict="dissatisfied") == [("青山画廊", 5, 2)]


def test_unnamed_respondents_are_not_taken_for_each_other(
    client: Client, fair: Fair, instrument: Instrument
) -> None:
    answered(instrument, fair, None, expectation=5)
    answered(instrument, fair, None, performance=3)
    assert rows(client, fair) == [("", None, None)]


def test_answers_of_a_show_one_does_not_see_are_not_listed(
    cast: Cast, client: Client, fair: Fair, instrument: Instrument
) -> None:
    other = made.fair(cast.other_series, fair.run)
    answered(instrument, other, made.customer(other, "蓝田茶业").party, performance=3)
    assert rows(client, fair) == []
    hidden = reverse("findings:respondents", args=[cast.other_series.pk])
    assert client.get(hidden).status_code == 404


def test_any_question_leads_to_those_who_answered_it_so_high(
    client: Client, fair: Fair, instrument: Instrument
) -> None:
    Item.objects.create(instrument=instrument, code="intent", asks=Asks.INTENT, low=1, high=5)
    Item.objects.create(instrument=instrument, code="turned", asks=Asks.INTENT, low=1, high=5, is_turned=True)
    answered(instrument, fair, None, "low", intent=2)
    answered(instrument, fair, None, "high", intent=5)
    answered(instrument, fair, None, "high too", turned=1)
    high = rows(client, fair, asks="intent", share="95..100")
    assert sorted(high) == [("high", None, None), ("high too", None, None)]
    assert len(rows(client, fair, asks="intent")) == 3


def test_a_link_of_the_ladder_leads_to_those_who_said_it(
    client: Client, fair: Fair, instrument: Instrument
) -> None:
    item = Item.objects.create(instrument=instrument, code="ladder", asks=Asks.LADDER)
    for respondent, words in (("R1", "stand > orders"), ("R2", "talks > trends")):
        response = answered(instrument, fair, None, respondent)
        Answer.objects.create(response=response, item=item, text=words)
    assert rows(client, fair, asks="ladder", words="orders") == [("R1", None, None)]
