"""Pressed twice without scripts, or sent again by going back: what was made is made once."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.surveys.models import Instrument, Item, Topic
from everfair.ui import once
from everfair.ui.models import SentForm
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]


def mark_on(client: Client, address: str) -> str:
    found = re.search(rf'name="{once.FIELD}" value="([^"]+)"', client.get(address).content.decode())
    assert found, address
    return found[1]


def sent_twice(client: Client, address: str, said: dict[str, object]) -> list[str]:
    """Where both sendings of one form lead."""
    form = said | {once.FIELD: mark_on(client, address)}
    return [client.post(address, form)["Location"] for _ in range(2)]


def test_a_questionnaire_is_made_once(cast: Cast, client_of: In) -> None:
    said = {"zh": "展后问卷", "en": "", "series": cast.series.pk}
    led = sent_twice(client_of(cast.director), reverse("surveys:instrument-new"), said)
    made = Instrument.objects.get(zh="展后问卷")
    assert led == [reverse("surveys:instrument", args=[made.pk])] * 2
    assert Entry.objects.filter(verb="instrument.add", object_id=made.pk).count() == 1


def test_a_topic_and_a_question_are_made_once(cast: Cast, client_of: In) -> None:
    director = client_of(cast.director)
    said = {"zh": "停车", "en": "", "kind": "attribute", "series": cast.series.pk, "order": "1"}
    assert len(set(sent_twice(director, reverse("surveys:topic-new"), said))) == 1
    topic = Topic.objects.get(zh="停车")
    asked = Instrument.objects.create(code="own", zh="自制问卷", series=cast.series)
    said = {
        "code": "p",
        "zh": "停车",
        "en": "",
        "asks": "performance",
        "topic": topic.pk,
        "low": "1",
        "high": "5",
    }
    assert len(set(sent_twice(director, reverse("surveys:item-new", args=[asked.pk]), said))) == 1
    assert Item.objects.filter(instrument=asked).count() == 1


def test_a_form_with_faults_may_be_sent_again(cast: Cast, client_of: In) -> None:
    director, address = client_of(cast.director), reverse("surveys:instrument-new")
    mark = mark_on(director, address)
    assert director.post(address, {"zh": "", "en": "", once.FIELD: mark}).status_code == 422
    director.post(address, {"zh": "改好了", "en": "", "series": cast.series.pk, once.FIELD: mark})
    assert Instrument.objects.filter(zh="改好了").count() == 1


def test_each_form_has_its_own_mark_and_each_sender_their_own(cast: Cast, client_of: In) -> None:
    address = reverse("surveys:instrument-new")
    director, manager = client_of(cast.director), client_of(cast.marketing)
    assert mark_on(director, address) != mark_on(director, address)
    said = {"zh": "问卷", "en": "", "series": cast.series.pk, once.FIELD: "the same"}
    for client in (director, manager):
        client.post(address, said)
    assert Instrument.objects.filter(zh="问卷").count() == 2


def test_marks_are_forgotten_after_some_days(cast: Cast, client_of: In) -> None:
    old = SentForm.objects.create(sender=cast.director, mark="old", led_to="/")
    SentForm.objects.filter(pk=old.pk).update(
        sent_at=timezone.now() - once.KEPT - datetime.timedelta(hours=1)
    )
    sent_twice(
        client_of(cast.director), reverse("surveys:instrument-new"),
        {"zh": "问卷", "en": "", "series": cast.series.pk},
    )  # fmt: skip
    assert [one.mark == "old" for one in SentForm.objects.all()] == [False]


def test_of_two_at_the_same_moment_the_second_makes_nothing(
    cast: Cast, client_of: In, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither finds the other when it begins: the second is stopped by the mark that is spent."""
    director, address = client_of(cast.director), reverse("surveys:instrument-new")
    said = {"zh": "问卷", "en": "", "series": cast.series.pk, once.FIELD: mark_on(director, address)}
    first = director.post(address, said)["Location"]
    found, blind = once.spent, iter([True])
    monkeypatch.setattr(once, "spent", lambda request: "" if next(blind, False) else found(request))
    assert director.post(address, said)["Location"] == first
    assert Instrument.objects.filter(zh="问卷").count() == 1
    assert Entry.objects.filter(verb="instrument.add").count() == 1
