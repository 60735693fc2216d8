"""Whose batches a member of staff may see: those of the series they bring lists in for, and their own. Beside what
came of them those of every series they see are named."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from everfair.intake.models import Batch
from everfair.shows.scope import Capability, Scope

KEPT = 120
"""So much of a file's name is kept with what came of it."""


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
