"""Whose rounds a user may see and plan: asked once a request, missing and forbidden alike."""

from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from everfair.loop.models import Round
from everfair.loop.visible import visible_rounds
from everfair.shows.models import Series
from everfair.shows.scope import Capability, Scope
from everfair.ui.asking import ForStaff


def plannable_series(scope: Scope) -> QuerySet[Series]:
    return Series.objects.filter(scope.series_filter("id", Capability.PLAN))


class OfRound(ForStaff):
    """A page about one round (`pk` in the address), answered 404 where the user does not see it."""

    @cached_property
    def round(self) -> Round:
        rounds = visible_rounds(self.scope).select_related(
            "series", "edition", "run", "previous", "started_by"
        )
        found: Round = get_object_or_404(rounds, pk=self.kwargs["pk"])
        return found

    @property
    def may_plan(self) -> bool:
        return self.scope.may(Capability.PLAN, self.round.series_id)

    def must_plan(self) -> None:
        if not self.may_plan:
            raise Http404


class Planning(OfRound):
    """Something only those who plan may do; whatever way it is asked."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.must_plan()
