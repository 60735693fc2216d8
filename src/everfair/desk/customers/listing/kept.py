"""How many there are, and at each stage, from what the run kept when it was published: nobody waits for a count.

Scores never change once they are published. What merges have superseded since is few and is taken off; what is new
since is counted by its key.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from everfair.house import planned
from everfair.house.prepared import Question, prepared, together
from everfair.relations.models import AnalysisRun, Relationship, Score
from everfair.relations.standing import key_of

NEW_AT_MOST = 10_000
"""So many new ones, of all shows, are counted while one waits."""
_NEW = f"""
SELECT series_id, side, superseded, count(*) FROM (
    SELECT series_id, side, superseded FROM {Relationship._meta.db_table} WHERE id > %s ORDER BY id LIMIT %s
) new GROUP BY series_id, side, superseded
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


@dataclass(frozen=True)
class Counted:
    """Relationships of some shows."""

    by_side: Counter[str]
    exact: bool
    """Else there are more: so many are new that they were not all counted."""
    gone: int
    """So many of those that the run tells of are merged into others."""

    @property
    def total(self) -> int:
        return self.by_side.total()


def counted(run: AnalysisRun | None, shows: frozenset[int]) -> Counted | None:
    """None where the run kept nothing."""
    kept = kept_of(run, "known")
    if kept is None:
        return None
    last, gone = together([newest.question(), superseded_of.question(kept["up_to"], shows=shows)])
    new = begun_since(kept["up_to"]) if max(last, default=0) > kept["up_to"] else []
    found: Counter[str] = Counter()
    for series, side, n in [*kept["counts"], *((show, side, n) for show, side, gone, n in new if not gone)]:
        found[side] += n if series in shows else 0
    found.subtract(dict(gone))
    exact = sum(n for *_where, n in new) <= NEW_AT_MOST
    return Counted(found, exact, sum(n for _side, n in gone))


@prepared
def newest() -> QuerySet[Relationship, int]:
    return Relationship.every.order_by("-pk").values_list("pk", flat=True)[:1]


def begun_since(last: int) -> list[planned.Row]:
    """(show, side, superseded, how many) of the first new ones, one more than are counted."""
    way = planned.way()
    return way.answers([(_NEW, [way.number(last), way.number(NEW_AT_MOST + 1)])])[0]


@prepared
def superseded_of(last: int, *, shows: frozenset[int]) -> QuerySet[Relationship, tuple[str, int]]:
    rows: QuerySet[Relationship] = Relationship.every.filter(series__in=shows, superseded=True, pk__lte=last)
    return rows.values_list("side").annotate(n=Count("pk")).order_by()


def kept_of(run: AnalysisRun | None, what: str) -> Any:
    """None where the run is of a version that kept nothing."""
    return run.counts.get(what) if run is not None else None
