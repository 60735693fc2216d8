"""What every page begins with: the shows one may see, and the analysis that is shown.

Asked together with what a page knows from its address that it will ask: to go to the database and back takes longer
than to answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.http import HttpRequest

from everfair.house.prepared import Question, prepared, together
from everfair.relations.models import AnalysisRun
from everfair.relations.models.run import shown
from everfair.shows.models import Edition, Series
from everfair.shows.scope import within
from everfair.ui.asking import scope_for


@dataclass(frozen=True)
class Begun:
    shows: Sequence[Series]
    """Each with its editions, in order."""
    run: AnalysisRun | None


def begun(request: HttpRequest) -> Begun:
    """Read once a request."""
    if not hasattr(request, "everfair_begun"):
        ask(request)
    held: Begun = request.everfair_begun  # type: ignore[attr-defined]
    return held


def ask(request: HttpRequest, *questions: Question[Any]) -> list[list[Any]]:
    """The answers to a page's own questions, asked with what it begins with, as far as that was not read yet."""
    if hasattr(request, "everfair_begun"):
        return together(questions)
    first = shows_seen.question(seen=scope_for(request).seen), shown.question()
    *told, rows, runs = together([*questions, *first])
    request.everfair_begun = Begun(with_editions(rows), next(iter(runs), None))  # type: ignore[attr-defined]
    return told


@prepared
def shows_seen(*, seen: frozenset[int] | None) -> QuerySet[Series]:
    """A row for each edition, in order, beside its show; one without where there is none yet."""
    beside = FilteredRelation("editions", condition=Q(editions__pk__isnull=False))
    rows = Series.objects.filter(within(seen, "id")).annotate(beside=beside)
    return rows.select_related("beside").order_by("pk", "beside__ordinal")  # type: ignore[misc]


def with_editions(rows: Sequence[Series]) -> list[Series]:
    """Each show once, with its editions, which it and they know of each other from here on."""
    shows: dict[int, Series] = {}
    editions: dict[int, list[Edition]] = defaultdict(list)
    for row in rows:
        series, edition = shows.setdefault(row.pk, row), getattr(row, "beside", None)
        if edition is not None:
            edition._state.fields_cache["series"] = series
            editions[series.pk].append(edition)
    for series in shows.values():
        known = series.editions.all()
        known._result_cache = editions[series.pk]
        series._prefetched_objects_cache = {"editions": known}  # type: ignore[attr-defined]
    return list(shows.values())
