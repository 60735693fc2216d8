"""Questionnaires and topics on their pages: made, worded, put in order, retired; with the way back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.surveys import wording
from everfair.surveys.models import Answer, Instrument, Item, Response, Topic
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
ITEM = {"code": "parking", "zh": "停车", "en": "", "asks": "performance", "low": "1", "high": "7"}


@pytest.fixture
def asked(cast: Cast) -> Instrument:
    return Instrument.objects.create(code="own", zh="自制问卷", series=cast.series)


def question(asked: Instrument, code: str, order: int = 1, **more: object) -> Item:
    return Item.objects.create(instrument=asked, code=code, zh=code, asks="overall", order=order, **more)


def undone(client: Client, response: Any) -> None:
    page = client.get(response["Location"]).content.decode()
    found = re.search(r'action="(/[^"]*undo[^"]*)"', page)
    assert found, page
    client.post(found[1])


def at(name: str, *keys: int) -> str:
    return reverse(f"surveys:{name}", args=keys)


def test_a_questionnaire_is_made_with_its_questions(client_of: In, cast: Cast) -> None:
    client = client_of(cast.marketing)
    client.post(at("instrument-new"), {"zh": "展后回访", "en": "", "series": cast.series.pk})
    made = Instrument.objects.get(zh="展后回访")
    topic = Topic.objects.get(code="layout")
    client.post(at("item-new", made.pk), ITEM | {"topic": topic.pk})
    assert made.items.get().topic == topic
    assert {"instrument.add", "item.add"} <= set(Entry.objects.values_list("verb", flat=True))
    assert "停车" in client.get(at("instrument", made.pk)).content.decode()


def test_only_those_of_all_shows_make_one_for_all_shows(client_of: In, cast: Cast) -> None:
    client_of(cast.marketing).post(at("instrument-new"), {"zh": "甲", "en": "", "series": ""})
    assert not Instrument.objects.filter(zh="甲").exists()
    client_of(cast.director).post(at("instrument-new"), {"zh": "甲", "en": "", "series": ""})
    assert Instrument.objects.get(zh="甲").series is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": "7"},
        {"high": "1e308"},
        {"asks": "goal_set"},
        {"topic": ""},
        {"zh": "", "en": ""},
        {"code": ""},
        {"asks": "hope"},
    ],
)
def test_a_question_that_cannot_be_is_not_taken(
    client_of: In, cast: Cast, asked: Instrument, wrong: dict[str, str]
) -> None:
    told = ITEM | {"topic": str(Topic.objects.get(code="layout").pk)} | wrong
    assert client_of(cast.marketing).post(at("item-new", asked.pk), told).status_code == 422
    assert not asked.items.exists()


def test_an_answered_question_keeps_its_meaning_but_not_its_words(
    client_of: In, cast: Cast, asked: Instrument
) -> None:
    item = question(asked, "all")
    told = Response.objects.create(instrument=asked, series=cast.series, answered_on="2024-05-01")
    Answer.objects.create(response=told, item=item, value=4)
    client = client_of(cast.marketing)
    form = {
        "code": "all",
        "zh": "总体如何",
        "en": "",
        "asks": "overall",
        "low": "1",
        "high": "5",
        "version": "1",
    }
    assert client.post(at("item", asked.pk, item.pk), form | {"high": "10"}).status_code == 422
    assert client.post(at("item", asked.pk, item.pk), form).status_code == 302
    client.post(at("item-remove", asked.pk, item.pk))
    item.refresh_from_db()
    assert (item.zh, item.high) == ("总体如何", 5)


def test_a_stale_edit_shows_what_another_wrote(client_of: In, cast: Cast, asked: Instrument) -> None:
    item = question(asked, "all")
    item.change(by=cast.director, zh="别人写的")
    form = {
        "code": "all",
        "zh": "我写的",
        "en": "",
        "asks": "overall",
        "low": "1",
        "high": "5",
        "version": "1",
    }
    response = client_of(cast.marketing).post(at("item", asked.pk, item.pk), form)
    assert response.status_code == 422
    assert "别人写的" in response.content.decode()
    item.refresh_from_db()
    assert item.zh == "别人写的"


def test_what_was_done_last_is_undone(client_of: In, cast: Cast, asked: Instrument) -> None:
    item = question(asked, "all")
    client = client_of(cast.marketing)
    undone(client, client.post(at("item-remove", asked.pk, item.pk)))
    back = asked.items.get()
    assert (back.code, back.order) == ("all", 1)
    undone(client, client.post(at("instrument-retire", asked.pk)))
    form = {
        "zh": "改名",
        "en": "",
        "series": cast.series.pk,
        "version": Instrument.objects.get(pk=asked.pk).version,
    }
    undone(client, client.post(at("instrument-edit", asked.pk), form))
    asked.refresh_from_db()
    assert (asked.zh, asked.is_active) == ("自制问卷", True)


def test_questions_are_put_in_order(client_of: In, cast: Cast, asked: Instrument) -> None:
    first, second = question(asked, "a"), question(asked, "b", 2)
    client = client_of(cast.marketing)
    client.post(at("item-move", asked.pk, second.pk))
    assert [one.code for one in asked.items.all()] == ["b", "a"]
    client.post(at("item-move", asked.pk, first.pk), {"down": "1"})
    assert [one.code for one in asked.items.all()] == ["b", "a"]


def test_topics_are_added_renamed_and_retired(client_of: In, cast: Cast) -> None:
    client = client_of(cast.marketing)
    client.post(
        at("topic-new"), {"zh": "停车", "en": "", "kind": "attribute", "series": cast.series.pk, "order": "9"}
    )
    topic = Topic.objects.get(zh="停车")
    undone(client, client.post(at("topic-retire", topic.pk)))
    topic.refresh_from_db()
    assert topic.is_active
    shared = Topic.objects.get(code="layout")
    assert client.get(at("topic", shared.pk)).status_code == 404, (
        "what all shows ask, who manages all of them words"
    )


def test_the_order_of_a_new_house_is_planted() -> None:
    asked = Instrument.objects.get(code="satisfaction").items
    assert {asks: asked.filter(asks=asks).count() for asks in ("expectation", "performance", "overall")} == {
        "expectation": 6, "performance": 6, "overall": 1,
    }  # fmt: skip
    assert Topic.objects.filter(kind="attribute", series=None).count() == 6
    assert not Item.objects.filter(asks__in=("expectation", "performance", "goal_set"), topic=None).exists()


@pytest.mark.parametrize("what", ["item", "item-remove", "item-move"])
def test_a_question_that_somebody_removed_meanwhile_is_told_of(
    client_of: In, cast: Cast, asked: Instrument, what: str
) -> None:
    item = question(asked, "all")
    client = client_of(cast.marketing)
    address = at(what, asked.pk, item.pk)
    item.delete()
    answer = client.post(address, ITEM | {"version": "1"}, follow=True, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.redirect_chain == [(at("instrument", asked.pk), 302)]
    assert "somebody removed it meanwhile" in answer.content.decode()
    assert not asked.items.exists()


def test_so_is_one_that_goes_while_it_is_written(
    client_of: In, cast: Cast, asked: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = question(asked, "all")

    def removed_first(held: Item, **told: object) -> list[str]:
        Item.objects.filter(pk=held.pk).delete()
        return change_item(held, **told)  # type: ignore[arg-type]

    change_item = wording.change_item
    monkeypatch.setattr(wording, "change_item", removed_first)
    form = ITEM | {"asks": "overall", "high": "5", "version": "1"}
    answer = client_of(cast.marketing).post(at("item", asked.pk, item.pk), form)
    assert (answer.status_code, answer["Location"]) == (302, at("instrument", asked.pk))
