"""Of a list of answers: by which questionnaire it is read, and what the columns ask that make a new one."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.desk.data.imports_access import batch_of
from everfair.intake.kinds import Kind
from everfair.intake.models import Batch
from everfair.intake.models.receivable import MEASURED
from everfair.intake.on_scale import plain_number
from everfair.intake.questions import (
    NEW_TOPIC,
    PREFIX,
    Question,
    Questionnaire,
    asked_in,
    instruments_for,
    propose_for,
    questionnaire_of,
    topics_for,
)
from everfair.surveys.models import Asks, Topic
from everfair.tables import TableError
from everfair.ui.toasts import toast

NEW = f"{PREFIX}{NEW_TOPIC}"
"""A column that becomes a question of the new questionnaire."""


Topics = list[tuple[str, list[tuple[str, str]]]]


@dataclass
class QuestionRow:
    """The inputs of a question that is to be made. `name` ends their names; `wrong` says what cannot be of it."""

    name: str
    text: str
    question: Question
    topics: Topics
    wrong: str = ""


class Asking:
    """The questions of one list of answers, as its page shows them."""

    def __init__(self, batch: Batch, wrong: Mapping[str, str] | None = None) -> None:
        self.batch = batch
        self.wrong = wrong or {}
        self.asked = questionnaire_of(batch.givens) or Questionnaire("", is_new=True)
        self.is_long = "item" in batch.mapping
        self.codes = {at: code for code, at in asked_in(batch.mapping).items()}

    @cached_property
    def known(self) -> dict[str, Topic]:
        """By short name."""
        return {one.code: one for one in topics_for(self.batch.created_by)}

    @cached_property
    def topics(self) -> Topics:
        """By kind."""
        known = [one for one in self.known.values() if one.is_active]
        kinds = ((kind, [one for one in known if one.kind == kind]) for kind in Topic.Kind)
        return [(str(kind.label), [(one.code, str(one)) for one in ones]) for kind, ones in kinds]

    def context(self) -> dict[str, Any]:
        asked = self.asked
        return {
            "asked": asked,
            "instruments": [
                (one.code, str(one)) for one in instruments_for(self.batch).filter(is_active=True)
            ],
            "items": [(f"{PREFIX}{one.code}", called(one)) for one in asked.questions],
            "asks_choices": [(asks.value, str(asks.label)) for asks in Asks],
            "new_question": NEW,
            "long_questions": self.of_items(),
        }

    def of_items(self) -> list[QuestionRow]:
        """The items of a long list that makes a new questionnaire: no column stands for them."""
        if not (self.asked.is_new and self.is_long):
            return []
        return [self.row(f"q{place}", one.code, one) for place, one in enumerate(self.asked.questions)]

    def of_column(self, place: int, header: str) -> QuestionRow | None:
        """What the column asks or would ask, of a wide list that makes a new questionnaire."""
        if not self.asked.is_new or self.is_long:
            return None
        unasked = Question(header[:60], Asks.PERFORMANCE.value, f"{NEW_TOPIC}{header[:100]}", en=header[:300])
        return self.row(str(place), header, self.asked.by_code.get(self.codes.get(place, ""), unasked))

    def row(self, name: str, text: str, question: Question) -> QuestionRow:
        news = dict.fromkeys([question.topic, f"{NEW_TOPIC}{text[:100]}"])
        new = [(code, code.removeprefix(NEW_TOPIC)) for code in news if code.startswith(NEW_TOPIC)]
        groups = [(pgettext("topics", "A new one, called"), new), *self.topics]
        return QuestionRow(name, text, question, groups, self.wrong.get(name, ""))


def called(question: Question) -> str:
    names = (
        (question.zh, question.en) if (get_language() or "").startswith("zh") else (question.en, question.zh)
    )
    return next(filter(None, names), question.code)


@dataclass
class Answered:
    """What a page says of the questions: columns that are answers, the new questionnaire as it was corrected, and what
    cannot be, by the name of the question's inputs."""

    mapping: dict[str, int] = field(default_factory=dict)
    givens: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def told(request: HttpRequest, batch: Batch) -> Answered:
    if batch.kind != Kind.ANSWERS:
        return Answered()
    asking = Asking(batch)
    if not asking.asked.is_new:
        return Answered(of_known(request, batch, asking.asked))
    return of_long(request, asking) if asking.is_long else of_new(request, batch, asking)


def of_long(request: HttpRequest, asking: Asking) -> Answered:
    said = Answered()
    questions = [
        corrected(request, asking.known, f"q{at}", one, said.wrong)
        for at, one in enumerate(asking.asked.questions)
    ]
    said.givens = made(request, asking.asked, questions)
    return said


def of_known(request: HttpRequest, batch: Batch, asked: Questionnaire) -> dict[str, int]:
    known = {f"{PREFIX}{code}" for code in asked.by_code}
    chosen: dict[str, int] = {}
    for place in places(batch):
        code = request.POST.get(f"column-{place}", "")
        if code in known:
            chosen.setdefault(code, place)
    return chosen


def of_new(request: HttpRequest, batch: Batch, asking: Asking) -> Answered:
    said, questions = Answered(), []
    for one in batch.reading.get("headers", []):
        place = one["position"]
        row = asking.of_column(place, one["text"])
        if request.POST.get(f"column-{place}") == NEW and row is not None:
            question = corrected(request, asking.known, str(place), row.question, said.wrong)
            question = replace(question, code=unlike(question.code, said.mapping))
            said.mapping[f"{PREFIX}{question.code}"] = place
            questions.append(question)
    said.givens = made(request, asking.asked, questions)
    return said


def unlike(code: str, mapping: dict[str, int]) -> str:
    codes = (code if n == 1 else f"{code[:50]} ({n})" for n in range(1, len(mapping) + 2))
    return next(one for one in codes if f"{PREFIX}{one}" not in mapping)


def made(request: HttpRequest, asked: Questionnaire, questions: list[Question]) -> dict[str, Any]:
    zh, en = (request.POST.get(f"questionnaire-{name}", "").strip()[:120] for name in ("zh", "en"))
    kept = replace(asked, questions=questions, zh=zh, en=en or ("" if zh else asked.en))
    return {"questionnaire": kept.told()}


def corrected(
    request: HttpRequest, known: Container[str], name: str, question: Question, wrong: dict[str, str]
) -> Question:
    """The question as it was told; what cannot be is noted and stays as it was."""
    asks = request.POST.get(f"asks-{name}", question.asks)
    if asks not in Asks.values:
        wrong[name] = _("“%(question)s” does not say what it asks for.") % {"question": question.code}
        return question
    turned = request.POST.get(f"turned-{name}") == "1"
    said = scaled(request, name, replace(question, asks=asks, is_turned=turned), wrong)
    topic = request.POST.get(f"topic-{name}", "")[:101] if Asks(asks).topic_kinds else ""
    if Asks(asks).topic_kinds and not is_topic(topic, known):
        wrong[name] = _("“%(question)s” needs a topic.") % {"question": question.code}
        topic = ""
    return replace(said, topic=topic)


def scaled(request: HttpRequest, name: str, question: Question, wrong: dict[str, str]) -> Question:
    if question.is_text:
        return replace(question, low=0, high=1)
    low, high = (plain_number(request.POST.get(f"{end}-{name}", "").strip()) for end in ("low", "high"))
    if low is None or high is None or not low < high:
        words = _("“%(question)s” needs a scale: its lowest value below its highest.")
        wrong[name] = words % {"question": question.code}
        return question
    return replace(question, low=low, high=high)


def is_topic(told: str, known: Container[str]) -> bool:
    """The name of a new one, or the code of one they may ask about."""
    if told.startswith(NEW_TOPIC):
        return bool(told.removeprefix(NEW_TOPIC).strip())
    return told in known


def places(batch: Batch) -> Iterable[int]:
    return (one["position"] for one in batch.reading.get("headers", []))


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the columns by another questionnaire, or make a new one of them."""
    batch = batch_of(request, pk)
    if batch.state == Batch.State.MAPPING and batch.kind == Kind.ANSWERS:
        instrument = instruments_for(batch).filter(code=request.POST.get("instrument", "")).first()
        try:
            propose_for(batch, rows_of(batch), instrument)
        except TableError:
            toast(request, _("The list cannot be read any more."))
        else:
            batch.save(update_fields=["mapping", "givens"])
    return redirect("data:import", pk)


def rows_of(batch: Batch) -> list[tuple[str, ...]]:
    """As many as tell the scales of questions."""
    chosen = {name: batch.reading.get(name) for name in ("sheet", "encoding", "header_row")}
    return [tuple(row.cells) for row in batch.table(**chosen).sample(MEASURED)]
