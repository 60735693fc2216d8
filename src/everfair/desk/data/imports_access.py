"""Batches for a member of staff: missing and forbidden look alike."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from everfair.intake.models import Batch
from everfair.intake.visible import batches
from everfair.shows.models import Series
from everfair.shows.scope import Capability, Scope
from everfair.ui.asking import scope_for


def scope_to_import(request: HttpRequest) -> Scope:
    scope = scope_for(request)
    if not scope.may(Capability.IMPORT):
        raise Http404
    return scope


def batch_of(request: HttpRequest, pk: int) -> Batch:
    rows = batches(scope_for(request)).select_related("series", "job", "created_by")
    return get_object_or_404(rows, pk=pk)


def open_series(scope: Scope) -> list[Series]:
    """The series for which the user may bring in lists."""
    return list(Series.objects.filter(scope.series_filter("pk", Capability.IMPORT)))
