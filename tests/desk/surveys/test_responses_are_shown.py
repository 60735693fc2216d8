"""Responses of a series: listed by who may see them, narrowed, exported, taken out and put back."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.parties.models import Party
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Series
from everfair.surveys.models import Answer, Instrument, Response
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
LIST = reverse("surveys:responses")


def response(series: Series, name: str = "", **more: object) -> Response:
    instrument = Instrument.objects.get(code="satisfaction")
    party = Party.objects.create(kind="organisation", zh=name) if name else None
    if party:
        Relationship.between(party.pk, series.pk, "exhibitor")
    told = Response.objects.create(
        instrument=instrument, series=series, party=party, answered_on=datetime.date(2024, 5, 1), **more
    )
    Answer.objects.create(response=told, item=instrument.items.get(code="layout-performance"), value=4)
    return told


def listed(client: Client, **asked: str | int) -> str:
    found = client.get(LIST, asked)
    assert found.status_code == 200
    return found.content.decode()


def test_everyone_sees_those_of_their_shows(client_of: In, cast: Cast) -> None:
    response(cast.series, "杭州青山画廊")
    theirs = response(cast.other_series, "蓝田茶业")
    client = client_of(cast.analyst)
    assert "杭州青山画廊" in listed(client)
    assert "蓝田茶业" not in listed(client)
    assert client.get(reverse("surveys:response", args=[theirs.pk])).status_code == 404


def test_they_are_narrowed(client_of: In, cast: Cast) -> None:
    edition = Edition.objects.create(series=cast.series, ordinal=1, label="2024")
    response(cast.series, "甲公司", edition=edition, moment="before")
    response(cast.series, "乙公司", moment="after")
    response(cast.series, respondent="第七号")
    client = client_of(cast.analyst)
    instrument = Instrument.objects.get(code="satisfaction").pk
    for asked, there in (
        ({"edition": edition.pk}, {"甲公司"}),
        ({"moment": "after"}, {"乙公司"}),
        ({"unnamed": 1}, {"第七号"}),
        ({"q": "第七"}, {"第七号"}),
        ({"topic": "layout", "instrument": instrument}, {"甲公司", "乙公司", "第七号"}),
        ({"topic": "show-effect"}, set()),
    ):
        text = listed(client, **asked)
        assert {name for name in ("甲公司", "乙公司", "第七号") if name in text} == there, asked


def test_they_are_exported_by_those_who_may(client_of: In, cast: Cast) -> None:
    response(cast.series, "甲公司")
    found = client_of(cast.analyst).get(LIST, {"export": "csv"})
    assert "甲公司" in b"".join(found).decode("utf-8-sig")


def test_the_page_of_a_response_tells_all_of_it(client_of: In, cast: Cast) -> None:
    told = response(cast.series, "甲公司", source="问卷.csv")
    page = client_of(cast.sales).get(reverse("surveys:response", args=[told.pk])).content.decode()
    assert "甲公司" in page
    assert "展区布局" in page
    assert "问卷.csv" in page


def test_one_that_was_wrong_is_taken_out_and_put_back(client_of: In, cast: Cast) -> None:
    told = response(cast.series, "甲公司")
    client = client_of(cast.analyst)
    gone = client.post(reverse("surveys:response-remove", args=[told.pk]))
    assert not Answer.objects.exists()
    page = client.get(gone["Location"]).content.decode()
    way = re.search(r'action="(/[^"]*undo[^"]*)"', page)
    assert way
    client.post(way[1])
    back = Response.objects.get()
    assert (back.party, back.answered_on, back.answers.get().value) == (told.party, told.answered_on, 4)
