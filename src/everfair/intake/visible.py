"""Whose batches a member of staff may see: those of the series they bring lists in for, and their own."""

from django.db.models import Q, QuerySet

from everfair.intake.models import Batch
from everfair.shows.scope import Capability, Scope


def batches(scope: Scope) -> QuerySet[Batch]:
    """A list of no series yet (or of several) is seen by who brought it in."""
    if scope.may_everywhere(Capability.IMPORT):
        return Batch.objects.all()
    if not scope.may(Capability.IMPORT):
        return Batch.objects.none()
    own = Q(series=None, created_by_id=scope.user_id)
    return Batch.objects.filter(own | Q(series__in=scope.series_with(Capability.IMPORT)))
