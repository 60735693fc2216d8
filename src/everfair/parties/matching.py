"""Meeting incoming records with the parties on file, and with each other, a batch at a time.

Candidates share a telling key; each is decided on as everywhere (`judging.Judge`). In jobs only: readings are worked
out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from everfair.names import CERTAIN, DIFFERENT, RELATED, Decision, Record
from everfair.parties.earlier import Earlier, Placed, digest
from everfair.parties.judging import Judge
from everfair.parties.match_keys import MOST_HOLDERS, Keys, holders, keys_of, sure_keys
from everfair.parties.models.party import Party
from everfair.parties.records import Known, Side, known_of_roots

Ids = set[int] | frozenset[int]
_COMPARED = 12
_WEAK, _WEAK_COMPARED = 2, 4  # of those who share but the beginning of a name there are ever more
_REMEMBERED = 3_000
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
    """What was found for one record. At most one is certain; the doubtful ones come likeliest first. The related
    belong together with it, and are others: a branch, a firm of one group."""

    certain: Found | None = None
    doubtful: tuple[Found, ...] = ()
    related: tuple[Found, ...] = ()
    repeats: bool = False
    """The very same record was met before: found is whoever it was then."""

    @property
    def is_new(self) -> bool:
        return self.certain is None and not self.doubtful


@dataclass
class Incoming:
    """A record to be met: `employers` (roots) for persons; `row` is how the caller names it."""

    record: Record
    row: int
    employers: frozenset[int] = frozenset()
    digest: bytes = b""
    keys: Keys = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    is_placed: bool = False
    match: Match = field(default_factory=Match)


def incoming(record: Record, row: int, employers: frozenset[int]) -> Incoming:
    return Incoming(record, row, employers, digest(record, employers))


class Matcher:
    """Meets records batch after batch. Those it has met are remembered, on disk: later ones may be the same.

    For a dry run over a whole file use one matcher. Where parties are written after each batch, `forget()` what
    was remembered: the parties on file answer from then on.
    """

    def __init__(self, kind: str = Party.Kind.ORGANISATION) -> None:
        self.kind = kind
        self.judge = Judge.of(kind)
        self.known: dict[int, Known] = {}
        self.common: set[int] = set()
        self.forget()

    def forget(self) -> None:
        """Forget the records met so far, and what was read of parties."""
        self.earlier = Earlier(MOST_HOLDERS)
        self.known.clear()

    def match(
        self, records: Sequence[Record], *, first_row: int | None = None, employers: Sequence[Ids] = ()
    ) -> list[Match]:
        """One match a record. Rows are counted on from the last batch, or from `first_row`."""
        start = self.earlier.count if first_row is None else first_row
        batch = [
            incoming(record, start + i, frozenset(employers[i]) if employers else frozenset())
            for i, record in enumerate(records)
        ]
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        fresh = self._fresh(batch)
        self._place(fresh)
        unplaced = [item for item in fresh if not item.is_placed]
        for item in unplaced:
            item.keys = keys_of(item.record, self.kind)
        candidates = self._candidates_of(unplaced)
        return [self._met(item, candidates.get(item.row, [])) for item in batch]

    def _fresh(self, batch: Sequence[Incoming]) -> list[Incoming]:
        """Those who say what no record said before."""
        said: dict[bytes, Incoming] = {}
        for item in batch:
            said.setdefault(item.digest, item)
        return [item for item in said.values() if not self.earlier.holds(item.digest)]

    def _place(self, items: Sequence[Incoming]) -> None:
        """Those whom the name itself or an outside id places on file for certain: nothing is surer, so that
        nobody else need be asked for or compared."""
        for item in items:
            item.keys = sure_keys(item.record, self.kind)
        candidates = self._candidates_of(items)
        for item in items:
            if 0 < len(candidates[item.row]) < _COMPARED:
                item.found = self._on_file(item, candidates[item.row], self._decide_surely)
                item.is_placed = any(_is_sure(found) for found in item.found)

    def _candidates_of(self, items: Sequence[Incoming]) -> dict[int, list[int]]:
        on_file = holders((key for item in items for key in item.keys), self.common)
        candidates = {item.row: likeliest(item.keys, on_file) for item in items}
        self._read({pk for found in candidates.values() for pk in found})
        return candidates

    def _on_file(
        self, item: Incoming, candidates: Sequence[int], decide: Callable[[Side, Side], Decision]
    ) -> list[Found]:
        return [found for pk in candidates if (found := self._compared_with_party(item, pk, decide))]

    def _read(self, party_ids: Iterable[int]) -> None:
        unread = set(party_ids) - self.known.keys()
        self.known.update(known_of_roots(unread))

    def _met(self, item: Incoming, candidates: Sequence[int]) -> Match:
        before = self.earlier.same(item.digest)
        if before is not None:
            return self._as_before(before)
        found = item.found if item.is_placed else self._on_file(item, candidates, self.judge.decide)
        rows = likeliest(item.keys, self.earlier.holders(item.keys))
        found += [f for row in rows if (f := self._compared_with_row(item, self.earlier.placed(row)))]
        item.match = best_of(found)
        self._remember(item)
        return item.match

    def _as_before(self, before: Placed) -> Match:
        """The same record again: the same party, or the row that first said so."""
        if before.reasons:
            found = Found(Decision(CERTAIN, 1.0, before.reasons), before.party_id, before.as_row)
            return Match(found, repeats=True)
        side = self._side(before)
        itself = Found(self.judge.rule(side, side), row=before.row)
        certain = itself.decision.is_certain
        return Match(itself, repeats=True) if certain else Match(None, (itself,), repeats=True)

    def _compared_with_party(
        self, item: Incoming, pk: int, decide: Callable[[Side, Side], Decision]
    ) -> Found | None:
        known = self.known[pk]
        if known.kind != self.kind:
            return None
        side = self._side(item)
        if self.judge.strangers(side, known.side):
            return None
        decision = decide(side, known.side)
        return None if decision.verdict == DIFFERENT else Found(decision, party_id=pk)

    def _compared_with_row(self, item: Incoming, earlier: Placed) -> Found | None:
        one, other = self._side(item), self._side(earlier)
        if self.judge.strangers(one, other):
            return None
        decision = self.judge.decide(one, other)
        if decision.verdict == DIFFERENT:
            return None
        if decision.is_certain and earlier.reasons:
            return Found(decision, party_id=earlier.party_id, row=earlier.as_row)
        return Found(decision, row=earlier.row)

    def _side(self, one: Incoming | Placed) -> Side:
        return Side(self.kind, one.record, one.employers)

    def _decide_surely(self, one: Side, other: Side) -> Decision:
        """What the rules are sure of needs no weighing, unless people of the house taught otherwise."""
        ruled = self.judge.rule(one, other)
        return self.judge.decide(one, other) if self.judge.has_learned and ruled.is_certain else ruled

    def _remember(self, item: Incoming) -> None:
        if item.is_placed and self._adds_to_the_file(item):
            item.keys = keys_of(item.record, self.kind)
        certain = item.match.certain
        where = (certain.party_id, certain.row, certain.decision.reasons) if certain else (None, None, ())
        self.earlier.add(item.digest, Placed(item.row, item.record, item.employers, *where), item.keys)

    def _adds_to_the_file(self, item: Incoming) -> bool:
        """Whether it says more than its party, so that others may be like it and not like the party."""
        certain = item.match.certain
        known = self.known.get(certain.party_id) if certain and certain.party_id else None
        return known is None or not known.says(item.record)


def likeliest(keys: Keys, holders: Mapping[int, Iterable[int]]) -> list[int]:
    """Those who share the most promising keys: who is worth comparing."""
    promised: dict[int, int] = {}
    for key, promise in keys.items():
        for one in holders.get(key, ()):
            promised[one] = promised.get(one, 0) + promise
    telling = [one for one, much in promised.items() if much > _WEAK]
    weak = [one for one, much in promised.items() if much <= _WEAK]
    return [*_first(telling, promised, _COMPARED), *_first(weak, promised, _WEAK_COMPARED)][:_COMPARED]


def _first(ones: Iterable[int], promised: Mapping[int, int], most: int) -> list[int]:
    return sorted(ones, key=lambda one: (-promised[one], one))[:most]


def best_of(found: Sequence[Found]) -> Match:
    """The surest of the certain; without one, the likeliest doubtful."""
    certain = sorted((f for f in found if f.decision.is_certain), key=_sureness)
    if certain:
        return Match(certain[0])
    likeliest_first = sorted(
        found, key=lambda f: (-f.decision.score, f.party_id is None, f.party_id or 0, f.row or 0)
    )
    related = [f for f in likeliest_first if f.decision.verdict == RELATED]
    doubtful = [f for f in likeliest_first if f.decision.verdict != RELATED]
    return Match(None, tuple(doubtful[:_DOUBTFUL_SHOWN]), tuple(related[:_DOUBTFUL_SHOWN]))


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
