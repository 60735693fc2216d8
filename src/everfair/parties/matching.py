"""Meeting incoming records with the parties on file, and with each other, a batch at a time.

Candidates share a telling key; each is decided on by `names.decide` (organisations) or `decide_person`. In jobs
only: readings are worked out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from everfair.names import Decision, Record, decide
from everfair.parties.match_keys import MOST_HOLDERS, holders, keys_of, promise, sure_keys
from everfair.parties.models.party import Party
from everfair.parties.records import Known, known_of_roots
from everfair.parties.same_person import decide_person

Ids = set[int] | frozenset[int]
_COMPARED = 12
_DOUBTFUL_SHOWN = 5
_BY_CERTAINTY = {
    "same_external_id": 4,
    "same_core": 3,
    "same_person_name": 3,
    "same_domain": 2,
    "same_page": 2,
}


_SURE = 3


@dataclass(frozen=True)
class Found:
    """Someone whom an incoming record may be: a party on file (a root), or an earlier record of the same file."""

    decision: Decision
    party_id: int | None = None
    row: int | None = None

    @property
    def reasons(self) -> list[list[object]]:
        """As kept in JSON: [[code, {parameter: value}], ...]."""
        return [[code, dict(params)] for code, params in self.decision.reasons]


@dataclass(frozen=True)
class Match:
    """What was found for one record. At most one is certain; the doubtful ones come likeliest first."""

    certain: Found | None = None
    doubtful: tuple[Found, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.certain is None and not self.doubtful


@dataclass
class Incoming:
    """A record to be met: `employers` (roots) for persons; `row` is how the caller names it."""

    record: Record
    row: int
    employers: Ids = frozenset()
    keys: frozenset[str] = frozenset()
    found: list[Found] = field(default_factory=list)
    is_placed: bool = False
    match: Match = field(default_factory=Match)


class Matcher:
    """Meets records batch after batch. Records it could not place are remembered: later ones may be the same.

    For a dry run over a whole file use one matcher. Where parties are written after each batch, `forget()` what
    was remembered: the parties on file answer from then on.
    """

    def __init__(self, kind: str = Party.Kind.ORGANISATION) -> None:
        self.kind = kind
        self.known: dict[int, Known] = {}
        self.common: set[str] = set()
        self.forget()

    def forget(self) -> None:
        """Forget the records met so far, and what was read of parties."""
        self.met: dict[int, Incoming] = {}
        self.by_key: dict[str, list[int]] = {}
        self.alike: dict[tuple[object, ...], Incoming] = {}
        self.known.clear()

    def match(
        self, records: Sequence[Record], *, first_row: int | None = None, employers: Sequence[Ids] = ()
    ) -> list[Match]:
        """One match a record. Rows are counted on from the last batch, or from `first_row`."""
        start = len(self.met) if first_row is None else first_row
        batch = [
            Incoming(record, start + i, frozenset(employers[i]) if employers else frozenset())
            for i, record in enumerate(records)
        ]
        fresh = [item for item in batch if self._signature(item) not in self.alike]
        self._place(fresh)
        unplaced = [item for item in fresh if not item.is_placed]
        for item in unplaced:
            item.keys = keys_of(item.record, self.kind)
        candidates = self._candidates_of(unplaced)
        return [self._met(item, candidates.get(item.row, [])) for item in batch]

    def _place(self, items: Sequence[Incoming]) -> None:
        """Those whom the name itself or an outside id places on file for certain: nothing is surer, so that
        nobody else need be asked for or compared."""
        for item in items:
            item.keys = sure_keys(item.record, self.kind)
        candidates = self._candidates_of(items)
        for item in items:
            if 0 < len(candidates[item.row]) < _COMPARED:
                item.found = self._on_file(item, candidates[item.row])
                item.is_placed = any(_is_sure(found) for found in item.found)

    def _candidates_of(self, items: Sequence[Incoming]) -> dict[int, list[int]]:
        on_file = holders((key for item in items for key in item.keys), self.common)
        candidates = {item.row: self._candidates(item, on_file) for item in items}
        self._read({pk for found in candidates.values() for pk in found})
        return candidates

    def _on_file(self, item: Incoming, candidates: Sequence[int]) -> list[Found]:
        return [found for pk in candidates if (found := self._compared_with_party(item, pk))]

    def _signature(self, item: Incoming) -> tuple[object, ...]:
        return (item.record, item.employers)

    def _candidates(self, item: Incoming, on_file: dict[str, set[int]]) -> list[int]:
        promised: dict[int, int] = {}
        for key in item.keys:
            for party in on_file.get(key, ()):
                promised[party] = promised.get(party, 0) + promise(key)
        return sorted(promised, key=lambda pk: (-promised[pk], pk))[:_COMPARED]

    def _read(self, party_ids: Iterable[int]) -> None:
        unread = set(party_ids) - self.known.keys()
        self.known.update(known_of_roots(unread))

    def _met(self, item: Incoming, candidates: Sequence[int]) -> Match:
        before = self.alike.get(self._signature(item))
        if before is not None:
            return self._as_before(before)
        found = item.found if item.is_placed else self._on_file(item, candidates)
        found += [f for row in self._earlier(item) if (f := self._compared_with_row(item, row))]
        item.match = best_of(found)
        self.alike[self._signature(item)] = item
        self._remember(item)
        return item.match

    def _as_before(self, before: Incoming) -> Match:
        """The same record again: the same party, or the row that first said so."""
        if before.match.certain is not None:
            return before.match
        itself = Found(
            self._decide(before.record, before.record, before.employers, before.employers), row=before.row
        )
        return Match(itself) if itself.decision.is_certain else Match(None, (itself,))

    def _compared_with_party(self, item: Incoming, pk: int) -> Found | None:
        known = self.known[pk]
        if known.kind != self.kind:
            return None
        decision = self._decide(item.record, known.record, item.employers, known.employers)
        return None if decision.verdict == "different" else Found(decision, party_id=pk)

    def _compared_with_row(self, item: Incoming, row: int) -> Found | None:
        earlier = self.met[row]
        decision = self._decide(item.record, earlier.record, item.employers, earlier.employers)
        if decision.verdict == "different":
            return None
        placed = earlier.match.certain
        if decision.is_certain and placed is not None:
            return Found(decision, party_id=placed.party_id, row=placed.row)
        return Found(decision, row=row)

    def _decide(self, a: Record, b: Record, employers_a: Ids, employers_b: Ids) -> Decision:
        if self.kind == Party.Kind.PERSON:
            return decide_person(a, b, employers_a & employers_b)
        return decide(a, b)

    def _earlier(self, item: Incoming) -> list[int]:
        promised: dict[int, int] = {}
        for key in item.keys:
            rows = self.by_key.get(key, [])
            for row in rows if len(rows) <= MOST_HOLDERS else ():
                promised[row] = promised.get(row, 0) + promise(key)
        return sorted(promised, key=lambda row: (-promised[row], row))[:_COMPARED]

    def _remember(self, item: Incoming) -> None:
        self.met[item.row] = item
        if item.is_placed and self._adds_to_the_file(item):
            item.keys = keys_of(item.record, self.kind)
        for key in item.keys:
            rows = self.by_key.setdefault(key, [])
            if len(rows) <= MOST_HOLDERS:
                rows.append(item.row)

    def _adds_to_the_file(self, item: Incoming) -> bool:
        """Whether it says more than its party, so that others may be like it and not like the party."""
        certain = item.match.certain
        known = self.known.get(certain.party_id) if certain and certain.party_id else None
        return known is None or not known.says(item.record)


def best_of(found: Sequence[Found]) -> Match:
    """The surest of the certain; without one, the likeliest doubtful."""
    certain = sorted((f for f in found if f.decision.is_certain), key=_sureness)
    if certain:
        return Match(certain[0])
    doubtful = sorted(
        found, key=lambda f: (-f.decision.score, f.party_id is None, f.party_id or 0, f.row or 0)
    )
    return Match(None, tuple(doubtful[:_DOUBTFUL_SHOWN]))


def _is_sure(found: Found) -> bool:
    return found.decision.is_certain and -_sureness(found)[0] >= _SURE


def _sureness(found: Found) -> tuple[float, int, bool, int, int]:
    """Parties on file before rows of the file; the most and the best reasons first; then the oldest."""
    codes = found.decision.codes
    return (
        -max((_BY_CERTAINTY.get(code, 1) for code in codes), default=0),
        -len(codes),
        found.party_id is None,
        found.party_id or 0,
        found.row or 0,
    )
