"""What people of the house decided about pairs, for the matching to learn from: each merge and each wall between
two that were proposed is an answer, with the score and the reasons they saw."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from everfair.parties.models.identity import PossibleDuplicate
from everfair.parties.models.party import Party

State = PossibleDuplicate.State


@dataclass(frozen=True)
class Decided:
    """Two parties as they were recorded (merged ones have one root now: read them with `known_as_recorded`), and
    whether a person said that they are the same. `score` and `reasons` are those of that moment."""

    first: int
    second: int
    same: bool
    score: float
    reasons: list[list[Any]]
    by: int
    at: datetime


def answered(kind: str) -> QuerySet[PossibleDuplicate]:
    """Pairs of that kind about which a person decided whether they are one; what the machine joined teaches it
    nothing, and so does whether two belong together."""
    said = PossibleDuplicate.objects.filter(
        asks=PossibleDuplicate.Asks.SAME, state__in=(State.MERGED, State.APART), first__kind=Party.Kind(kind)
    )
    return said.exclude(decided_by=None)


def decisions(kind: str) -> Iterator[Decided]:
    """All of them, the oldest first; an un-merge or a wall taken down takes its answer back."""
    columns = ("first_id", "second_id", "state", "score", "reasons", "decided_by_id", "decided_at")
    rows = answered(kind).order_by("decided_at", "pk").values_list(*columns)
    for first, second, state, score, reasons, by, at in rows.iterator(chunk_size=2_000):
        yield Decided(first, second, state == State.MERGED, score, reasons, by, at)
