"""Who is the same among records that stand in no database: each pair worth comparing, decided on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everfair.names import DIFFERENT, Decision, Record, decide
from everfair.parties.match_keys import MOST_HOLDERS, keys_of, promise
from everfair.parties.models import Party

COMPARED = 12


@dataclass(frozen=True)
class Pair:
    """Positions of two records, the smaller first, and what was decided."""

    first: int
    second: int
    decision: Decision


def pairs_among(records: Sequence[Record]) -> Iterator[Pair]:
    """Certain and doubtful pairs, in the order of the records. One that repeats another is paired with the first."""
    first = firsts(records)
    held = [keys_of(r, Party.Kind.ORGANISATION) if first[r] == i else None for i, r in enumerate(records)]
    by_key = holders_among(held)
    for position, keys in enumerate(held):
        others = [first[records[position]]] if keys is None else candidates(position, keys, by_key)
        for other in others:
            decision = decide(records[other], records[position])
            if decision.verdict != DIFFERENT:
                yield Pair(other, position, decision)


def firsts(records: Sequence[Record]) -> dict[Record, int]:
    """Where each record stands first."""
    found: dict[Record, int] = {}
    for position, record in enumerate(records):
        found.setdefault(record, position)
    return found


def candidates(position: int, keys: frozenset[str], by_key: dict[str, list[int]]) -> list[int]:
    """The likeliest of the records before this one."""
    promised: dict[int, int] = {}
    for key in keys:
        for other in by_key.get(key, ()):
            if other < position:
                promised[other] = promised.get(other, 0) + promise(key)
    return sorted(promised, key=lambda other: (-promised[other], other))[:COMPARED]


def holders_among(held: Sequence[frozenset[str] | None]) -> dict[str, list[int]]:
    """Who holds each telling key: one that several hold, but not too many."""
    by_key: dict[str, list[int]] = {}
    for position, keys in enumerate(held):
        for key in keys or ():
            by_key.setdefault(key, []).append(position)
    return {key: found for key, found in by_key.items() if 1 < len(found) <= MOST_HOLDERS}
