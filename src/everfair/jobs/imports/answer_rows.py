"""Reading the rows of a list of answers: a column per item, or an item per row."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from everfair.intake.on_scale import gives_none, number_on
from everfair.intake.questions import Question, Questionnaire, asked_in, questionnaire_of, topics_for
from everfair.intake.questions.wording import Wording
from everfair.intake.recognising import plain_header
from everfair.jobs.imports import vocabulary
from everfair.jobs.imports.cells import Unreadable
from everfair.jobs.imports.reading import Line, Wrong
from everfair.jobs.imports.respondents import SurveyReader
from everfair.surveys.models import Asks
from everfair.tables import ValueProblem
from everfair.tables.values.texts import check_text

LONGEST = 2_000
Answer = float | str


class AnswersReader(SurveyReader):
    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.questionnaire = questionnaire_of(self.givens) or Questionnaire("")
        known = self.questionnaire.by_code
        self.asked = {code: place for code, place in asked_in(self.mapping).items() if code in known}
        self.unsaid = 0
        self.answer = lru_cache(maxsize=8_192)(self._answer)
        self.meant = lru_cache(maxsize=2_048)(self._meant)
        self.wording = Wording(topics_for(self.by)) if self.place("item") is not None else None

    @property
    def is_long(self) -> bool:
        return self.wording is not None

    def place_of(self, code: str) -> int | None:
        """Where that item is answered."""
        return self.place("value") if self.is_long else self.asked.get(code)

    def _answer(self, question: Question, text: str) -> Answer | Wrong | None:
        try:
            return read_answer(question, text)
        except (Unreadable, ValueProblem) as wrong:
            return Wrong(str(wrong.code), dict(wrong.params))

    def take(self, line: Line) -> None:
        line.values["answers"] = {}
        for question, place in self.questions(line):
            text = line.cells[place]
            if text.strip():
                self._take_answer(line, question, place, self.answer(question, text))
        if not line.values["answers"] and not line.problems:
            self.refuse(line, self.place("value"), "nothing_answered")

    def _take_answer(self, line: Line, question: Question, place: int, answer: Answer | Wrong | None) -> None:
        if isinstance(answer, Wrong):
            self.refuse(line, place, answer.code, **answer.params)
        elif answer is None:
            self.unsaid += 1
        else:
            line.values["answers"][question.code] = answer

    def questions(self, line: Line) -> list[tuple[Question, int]]:
        """The questions of the row, and where each is answered."""
        if self.wording is not None:
            return self._of_row(line)
        moment = line.text("moment") or "once"
        return [(self._at(code, moment), place) for code, place in self.asked.items()]

    def _at(self, code: str, moment: str) -> Question:
        """Columns that are headed by topics alone ask for one thing before the show, for another after it."""
        question = self.questionnaire.by_code[code]
        other = self.questionnaire.at(question, moment)
        return question if other.code in self.asked else other

    def _of_row(self, line: Line) -> list[tuple[Question, int]]:
        """The one question that the row names; people are told which there are."""
        place, value = self.place("item"), self.place("value")
        if not line.get("item") or place is None or value is None:
            return []
        code = self.meant(line.text("item"))
        if code is None:
            right = [one.code for one in self.questionnaire.questions[:12]]
            self.refuse(line, place, "item_unknown", right=right)
            return []
        moment = line.text("moment") or "once"
        return [(self.questionnaire.at(self.questionnaire.by_code[code], moment), value)]

    def _meant(self, text: str) -> str | None:
        """The item of that code or wording; else the only one that asks what the words say."""
        if (code := self.questionnaire.named.get(plain_header(text))) or self.wording is None:
            return code
        said = self.wording.say(text)
        alike = self.questionnaire.asking(said.asks, said.topic) if said.asks else []
        return alike[0].code if len(alike) == 1 else None

    def beside(self, line: Line) -> Sequence[str]:
        cells = (f"{code}:{line.cells[at].strip()}" for code, at in self.asked.items())
        return [self.questionnaire.code, *cells]


def read_answer(question: Question, text: str) -> Answer | None:
    """The value of a filled cell; None where people write that there is no answer. Raises Unreadable, ValueProblem."""
    if question.is_text:
        return None if gives_none(text) else read_words(question, text)
    value = number_on(text, question.low, question.high)
    scale = {"lowest": f"{question.low:g}", "highest": f"{question.high:g}"}
    if value is None:
        if gives_none(text):
            return None
        raise Unreadable("answer_unreadable", value=text[:80], **scale)
    if not question.low <= value <= question.high:
        raise Unreadable("answer_off_scale", value=text[:80], **scale)
    return value


def read_words(question: Question, text: str) -> str:
    told = check_text(text.strip(), LONGEST)
    if question.asks == Asks.LEAVING_REASON:
        code = vocabulary.look_up("leaving", told)
        if code is None:
            right = vocabulary.RIGHT["leaving"]
            raise Unreadable("word_unknown", value=told[:80], field="leaving", right=right)
        return code
    if question.asks == Asks.LADDER:
        return read_ladder(told)
    return told


def read_ladder(told: str) -> str:
    """attribute > consequence > goal; steps may be parted by arrows, too."""
    for arrow in ("->", "→", "＞", "》"):
        told = told.replace(arrow, ">")
    steps = [step.strip() for step in told.split(">")]
    if len(steps) < 2 or not all(steps):
        raise Unreadable("ladder_unreadable", value=told[:80])
    return " > ".join(steps)
