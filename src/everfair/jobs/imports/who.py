"""Who the rows are about: met with the parties on file and with each other, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from everfair.names import Record
from everfair.parties.matching import Match, Matcher
from everfair.parties.models import Party

Identity = tuple[Record, frozenset[int]]
REMEMBERED = 50_000


@dataclass(eq=False)
class Customer:
    """A party as the file speaks of it; `party_id` is None as long as it is not on file."""

    party_id: int | None = None
    record: Record | None = None


@dataclass(eq=False)
class Doubt:
    """Somebody whom a new customer may be."""

    other: Customer
    score: float
    reasons: list[list[object]]


@dataclass(eq=False)
class Met:
    """How a row's customer was found. `is_new`: this row is the first to speak of somebody not on file."""

    customer: Customer
    is_new: bool = False
    repeats: bool = False
    """The same record stood in an earlier row: nothing about the customer is new."""
    reasons: list[list[object]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


class Meeting:
    """Meets the records of a file with the parties on file.

    `writes`: new customers are written before the next batch is met, and answer from the database then.
    """

    def __init__(self, kind: str = Party.Kind.ORGANISATION, *, writes: bool) -> None:
        self.writes = writes
        self.matcher = Matcher(kind)
        self.placed: dict[Identity, Met] = {}
        self.by_row: dict[int, Customer] = {}
        self.customers: dict[int, Customer] = {}

    def meet(self, records: Sequence[Record], employers: Sequence[frozenset[int]] = ()) -> list[Met]:
        """How each record was met, in their order."""
        if self.writes:
            self._forget()
        identities = list(zip(records, employers or [frozenset[int]()] * len(records), strict=True))
        fresh = list(dict.fromkeys(one for one in identities if one not in self.placed))
        self._place(fresh)
        unseen = set(fresh)
        return [self._told(one, unseen) for one in identities]

    def _place(self, fresh: Sequence[Identity]) -> None:
        start = len(self.by_row) + 1
        matches = self.matcher.match(
            [record for record, _ in fresh], first_row=start, employers=[places for _, places in fresh]
        )
        for row, (identity, match) in enumerate(zip(fresh, matches, strict=True), start):
            met = self.placed[identity] = self._met(identity[0], match)
            self.by_row[row] = met.customer

    def _told(self, identity: Identity, unseen: set[Identity]) -> Met:
        met = self.placed[identity]
        if identity in unseen:
            unseen.discard(identity)
            return met
        return Met(met.customer, repeats=True, reasons=met.reasons)

    def _met(self, record: Record, match: Match) -> Met:
        certain = match.certain
        if certain is not None:
            return Met(self._customer(certain.party_id, certain.row), reasons=certain.reasons)
        doubts = [
            Doubt(self._customer(one.party_id, one.row), one.decision.score, one.reasons)
            for one in match.doubtful
        ]
        return Met(Customer(record=record), is_new=True, doubts=doubts)

    def _customer(self, party_id: int | None, row: int | None) -> Customer:
        if party_id is None:
            assert row is not None
            return self.by_row[row]
        return self.customers.setdefault(party_id, Customer(party_id))

    def _forget(self) -> None:
        self.matcher.forget()
        self.by_row.clear()
        if len(self.placed) > REMEMBERED:
            self.placed.clear()
            self.customers.clear()
