"""What rows of answers and ratings keep to: nobody says two things of the same, now or before."""

import sqlite3
from collections import defaultdict
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from django.utils import timezone

from everfair.jobs.imports.answer_rows import AnswersReader
from everfair.jobs.imports.batches import Opened
from everfair.jobs.imports.placing import edition_of
from everfair.jobs.imports.rating_rows import RatingsReader
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.respondents import SurveyReader, digest, identity
from everfair.jobs.imports.rules import Firms, Rules
from everfair.jobs.imports.shows import Show, Told, series_named
from everfair.jobs.imports.spread import Spread
from everfair.jobs.imports.who import Met
from everfair.parties.among import among
from everfair.surveys.models import Answer, Competitor, Instrument, Rating

R = TypeVar("R", bound=SurveyReader)


class Said(NamedTuple):
    row: int
    key: str


class Rows:
    """Which row of the file said something first: on disk, for a file may have very many."""

    def __init__(self) -> None:
        self.db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.db.execute("PRAGMA journal_mode=OFF")
        self.db.execute("CREATE TABLE said (what TEXT PRIMARY KEY, row INTEGER, key TEXT) WITHOUT ROWID")
        self.db.execute("BEGIN")

    def first(self, what: str, line: Line) -> Said:
        self.db.execute("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", (what, line.row, line.key))
        return Said(*self.db.execute("SELECT row, key FROM said WHERE what = ?", (what,)).fetchone())


class SurveyRules(Rules, Generic[R]):
    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.rows = Rows()
        self.unnamed = 0
        self.spread = Spread()
        self.new_shows: dict[str, None] = {}
        """In their order."""
        self.kept = 0

    @property
    def reader(self) -> R:
        return self.opened.reader  # type: ignore[return-value]

    def sound(self, lines: list[Line], firms: Firms) -> list[Line]:
        for line in lines:
            self.date(line)
            self.look_above(line)
        if unrefused := [line for line in lines if not line.problems]:
            self.look_on_file(unrefused)
        kept = [line for line in lines if not line.problems]
        self.kept += len(kept)
        for line in kept:
            if self.show(line).pk is None:
                self.new_shows[self.show(line).name] = None
            if not line.name:
                self.unnamed += 1
                self.count(line)
        return kept

    def count(self, line: Line) -> None:
        """What an answer without a name says, for the spread."""

    def plan(self) -> dict[str, Any]:
        return {"spread": self.spread.told()} if self.unnamed else {}

    def show(self, line: Line) -> Show:
        show = self.opened.shows.series(line.text("series"))
        assert show is not None, "a row of a show that is not theirs is refused before"
        return show

    def date(self, line: Line) -> None:
        """Where no day is told: the last of the edition, but today where it is to come or unknown."""
        if not line.get("date"):
            edition = self.show(line).editions.get(line.text("edition").casefold())
            line.values["date"] = day_of(edition) if edition else timezone.localdate()

    def look_above(self, line: Line) -> None:
        if not identity(line):
            return
        first = self.rows.first(digest(self.what(line)), line)
        if first.row != line.row and first.key != line.key:
            self.reader.refuse(line, self.reader.who(), "respondent_twice", row=first.row)

    def what(self, line: Line) -> list[object]:
        """Of what a respondent says but one thing."""
        place = [id(self.show(line)), line.text("edition"), line.text("side"), line.text("moment")]
        return [*place, identity(line)]

    def look_on_file(self, lines: list[Line]) -> None:
        """Refuse what stands on file otherwise."""

    def met(self, line: Line, firms: Firms, people: Firms) -> Met | None:
        return firms.get(line.row) or people.get(line.row)

    def name(self, line: Line) -> str:
        return line.name or line.text("respondent")

    def warnings(self) -> list[dict[str, Any]]:
        told = [{"code": "series_to_be_made", "params": {"name": name}} for name in self.new_shows]
        if self.unnamed:
            told.append({"code": "unnamed_respondents", "params": {"count": self.unnamed}})
        return told


def day_of(edition: Told) -> date:
    told, today = edition.ends_on or edition.starts_on, timezone.localdate()
    return told if told and told < today else today


class AnswerRules(SurveyRules[AnswersReader]):
    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.instrument = Instrument.objects.filter(code=self.reader.questionnaire.code).first()

    def what(self, line: Line) -> list[object]:
        return [*super().what(line), *(line.get("answers") if self.reader.is_long else ())]

    def count(self, line: Line) -> None:
        known = self.reader.questionnaire.by_code
        for code, said in line.values["answers"].items():
            self.spread.take(self.headed(code), said, known[code].low, known[code].high)

    def plan(self) -> dict[str, Any]:
        """Questions in the order of their columns; those of a long list as they are first met."""
        place = {header.text[:300]: at for at, header in enumerate(self.reader.headers)}
        return {
            name: sorted(told, key=lambda one: place.get(one["text"], 0))
            for name, told in super().plan().items()
        }

    def headed(self, code: str) -> str:
        """The column that asks it; of a long list its short name."""
        place = None if self.reader.is_long else self.reader.place_of(code)
        return code if place is None else self.reader.headers[place].text

    def look_on_file(self, lines: list[Line]) -> None:
        if self.instrument is None:
            return
        keys: dict[str, list[Line]] = defaultdict(list)  # of a long list, a response has many rows
        for line in lines:
            keys[response_key(self.instrument, self.show(line), line)].append(line)
        held = Answer.objects.filter(response__natural_key__in=among(keys))
        for key, code, value, text in held.values_list(
            "response__natural_key", "item__code", "value", "text"
        ):
            for line in keys[key]:
                self.compare(line, code, text if value is None else value)

    def compare(self, line: Line, code: str, on_file: float | str) -> None:
        said = line.values["answers"].get(code)
        if said is not None and said != on_file:
            self.refuse(line, code, on_file if isinstance(on_file, str) else f"{on_file:g}")

    def refuse(self, line: Line, code: str, on_file: str) -> None:
        self.reader.refuse(line, self.reader.place_of(code), "answered_otherwise", on_file=on_file)

    def warnings(self) -> list[dict[str, Any]]:
        told = super().warnings()
        asked = self.reader.questionnaire
        if self.instrument is None and self.kept:
            params = {"name": asked.zh or asked.en or asked.code, "count": len(asked.questions)}
            told.append({"code": "questionnaire_to_be_made", "params": params})
        if self.reader.unsaid:
            told.append({"code": "cells_without_answer", "params": {"count": self.reader.unsaid}})
        return told


def response_key(instrument: Instrument, show: Show, line: Line) -> str:
    """What makes it the same response again; a respondent whom nothing names goes by file and row."""
    place = [instrument.pk, show.pk, edition_of(show, line), line.text("side") or "exhibitor"]
    return digest(["response", *place, line.text("moment") or "once", identity(line) or line.key])


class RatingRules(SurveyRules[RatingsReader]):
    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.new: dict[str, str] = {}
        self.known: dict[int | None, set[str]] = {}
        self.called: dict[str, int | None] = {}

    def what(self, line: Line) -> list[object]:
        return [*super().what(line), line.text("competitor").casefold(), line.text("topic")]

    def sound(self, lines: list[Line], firms: Firms) -> list[Line]:
        for line in lines:
            if self.is_own(self.show(line), line.text("competitor")):
                self.reader.refuse(line, self.reader.place("competitor"), "own_show_rated")
        kept = super().sound(lines, firms)
        for line in kept:
            self.meet(self.show(line), line.text("competitor"))
        return kept

    def is_own(self, show: Show, name: str) -> bool:
        """Whichever of its names the list has for it."""
        if name.casefold() not in self.called:
            found = series_named(name)
            self.called[name.casefold()] = found.pk if found else None
        held = self.called[name.casefold()]
        return name.casefold() == show.name.casefold() or held is not None and held == show.pk

    def meet(self, show: Show, name: str) -> None:
        if show.pk not in self.known:
            held = Competitor.objects.filter(series=show.pk).values_list("name", flat=True)
            self.known[show.pk] = {each.casefold() for each in held}
        if name.casefold() not in self.known[show.pk]:
            self.new.setdefault(name.casefold(), name)

    def count(self, line: Line) -> None:
        topic = line.cells[place] if (place := self.reader.place("topic")) is not None else line.text("topic")
        low, high = line.get("scale")
        self.spread.take(f"{line.text('competitor')} · {topic.strip()}", line.get("value"), low, high)

    def look_on_file(self, lines: list[Line]) -> None:
        keys = {rating_key(self.show(line), line): line for line in lines}
        held = Rating.objects.filter(natural_key__in=among(keys))
        for key, value, *scale in held.values_list("natural_key", "value", "low", "high"):
            if (keys[key].get("value"), keys[key].get("scale")) != (value, scale):
                place = self.reader.place("value")
                self.reader.refuse(keys[key], place, "answered_otherwise", on_file=f"{value:g}")

    def warnings(self) -> list[dict[str, Any]]:
        told = super().warnings()
        if self.new:
            told.append(
                {"code": "competitors_to_be_made", "params": {"names": sorted(self.new.values())[:20]}}
            )
        return told


def rating_key(show: Show, line: Line) -> str:
    place = [show.pk, edition_of(show, line), line.text("side") or "exhibitor", identity(line) or line.key]
    return digest(["rating", *place, line.text("competitor").casefold(), line.text("topic")])
