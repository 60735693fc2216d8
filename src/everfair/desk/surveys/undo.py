"""The way back of what was changed last in the room of surveys."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest

from everfair.journal.models import Versioned
from everfair.surveys import taking_out, wording
from everfair.surveys.models import Instrument, Item, Topic
from everfair.ui.asking import person_of
from everfair.ui.undoing import way_back


@way_back("instrument")
def instrument(request: HttpRequest, told: Any) -> None:
    change_back(Instrument, request, told)


@way_back("topic")
def topic(request: HttpRequest, told: Any) -> None:
    change_back(Topic, request, told)


@way_back("item")
def item(request: HttpRequest, told: Any) -> None:
    row = Item.objects.get(pk=told["pk"])
    try:
        wording.change_item(row, by=person_of(request), seen=told["version"], **told["values"])
    except wording.Answered:
        raise ObjectDoesNotExist from None  # answers came meanwhile: what they mean stays


@way_back("item-removed")
def removed(request: HttpRequest, told: Any) -> None:
    wording.put_back(told, by=person_of(request))


@way_back("response")
def response(request: HttpRequest, told: Any) -> None:
    taking_out.put_back(told, by=person_of(request))


def change_back(model: type[Versioned], request: HttpRequest, told: Any) -> None:
    row = model._default_manager.get(pk=told["pk"])
    row.change(by=person_of(request), seen=told["version"], **told["values"])
