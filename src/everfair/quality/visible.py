"""Whose figures a member of staff may see: their shows', their files'; the house's, who sees every show."""

from django.db.models import Q, QuerySet

from everfair.intake.visible import batches
from everfair.quality.models import Figures, Report
from everfair.shows.scope import Scope

Of = Figures.Of


def figures(scope: Scope, report: Report | None) -> QuerySet[Figures]:
    seen = Q(of=Of.SERIES) & scope.series_filter() | Q(of=Of.BATCH, batch__in=batches(scope))
    if scope.sees_every_series:
        seen |= Q(of__in=(Of.HOUSE, Of.HAND))
    return Figures.objects.filter(seen, report=report).select_related("series", "batch", "batch__series")
