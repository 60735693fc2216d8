"""What is proposed for a list of answers: an instrument on file that knows its questions, else a new one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.text import slugify

from everfair.house.models import User
from everfair.intake.questions.question import NEW_TOPIC, PREFIX, Question, Questionnaire, free_code
from everfair.intake.questions.scales import SMALL, Scale, columns, scale_of
from everfair.intake.questions.wording import Said, Wording, pairs_of
from everfair.intake.recognising import plain_header
from everfair.shows.scope import Capability, scope_of
from everfair.surveys import visible
from everfair.surveys.models import Asks, Instrument, Topic

if TYPE_CHECKING:
    from everfair.intake.models import Batch

_MOST = 2 / 3
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """A column of a wide list, or an item of a long one. `place` is where it stands: column, or how manieth item."""

    place: int
    text: str
    scale: Scale | None


def propose(batch: Batch, rows: Rows) -> None:
    """The instrument that knows most of what the list asks, and which column is which of its items."""
    asked = asked_by(batch, rows)
    wording = Wording(topics_for(batch.created_by))
    on_file = [Questionnaire.on_file(one) for one in instruments_for(batch).filter(is_active=True)]
    counted = [(len(met(one, asked, wording)), one) for one in on_file]
    most, best = max(counted, key=lambda pair: pair[0], default=(0, None))
    likely = [one for one in asked if one.scale is not None]
    take(batch, best if best and most and most >= _MOST * len(likely) else None, asked, wording)


def instruments_for(batch: Batch) -> QuerySet[Instrument]:
    """Those by which whoever brings the list may read it."""
    if batch.created_by_id is None:
        return Instrument.objects.all()
    return visible.instruments(scope_of(batch.created_by), Capability.IMPORT)


def topics_for(by: User | None) -> list[Topic]:
    """What their questions may be about: nothing that only other shows ask about."""
    seen = Topic.objects.all() if by is None else visible.topics(scope_of(by), Capability.IMPORT)
    return list(seen)


def reads(batch: Batch) -> bool:
    """Whether the list is read already by a questionnaire that whoever brings it may use."""
    return instruments_for(batch).filter(code=batch.givens.get("instrument", "")).exists()


def propose_for(batch: Batch, rows: Rows, instrument: Instrument | None) -> None:
    """The same, where a person has said which instrument it is (None: a new one)."""
    known = Questionnaire.on_file(instrument) if instrument else None
    take(batch, known, asked_by(batch, rows), Wording(topics_for(batch.created_by)))


def take(batch: Batch, known: Questionnaire | None, asked: list[Asked], wording: Wording) -> None:
    if known is not None:
        found, batch.givens = met(known, asked, wording), {**batch.givens, "instrument": known.code}
        batch.givens.pop("questionnaire", None)
    else:
        made, found = new_questionnaire(batch, asked, wording)
        batch.givens = {**batch.givens, "instrument": made.code, "questionnaire": made.told()}
    kept = {code: place for code, place in batch.mapping.items() if not code.startswith(PREFIX)}
    is_long = "item" in batch.mapping
    batch.mapping = kept if is_long else kept | {f"{PREFIX}{code}": place for code, place in found.items()}


def asked_by(batch: Batch, rows: Rows) -> list[Asked]:
    headers = [one["text"] for one in batch.reading.get("headers", [])]
    if "item" in batch.mapping and "value" in batch.mapping:
        return asked_in_rows(batch, rows)
    taken = {place for code, place in batch.mapping.items() if not code.startswith(PREFIX)}
    values = columns(rows, len(headers))
    return [
        Asked(place, text, scale_of(values[place]))
        for place, text in enumerate(headers)
        if place not in taken and text.strip()
    ]


def asked_in_rows(batch: Batch, rows: Rows) -> list[Asked]:
    """The items of a long list, in the order in which they come up."""
    item, value = batch.mapping["item"], batch.mapping["value"]
    values: dict[str, list[str]] = {}
    for row in rows:
        values.setdefault(row[item].strip(), []).append(row[value])
    return [Asked(place, text, scale_of(told)) for place, (text, told) in enumerate(values.items()) if text]


def met(known: Questionnaire, asked: list[Asked], wording: Wording) -> dict[str, int]:
    """Items of the questionnaire -> where they are answered."""
    found: dict[str, int] = {}
    for how in (by_name(known), by_meaning(known, wording)):
        for one in asked:
            code = how(one) if one.place not in found.values() else ""
            if code and code not in found and fits(known.by_code[code], one):
                found[code] = one.place
    return found


def by_name(known: Questionnaire) -> Callable[[Asked], str]:
    return lambda one: known.named.get(plain_header(one.text), "")


def by_meaning(known: Questionnaire, wording: Wording) -> Callable[[Asked], str]:
    """Where only one item asks that."""

    def found(one: Asked) -> str:
        said = wording.say(one.text)
        alike = known.asking(said.asks, said.topic) if said.asks else []
        return alike[0].code if len(alike) == 1 else ""

    return found


def fits(question: Question, asked: Asked) -> bool:
    """Whether the column may be answered on the item's scale."""
    if question.is_text or asked.scale is None:
        return question.is_text == (asked.scale is None) or asked.scale is None
    return Scale(question.low, question.high).holds(asked.scale)


def new_questionnaire(
    batch: Batch, asked: list[Asked], wording: Wording
) -> tuple[Questionnaire, dict[str, int]]:
    """One with a question for each column that looks like one; people correct what each asks."""
    pairs = pairs_of(one.text for one in asked)
    name, places = PurePath(batch.filename).stem[:120], {}
    zh, en = ("", name) if name.isascii() else (name, "")
    made = Questionnaire(new_code(batch, asked), zh=zh, en=en, is_new=True)
    for one in asked:
        said = of_pair(pairs.get(one.text)) or wording.say(one.text)
        if is_likely(one, said, one.text in pairs):
            question = question_of(one, said, [each.code for each in made.questions])
            made.questions.append(question)
            places[question.code] = one.place
    return made, places


def of_pair(pair: tuple[str, str] | None) -> Said | None:
    return Said(pair[0], f"{NEW_TOPIC}e{pair[1]}/s{pair[1]}") if pair else None


def is_likely(one: Asked, said: Said, is_paired: bool) -> bool:
    """Ages, numbers of visits and the like are numbers too."""
    if one.scale is None:
        return bool(said.asks) and Asks(said.asks).is_text
    return is_paired or bool(said.asks) or one.scale.high <= SMALL


def question_of(one: Asked, said: Said, taken: list[str]) -> Question:
    """As it is proposed; of a column whose words say nothing, how a topic of its name did."""
    asks = Asks(said.asks or Asks.PERFORMANCE)
    topic = said.topic or (f"{NEW_TOPIC}{one.text.strip()[:100]}" if asks.topic_kinds else "")
    scale = one.scale or Scale(0, 1)
    return Question(
        code=free_code(one.text.strip()[:60], taken),
        asks=asks.value,
        topic=topic if asks.topic_kinds else "",
        low=scale.low,
        high=scale.high,
        is_turned=asks is Asks.COMPLAINT,
        en=one.text.strip()[:300],
    )


def new_code(batch: Batch, asked: list[Asked]) -> str:
    """Lists that ask the same have the same, and others another, whatever their files are called; one that only
    other shows have is not theirs."""
    what = hashlib.sha256("\x1f".join(one.text for one in asked).encode()).hexdigest()[:6]
    code = f"{slugify(PurePath(batch.filename).stem)[:40] or 'questionnaire'}-{what}"
    of_others = Instrument.objects.filter(code__startswith=code).exclude(
        pk__in=instruments_for(batch).values("pk")
    )
    return free_code(code, of_others.values_list("code", flat=True))
