"""A question as an import knows it: an item on file, or one that a file's columns are to become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from everfair.intake.recognising import plain_header
from everfair.surveys.models import Asks, Instrument, Item

PREFIX = "item:"
"""Before the code of an item, where a mapping says which column answers it."""
NEW_TOPIC = "+"
"""Before the name of a topic that is still to be made."""
BEFORE_AND_AFTER = {Asks.EXPECTATION: Asks.PERFORMANCE, Asks.GOAL_SET: Asks.GOAL_REACHED}
AFTER_AND_BEFORE = {after: before for before, after in BEFORE_AND_AFTER.items()}


@dataclass(frozen=True)
class Question:
    code: str
    asks: str
    topic: str = ""
    low: float = 1
    high: float = 5
    is_turned: bool = False
    zh: str = ""
    en: str = ""

    @classmethod
    def on_file(cls, item: Item) -> Self:
        topic = item.topic.code if item.topic else ""
        return cls(item.code, item.asks, topic, item.low, item.high, item.is_turned, item.zh, item.en)

    @property
    def is_text(self) -> bool:
        return Asks(self.asks).is_text

    @property
    def other(self) -> str:
        """What is asked of the same topic on the other side of the show; empty for what is asked but once."""
        asks = Asks(self.asks)
        return BEFORE_AND_AFTER.get(asks) or AFTER_AND_BEFORE.get(asks) or ""

    @property
    def called(self) -> set[str]:
        return {plain_header(text) for text in (self.code, self.zh, self.en) if text}


@dataclass
class Questionnaire:
    """The questions of a list. `code` is that of the instrument; `is_new`: it is made when the list is loaded."""

    code: str
    questions: list[Question] = field(default_factory=list)
    zh: str = ""
    en: str = ""
    is_new: bool = False

    @classmethod
    def on_file(cls, instrument: Instrument) -> Self:
        items = instrument.items.select_related("topic")
        return cls(instrument.code, list(map(Question.on_file, items)), instrument.zh, instrument.en)

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        return cls(**{**told, "questions": [Question(**one) for one in told["questions"]]})

    def told(self) -> dict[str, Any]:
        """As a batch keeps it."""
        return asdict(self)

    @cached_property
    def by_code(self) -> dict[str, Question]:
        return {one.code: one for one in self.questions}

    @cached_property
    def named(self) -> dict[str, str]:
        """Code, Chinese or English wording -> code, as texts are compared."""
        return {name: one.code for one in reversed(self.questions) for name in one.called}

    def asking(self, asks: str, topic: str) -> list[Question]:
        return [one for one in self.questions if (one.asks, one.topic) == (asks, topic)]

    def at(self, question: Question, moment: str) -> Question:
        """Before the show expectations are asked, after it performance: whichever of the two the list names.

        Of several about one topic the first goes with the first, so that none overwrites another."""
        asked = BEFORE_AND_AFTER.values() if moment == "before" else BEFORE_AND_AFTER.keys()
        if moment == "once" or question.asks not in asked:
            return question
        place = self.asking(question.asks, question.topic).index(question)
        return dict(enumerate(self.asking(question.other, question.topic))).get(place, question)

    def completed(self) -> Questionnaire:
        """With both sides of every question that is asked before and after the show."""
        lacking = [one for one in self.questions if one.other and not self.asking(one.other, one.topic)]
        codes, added = list(self.by_code), []
        for one in lacking:
            codes.append(free_code(f"{one.code[:35]} ({one.other})", codes))
            added.append(replace(one, asks=one.other, code=codes[-1]))
        return replace(self, questions=[*self.questions, *added])


def questionnaire_of(givens: dict[str, Any]) -> Questionnaire | None:
    """The one that a list of answers is read by: on file, else as it was put together for this list."""
    code, made = givens.get("instrument", ""), givens.get("questionnaire")
    instrument = Instrument.objects.filter(code=code).first() if code else None
    if instrument is not None:
        return Questionnaire.on_file(instrument)
    return Questionnaire.of(made) if made else None


def settled(mapping: dict[str, int], givens: dict[str, Any]) -> dict[str, Any]:
    """A new questionnaire of a list that was answered before or after the show asks for both."""
    made = givens.get("questionnaire")
    if not made or not ("moment" in mapping or givens.get("moment")):
        return givens
    return {**givens, "questionnaire": Questionnaire.of(made).completed().told()}


def asked_in(mapping: dict[str, int]) -> dict[str, int]:
    """Codes of items -> their columns."""
    return {code.removeprefix(PREFIX): at for code, at in mapping.items() if code.startswith(PREFIX)}


def free_code(wanted: str, taken: Iterable[str]) -> str:
    """Among these, numbered where it must be."""
    held = set(taken)
    codes = (wanted if n == 1 else f"{wanted[:50]}-{n}" for n in range(1, len(held) + 2))
    return next(code for code in codes if code not in held)
