"""What is on file as lists that a house can bring in again: made for moving house, and for other systems.

Each kind of list has exactly the columns that our own imports read, under headers they recognise in either
language. A customer has the same outside id (`everfair:HOUSE:NUMBER`) in all of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from everfair.intake.fields import FIELDS, Reads
from everfair.intake.kinds import Kind
from everfair.intake.words import MEANINGS
from everfair.relations.moving import (
    contacts,
    editions,
    interactions,
    ledger,
    participations,
    referrals,
    suggestions,
    surveyed,
)
from everfair.relations.moving.cards import Shows
from everfair.shows.scope import Capability, Scope
from everfair.tables.writing import Value

Line = dict[str, Value]
LEFT_OUT = {
    Kind.PARTICIPATIONS: {"person", "title", "decision_role", "wechat", "spaces", "verified_on"},
    Kind.INTERACTIONS: {"verified_on"},
    Kind.EDITIONS: {"place"},
}


@dataclass(frozen=True)
class MovingList:
    """One kind of list of what a user may take out, of one series or of all."""

    kind: str
    scope: Scope
    series_id: int | None = None
    exact: bool = True
    """Codes as they are stored, else in the reader's words."""

    @property
    def codes(self) -> list[str]:
        """The fields, in the order of the columns."""
        left_out = LEFT_OUT.get(Kind(self.kind), set())
        return [one.code for one in FIELDS[self.kind] if one.code not in left_out]

    @property
    def shows(self) -> Shows:
        """Those that may be told of."""
        if self.series_id is not None:
            return frozenset({self.series_id})
        every = self.scope.may_everywhere(Capability.EXPORT)
        return None if every else self.scope.series_with(Capability.EXPORT)

    def header(self) -> list[str]:
        labels = {one.code: str(one.label) for one in FIELDS[self.kind]}
        return [labels[code] for code in self.codes]

    def count(self) -> int:
        """Participations, customers or dealings; a row tells of one, and some need several rows."""
        asked, _ = SOURCES[self.kind]
        return asked(self.scope, self.series_id).count()

    def rows(self) -> Iterator[list[Value]]:
        asked, told = SOURCES[self.kind]
        codes = self.codes
        said = set() if self.exact else {one.code for one in FIELDS[self.kind] if one.reads in SAID}
        for line in told(asked(self.scope, self.series_id), self.shows):
            yield [in_words(line.get(code)) if code in said else line.get(code) for code in codes]


SAID = {
    Reads.ROLE,
    Reads.STATUS,
    Reads.DECISION,
    Reads.CHANNEL,
    Reads.DEALING,
    Reads.OUTCOME,
    Reads.HOLDING,
    Reads.MONEY_KIND,
    Reads.DIRECTION,
    Reads.CONCERN,
    Reads.ANSWERED,
    Reads.MOMENT,
    Reads.SIDE,
    Reads.CLOSENESS,
    Reads.YES_OR_NO,
}


def in_words(code: Value) -> Value:
    """A code in words that our imports read as that code."""
    return str(MEANINGS.get(str(code), code)) if code else code


Asked = Callable[[Scope, int | None], QuerySet[Any]]
SOURCES: dict[str, tuple[Asked, Callable[..., Iterator[Line]]]] = {
    Kind.PARTICIPATIONS: (participations.asked, participations.told),
    Kind.CONTACTS: (contacts.asked, contacts.told),
    Kind.INTERACTIONS: (interactions.asked, interactions.told),
    Kind.EDITIONS: (editions.asked, editions.told),
    Kind.LEDGER: (ledger.asked, ledger.told),
    Kind.REFERRALS: (referrals.asked, referrals.told),
    Kind.SUGGESTIONS: (suggestions.asked, suggestions.told),
    Kind.ANSWERS: (surveyed.answers_asked, surveyed.answers_told),
    Kind.RATINGS: (surveyed.ratings_asked, surveyed.ratings_told),
}
