"""Making a questionnaire as a whole, with the topics it brings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.text import slugify

from everfair import journal
from everfair.surveys.models import Asks, Instrument, Item, Topic


@dataclass(frozen=True)
class Wanted:
    """An item to be made. `topic`: the code of one on file, or the name of a new one."""

    code: str
    asks: str
    topic: str = ""
    low: float = 1
    high: float = 5
    is_turned: bool = False
    zh: str = ""
    en: str = ""


@transaction.atomic
def make_instrument(
    code: str,
    zh: str,
    en: str,
    wanted: Iterable[Wanted],
    *,
    series: int | None,
    by: models.Model | None,
) -> Instrument:
    """The instrument with its items; one of that code that is on file stays as it is."""
    made, is_new = Instrument.objects.get_or_create(
        code=code, defaults={"zh": zh, "en": en, "series_id": series}
    )
    if is_new:
        items = [item(made, place, one, series, by) for place, one in enumerate(wanted, 1)]
        Item.objects.bulk_create(items)
        journal.record(
            "instrument.add", made, by=by, series=series, params={"code": code, "items": len(items)}
        )
    return made


def item(
    instrument: Instrument, place: int, one: Wanted, series: int | None, by: models.Model | None
) -> Item:
    return Item(
        instrument=instrument,
        code=one.code,
        asks=one.asks,
        topic=topic_called(one.topic, Asks(one.asks), series, by) if one.topic else None,
        low=one.low,
        high=one.high,
        is_turned=one.is_turned,
        zh=one.zh,
        en=one.en,
        order=place,
    )


def topic_called(name: str, asks: Asks, series: int | None, by: models.Model | None) -> Topic:
    """The topic of that code or name, made where there is none."""
    held = Topic.objects.filter(
        models.Q(code=name) | models.Q(zh__iexact=name) | models.Q(en__iexact=name),
        models.Q(series=None) | models.Q(series=series),
    )
    return held.order_by("id").first() or add_topic(name, asks.topic_kinds[0], series, by)


def add_topic(name: str, kind: str, series: int | None, by: models.Model | None) -> Topic:
    is_chinese = not name.isascii()
    last = Topic.objects.aggregate(last=models.Max("order"))["last"] or 0
    made = Topic.objects.create(
        kind=kind,
        code=free_code(name, Topic, "topic"),
        zh=name[:120] if is_chinese else "",
        en="" if is_chinese else name[:120],
        series_id=series,
        order=min(last + 1, 32_767),
    )
    journal.record("topic.add", made, by=by, series=series, params={"code": made.code})
    return made


def free_code(name: str, model: type[Topic] | type[Instrument], word: str) -> str:
    """A short name nobody has; of a Chinese name a numbered one."""
    wanted = slugify(name)[:50] or word
    taken = set(model.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(code for code in numbered if code not in taken)
