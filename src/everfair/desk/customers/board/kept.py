"""How many stand at each stage, from what the run kept when it was published: nothing is counted while one waits.

Scores never change once they are published. What merges have superseded since is few and is taken off; what is new
since is counted by its key.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet

from everfair.desk.customers.listing.asked import Asked
from everfair.relations.models import AnalysisRun, Relationship, Score


def computed(asked: Asked, side: str) -> dict[str, int]:
    """Stage -> how many relationships, as the run computed them."""
    kept = kept_of(asked.run, "by_stage")
    if kept is None:
        return by_stage(asked, side, superseded=False)
    found = Counter(
        {stage: n for series, where, stage, n in kept if (series, where) == (asked.series_id, side)}
    )
    found.subtract(by_stage(asked, side, superseded=True))
    return dict(found)


def by_stage(asked: Asked, side: str, superseded: bool) -> dict[str, int]:
    rows = Score.objects.filter(
        run=asked.run, relationship__in=all_of(asked, side).filter(superseded=superseded).values("pk")
    )
    return dict(rows.values_list("stage").annotate(n=Count("pk")).order_by())


def relationships(asked: Asked, side: str) -> int:
    """How many there are on that side of the show."""
    rows = all_of(asked, side)
    kept = kept_of(asked.run, "known")
    if kept is None:
        return rows.filter(superseded=False).count()
    then = sum(n for series, where, n in kept["counts"] if (series, where) == (asked.series_id, side))
    new = rows.filter(pk__gt=kept["up_to"]).count()
    return int(then) + new - rows.filter(superseded=True).count()


def all_of(asked: Asked, side: str) -> QuerySet[Relationship]:
    rows: QuerySet[Relationship] = Relationship.every.filter(series=asked.series_id, side=side)
    return rows


def kept_of(run: AnalysisRun | None, what: str) -> Any:
    """None where the run is of a version that kept nothing."""
    return run.counts.get(what) if run is not None else None
