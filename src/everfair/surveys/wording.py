"""Wording what is asked: items are added, put in order and taken out of a questionnaire.

What was answered is not reworded into something else: the scale, topic and meaning of an item with answers stay.
"""

from typing import Any

from django.db import models, transaction

from everfair import journal
from everfair.surveys.models import Instrument, Item

FIXED = ("asks", "topic", "topic_id", "low", "high", "is_turned")
"""What an answer means hangs on these."""


class Answered(Exception):
    """There are answers; `fields` could not be changed (none: the item could not be removed)."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@transaction.atomic
def add_item(instrument: Instrument, *, by: models.Model | None, **values: Any) -> Item:
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    last = instrument.items.aggregate(last=models.Max("order"))["last"] or 0
    made = Item.objects.create(instrument=instrument, order=last + 1, **values)
    told = {"code": made.code}
    journal.record("item.add", made, by=by, series=instrument.series_id, params=told)
    return made


@transaction.atomic
def change_item(item: Item, *, by: models.Model | None, seen: int | None, **values: Any) -> list[str]:
    """Raises StaleEdit, Item.DoesNotExist, and Answered where what was answered would mean something else."""
    held = Item.objects.select_for_update().get(pk=item.pk)
    other = [name for name in FIXED if name in values and values[name] != getattr(held, name)]
    if other and held.answers.exists():
        raise Answered(other)
    return item.change(by=by, seen=seen, **values)


@transaction.atomic
def remove_item(item: Item, *, by: models.Model | None) -> dict[str, Any]:
    """What is needed to put it back. Raises Answered."""
    held = Item.objects.select_for_update().get(pk=item.pk)
    if held.answers.exists():
        raise Answered([])
    names = ("code", "zh", "en", "asks", "topic_id", "low", "high", "is_turned", "order", "instrument_id")
    told = {name: getattr(held, name) for name in names}
    journal.record("item.remove", held, by=by, series=held.instrument.series_id, params={"code": held.code})
    held.delete()
    return told


@transaction.atomic
def put_back(told: dict[str, Any], *, by: models.Model | None) -> Item:
    made = Item.objects.create(**told)
    journal.record("item.add", made, by=by, series=made.instrument.series_id, params={"code": made.code})
    return made


@transaction.atomic
def move_item(item: Item, step: int, *, by: models.Model | None) -> None:
    """One place up (-1) or down (1) among the items of its questionnaire. Raises Item.DoesNotExist."""
    Instrument.objects.select_for_update().get(pk=item.instrument_id)
    items = list(item.instrument.items.all())
    if item not in items:
        raise Item.DoesNotExist
    place = items.index(item)
    other = place + step
    if not 0 <= other < len(items):
        return
    items[place], items[other] = items[other], items[place]
    for number, one in enumerate(items, 1):
        Item.objects.filter(pk=one.pk).exclude(order=number).update(order=number)
    journal.record("item.move", item, by=by, series=item.instrument.series_id, params={"code": item.code})
