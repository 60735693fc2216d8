"""Who comes into the room of surveys, and who words what is asked: missing and forbidden alike."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from everfair.shows.models import Series
from everfair.shows.scope import Capability, Scope
from everfair.surveys import visible
from everfair.surveys.models import Instrument, Topic
from everfair.ui.asking import ForStaff


class InRoom(ForStaff):
    """For those who see a show or look after one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not visible.may_open(self.scope):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def may_word(self, series: int | None) -> bool:
        return visible.may_word(self.scope, series)

    @property
    def may_add(self) -> bool:
        return self.scope.may(Capability.MANAGE_SHOWS)

    def must(self, allowed: bool) -> None:
        if not allowed:
            raise Http404


def seen_instruments(scope: Scope) -> Any:
    """By those who see the show and those who look after it."""
    looked_after = visible.of_all_or_own(scope, Capability.MANAGE_SHOWS)
    return Instrument.objects.filter(visible.of_all_or_own(scope, Capability.SEE) | looked_after)


def seen_topics(scope: Scope) -> Any:
    looked_after = visible.of_all_or_own(scope, Capability.MANAGE_SHOWS)
    return Topic.objects.filter(visible.of_all_or_own(scope, Capability.SEE) | looked_after)


def wordable_series(scope: Scope) -> Any:
    """The shows whose questions the user may word."""
    return Series.objects.filter(scope.series_filter("pk", Capability.MANAGE_SHOWS))


class OfInstrument(InRoom):
    """A page about one questionnaire (`pk` in the address)."""

    @cached_property
    def instrument(self) -> Instrument:
        found: Instrument = get_object_or_404(
            seen_instruments(self.scope).select_related("series"), pk=self.kwargs["pk"]
        )
        return found

    @property
    def words_it(self) -> bool:
        return self.may_word(self.instrument.series_id)
