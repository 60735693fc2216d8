"""Whose batches a member of staff may see: those of the series they bring lists in for, and their own. Beside what
came of them those of every series they see are named."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left

from everfair.intake.models import Batch
from everfair.shows.models import Series
from everfair.shows.scope import Capability, Scope

KEPT = 120
"""So much of a file's name is kept with what came of it."""
OF_LISTS = "list:"
GIVEN = 60 - len(OF_LISTS)
"""So much of a list's name is kept with its outside ids."""


def batches(scope: Scope) -> QuerySet[Batch]:
    """A list of no series yet (or of several) is seen by who brought it in."""
    if scope.may_everywhere(Capability.IMPORT):
        return Batch.objects.all()
    if not scope.may(Capability.IMPORT):
        return Batch.objects.none()
    own = Q(series=None, created_by_id=scope.user_id)
    return Batch.objects.filter(own | Q(series__in=scope.series_with(Capability.IMPORT)))


def may_name(scope: Scope, source: str) -> bool:
    """Whether they may be told that it came from there: from no list at all, or from one of a series they see."""
    called = Batch.objects.annotate(called=Left("filename", KEPT)).filter(called=source[:KEPT])
    seen = called.filter(scope.series_filter() | Q(created_by=scope.user_id))
    return seen.exists() or not called.exists()


def hidden_ids(seen: frozenset[int] | None, sources: Iterable[str], user: int = 0) -> set[str]:
    """Of what outside ids are known by, the lists of other shows: a list is called after its show, or its file."""
    lists = {source.removeprefix(OF_LISTS): source for source in sources if source.startswith(OF_LISTS)}
    if seen is None or not lists:
        return set()
    theirs = {name for name, series, by in named(lists) if series in seen or user and by == user}
    return {lists[name] for name, _series, _by in named(lists) if name not in theirs}


def named(names: Iterable[str]) -> Iterator[tuple[str, int | None, int | None]]:
    """(name, show, by whom it was brought in) of shows and of lists that are called so, or for a show of the name."""
    wanted = set(names)
    for key, *called in Series.objects.values_list("pk", "slug", "zh", "en"):
        yield from ((name, key, None) for name in wanted & {one[:GIVEN] for one in called})
    given = Left(KeyTextTransform("series", "givens"), GIVEN)
    files = Batch.objects.annotate(given=given, called=Left("filename", GIVEN))
    found = files.filter(Q(given__in=wanted) | Q(called__in=wanted))
    for given_to, called_so, series, by in found.values_list("given", "called", "series_id", "created_by_id"):
        yield from ((name, series, by) for name in wanted & {given_to, called_so})
