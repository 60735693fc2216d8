"""How many there are, and at each stage, from what the run kept when it was published: nobody waits for a count.

Scores never change once they are published. What merges have superseded since is few and is taken off; what is new
since is counted by its key.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from everfair.house.prepared import Question, prepared, together
from everfair.relations.models import AnalysisRun, Relationship, Score
from everfair.relations.standing import key_of

NEW_AT_MOST = 10_000
"""So many new ones are counted while one waits."""


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
    gone: int
    """So many of those that the run tells of are merged into others."""


def counted(run: AnalysisRun | None, shows: frozenset[int]) -> Counted | None:
    """None where the run kept nothing, or many are new since."""
    kept = kept_of(run, "known")
    if kept is None:
        return None
    last, gone = together([newest.question(), superseded_of.question(kept["up_to"], shows=shows)])
    new = max(last, default=0) - kept["up_to"]
    if new > NEW_AT_MOST:
        return None
    found: Counter[str] = Counter()
    for series, side, n in kept["counts"]:
        found[side] += n if series in shows else 0
    found.update(dict(begun_since(kept["up_to"], shows=shows) if new else ()))
    found.subtract(dict(gone))
    return Counted(found, sum(n for _side, n in gone))


@prepared
def newest() -> QuerySet[Relationship, int]:
    return Relationship.every.order_by("-pk").values_list("pk", flat=True)[:1]


@prepared
def begun_since(last: int, *, shows: frozenset[int]) -> QuerySet[Relationship, tuple[str, int]]:
    return sides_of(Relationship.objects.filter(series__in=shows, pk__gt=last))


@prepared
def superseded_of(last: int, *, shows: frozenset[int]) -> QuerySet[Relationship, tuple[str, int]]:
    return sides_of(Relationship.every.filter(series__in=shows, superseded=True, pk__lte=last))


def sides_of(rows: QuerySet[Relationship]) -> QuerySet[Relationship, tuple[str, int]]:
    return rows.values_list("side").annotate(n=Count("pk")).order_by()


def kept_of(run: AnalysisRun | None, what: str) -> Any:
    """None where the run is of a version that kept nothing."""
    return run.counts.get(what) if run is not None else None
