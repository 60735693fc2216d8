"""How many there are, and at each stage, from what the run kept when it was published: nobody waits for a count.

Scores never change once they are published. What merges have superseded since is few and is taken off; what is new
since is counted by its key.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet

from everfair.house import planned
from everfair.house.prepared import Question, prepared, together
from everfair.relations.models import AnalysisRun, Relationship, Score
from everfair.relations.standing import key_of

NEW_AT_MOST = 10_000
"""So many new ones, of all shows, are counted while one waits."""
_NEW = f"""
SELECT series_id, side, count(*) FROM (
    SELECT series_id, side FROM {Relationship._meta.db_table} WHERE id > %s AND NOT superseded ORDER BY id LIMIT %s
) new GROUP BY series_id, side
"""


def asking_stages(run: AnalysisRun | None, show: int, side: str) -> Question[tuple[str, int]]:
    """Those whom merges have superseded; where the run kept nothing, all the others."""
    return by_stage.question(key_of(run), show, side, superseded=kept_of(run, "by_stage") is not None)


def at_stages(
    run: AnalysisRun | None, show: int, side: str, answer: Iterable[tuple[str, int]]
) -> dict[str, int]:
    """Stage -> how many relationships of one side of a show, as the run computed them. `answer`: to `asking_stages`."""
    kept = kept_of(run, "by_stage")
    if kept is None:
        return dict(answer)
    found = Counter({stage: n for series, where, stage, n in kept if (series, where) == (show, side)})
    found.subtract(dict(answer))
    return dict(found)


@prepared
def by_stage(run: int, show: int, side: str, *, superseded: bool) -> QuerySet[Score, tuple[str, int]]:
    asked = Relationship.every.filter(series=show, side=side, superseded=superseded)
    rows = Score.objects.filter(run=run, relationship__in=asked.values("pk"))
    return rows.values_list("stage").annotate(n=Count("pk")).order_by()


@dataclass
class Counted:
    """Relationships of some shows."""

    shows: frozenset[int]
    up_to: int
    """The last that the run knew."""
    last: int
    """The last there is."""
    known: Counter[str]
    """By side, those the run knew that were not merged into others since."""
    gone: int
    """So many of them were."""

    @property
    def has_new(self) -> bool:
        return self.last > self.up_to

    @cached_property
    def new(self) -> list[tuple[int, str, int]]:
        """(show, side, how many), of the first so many."""
        return begun_since(self.up_to) if self.has_new else []

    @property
    def exact(self) -> bool:
        """Else there are more: so many are new that they were not all counted."""
        return sum(n for *_where, n in self.new) <= NEW_AT_MOST

    @cached_property
    def by_side(self) -> Counter[str]:
        found = self.known.copy()
        for show, side, n in self.new:
            found[side] += n if show in self.shows else 0
        return found

    @property
    def total(self) -> int:
        return sum(self.by_side.values())

    def are_more_than(self, number: int) -> bool:
        return sum(self.known.values()) > number or self.total > number


def counted(run: AnalysisRun | None, shows: frozenset[int]) -> Counted | None:
    """None where the run kept nothing."""
    kept = kept_of(run, "known")
    if kept is None:
        return None
    last, gone = together([newest.question(), superseded_of.question(kept["up_to"], shows=shows)])
    known: Counter[str] = Counter()
    for series, side, n in kept["counts"]:
        known[side] += n if series in shows else 0
    known.subtract(dict(gone))
    return Counted(shows, kept["up_to"], max(last, default=0), known, sum(n for _side, n in gone))


@prepared
def newest() -> QuerySet[Relationship, int]:
    return Relationship.every.order_by("-pk").values_list("pk", flat=True)[:1]


def begun_since(last: int) -> list[tuple[int, str, int]]:
    """(show, side, how many) of the first, one more than are counted."""
    found: Any = planned.rows(_NEW, [planned.way().number(one) for one in (last, NEW_AT_MOST + 1)])
    return list(found)


@prepared
def superseded_of(last: int, *, shows: frozenset[int]) -> QuerySet[Relationship, tuple[str, int]]:
    rows: QuerySet[Relationship] = Relationship.every.filter(series__in=shows, superseded=True, pk__lte=last)
    return rows.values_list("side").annotate(n=Count("pk")).order_by()


def kept_of(run: AnalysisRun | None, what: str) -> Any:
    """None where the run is of a version that kept nothing."""
    return run.counts.get(what) if run is not None else None
