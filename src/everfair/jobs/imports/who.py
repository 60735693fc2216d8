"""Who the rows are about: met with the parties on file and with each other, a portion at a time.

A customer is named by one number: the id of a party on file, or, of somebody new, minus the number of the record
that spoke of them first. Loading gives the new ones their ids in that order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from everfair.names import Record
from everfair.parties.matching import Found, Match, Matcher
from everfair.parties.models import Party

Reasons = list[list[object]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody whom a new customer may be."""

    who: int
    score: float
    reasons: Reasons
    name: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """How a row's customer was found. `is_new`: this row is the first to speak of somebody not on file."""

    who: int
    record: Record
    is_new: bool = False
    repeats: bool = False
    """The same record stood in an earlier row: nothing about the customer is new."""
    reasons: Reasons = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()
    is_related: bool = False
    """Branch or head office of somebody, or of one group with them: another customer, to be linked."""


class Meeting:
    """Meets the records of one file; `numbers` are drawn by all meetings of the file."""

    def __init__(self, numbers: "Numbers", kind: str = Party.Kind.ORGANISATION) -> None:
        self.numbers = numbers
        self.matcher = Matcher(kind)

    def meet(self, records: Sequence[Record], employers: Sequence[frozenset[int]] = ()) -> list[Met]:
        """How each record was met, in their order."""
        first = self.numbers.draw(len(records))
        matches = self.matcher.match(records, first_row=first, employers=employers)
        met = zip(count(first), records, matches, strict=False)
        return [self._met(number, record, match) for number, record, match in met]

    def _met(self, number: int, record: Record, match: Match) -> Met:
        known = match.certain or (match.doubtful[0] if match.repeats else None)
        if known is not None:
            return Met(who(known), record, repeats=match.repeats, reasons=known.reasons)
        return Met(
            -number, record, is_new=True, doubts=doubts_of(match, self.name), is_related=bool(match.related)
        )

    def name(self, number: int) -> str:
        """What an earlier record was called."""
        return self.matcher.earlier.placed(number).record.names[0]


def doubts_of(match: Match, name: Callable[[int], str] = str) -> tuple[Doubt, ...]:
    """`name`: what an earlier record of the file was called."""
    return tuple(
        Doubt(who(one), one.decision.score, one.reasons, "" if one.row is None else name(one.row))
        for one in match.doubtful
    )


def who(found: Found) -> int:
    return found.party_id if found.party_id is not None else -(found.row or 0)


class Numbers:
    """1, 2, 3 ... for the records of a file."""

    def __init__(self) -> None:
        self.last = 0

    def draw(self, count: int) -> int:
        """The first of so many."""
        self.last += count
        return self.last - count + 1
