"""The plan of a load: what the dry run decided of every good row, kept on disk beside the file.

Lines of JSON. The first tells how the house stood; each of the others is a portion: its rows with whom each is
about, and the customers nobody knew, with all that is derived of them. A load goes through it once, from wherever
it was killed.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Self

from everfair.intake.models import Batch, ImportedRow
from everfair.intake.plans import SUFFIX, forget_plans
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import POINTS, point_key
from everfair.jobs.imports.settled import settle
from everfair.jobs.imports.who import Met
from everfair.journal.models import Entry
from everfair.parties.models import MatchKey
from everfair.parties.newcomers import Derived

DAYS = ("date", "end_date", "booked_on", "verified_on", "answered_on")
# Read by the dry run only; what they mean stands under other fields.
READ = ("spaces",)
# How plans are written: one of an earlier house, with keys as texts, is made anew.
FORM = 2


class NoPlan(Exception):
    """There is no such plan any more: it is to be made anew."""


@dataclass(frozen=True)
class House:
    """How the house stood when the dry run began: what is newer may change what it decided."""

    key: int
    entry: int
    row: int = 0

    @classmethod
    def now(cls) -> Self:
        return cls(settle(MatchKey), settle(Entry), settle(ImportedRow))


@dataclass(slots=True)
class Named:
    """A customer of a row: a party's id, or minus the number of one not on file (see `who`)."""

    who: int
    is_new: bool = False
    repeats: bool = False


@dataclass(slots=True)
class Newcomer:
    """Somebody not on file, in the portion of the row that speaks of them first."""

    who: int
    kind: str
    derived: Derived
    place: tuple[str, str] = ("", "")
    """City and country, as its card shows them."""
    doubts: list[tuple[int, float, Any]] = field(default_factory=list)
    is_related: bool = False

    def told(self) -> list[Any]:
        return [self.who, self.kind, list(self.derived), self.place, self.doubts, self.is_related]

    @classmethod
    def of(cls, told: list[Any]) -> Self:
        who, kind, derived, place, doubts, is_related = told
        return cls(who, kind, Derived(*derived), tuple(place), doubts, is_related)


@dataclass(slots=True)
class Portion:
    """Some rows of the file; `rows` counts all of them, also those refused or loaded before. In `firms` who brought the
    organisation of a row goes by minus the row (see `records.referrer_of`)."""

    rows: int = 0
    refused: int = 0
    lines: list[Line] = field(default_factory=list)
    firms: dict[int, Named] = field(default_factory=dict)
    people: dict[int, Named] = field(default_factory=dict)
    newcomers: list[Newcomer] = field(default_factory=list)

    def take(self, other: "Portion") -> None:
        self.rows += other.rows
        self.refused += other.refused
        self.lines += other.lines
        self.firms |= other.firms
        self.people |= other.people
        self.newcomers += other.newcomers

    def told(self) -> dict[str, Any]:
        lines = [[one.row, one.key, plain(one), *self._whom(one.row)] for one in self.lines]
        return {
            "rows": self.rows,
            "refused": self.refused,
            "lines": lines,
            "new": [one.told() for one in self.newcomers],
        }

    def _whom(self, row: int) -> list[Any]:
        """The organisation and the person of the row, and who brought the organisation where the row says it."""
        whom = [named(self.firms.get(row)), named(self.people.get(row))]
        return [*whom, named(self.firms[-row])] if -row in self.firms else whom

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        portion = cls(told["rows"], told["refused"])
        for row, key, said, firm, person, *referrer in told["lines"]:
            portion.lines.append(Line(row, (), with_days(said), [], key))
            if firm:
                portion.firms[row] = Named(*firm)
            if person:
                portion.people[row] = Named(*person)
            if referrer:
                portion.firms[-row] = Named(*referrer[0])
        portion.newcomers = [Newcomer.of(one) for one in told["new"]]
        return portion


def named(met: Named | None) -> list[Any] | None:
    return None if met is None else [met.who, met.is_new, met.repeats]


def name_of(met: Met) -> Named:
    return Named(met.who, met.is_new, met.repeats)


def plain(line: Line) -> dict[str, Any]:
    """The values of a row as JSON keeps them, with the keys of its contact points."""
    keys = {code: point_key(line, code) for code in POINTS if line.get(code)}
    said = {
        code: value.isoformat() if isinstance(value, date) else value
        for code, value in line.values.items()
        if code not in READ
    }
    return said | {"keys": keys} if keys else said


def with_days(said: dict[str, Any]) -> dict[str, Any]:
    for code in DAYS:
        if code in said:
            said[code] = date.fromisoformat(said[code])
    return said


class PlanWriter:
    """Writes the plan of a batch; one that another worker wrote stays as it is."""

    def __init__(self, batch: Batch, token: int) -> None:
        path = Path(batch.file.path)
        forget_plans(path)
        self.path = path.with_name(f"{path.name}.{token}{SUFFIX}")
        self.file = self.path.open("wb")
        self.digest = sha256()
        self.tell({**asdict(House.now()), "form": FORM})

    def tell(self, what: Any) -> None:
        line = (json.dumps(what, ensure_ascii=False, check_circular=False) + "\n").encode()
        self.digest.update(line)
        self.file.write(line)

    def add(self, portion: Portion) -> None:
        self.tell(portion.told())

    def close(self) -> dict[str, str]:
        """Under which name the batch finds it, and how it knows that all of it is there."""
        self.file.close()
        return {"file": self.path.name, "digest": self.digest.hexdigest()}


class Plan:
    """The plan of a checked batch, read from any portion on. Raises NoPlan, also where it is damaged: of a plan that
    was cut off a load would leave out rows without a word."""

    def __init__(self, batch: Batch) -> None:
        name = batch.plan.get("file")
        self.path = Path(batch.file.path).with_name(str(name))
        if not name or not self.path.is_file():
            raise NoPlan(str(batch))
        with self.path.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != batch.plan.get("digest"):
                raise NoPlan(str(batch))
            file.seek(0)
            told = json.loads(file.readline())
            if told.pop("form", None) != FORM:
                raise NoPlan(str(batch))
            self.house = House(**told)
            self.start = file.tell()

    def portions(self, at: int = 0) -> Iterator[tuple[Portion, int]]:
        """Each portion, and where the next one begins."""
        with self.path.open("rb") as file:
            file.seek(at or self.start)
            while line := file.readline():
                yield Portion.of(json.loads(line)), file.tell()
