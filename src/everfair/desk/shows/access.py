"""Which shows a user may see and look after: asked once a request, missing and forbidden alike."""

import datetime
import zoneinfo
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

from everfair.shows.models import Edition, Series
from everfair.shows.scope import Capability, Scope
from everfair.ui.asking import ForStaff


def seen_series(scope: Scope) -> QuerySet[Series]:
    """The series whose figures the user may see, and those they look after."""
    wanted = (Capability.SEE, Capability.MANAGE_SHOWS)
    if any(scope.may_everywhere(capability) for capability in wanted):
        return Series.objects.all()
    keys = frozenset[int]().union(*(scope.series_with(capability) for capability in wanted))
    return Series.objects.filter(pk__in=keys)


def address(name: str, *args: int | str, **query: str | int) -> str:
    """The address of a page, with a query; empty where no such page is built."""
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{path}?{urlencode(query)}" if query else path


def customers_url(series: Series, *narrowed: tuple[str, str | int]) -> str:
    """The customers of the series behind a figure."""
    path = address("customers:list")
    return f"{path}?{urlencode([('series', series.pk), *narrowed])}" if path else ""


class OfSeries(ForStaff):
    """A page about one series (`pk` in the address), answered 404 where the user does not see it."""

    to = ""

    @cached_property
    def series(self) -> Series:
        return get_object_or_404(seen_series(self.scope), pk=self.kwargs["pk"])

    @cached_property
    def edition(self) -> Edition:
        return get_object_or_404(self.series.editions.select_related("series"), pk=self.kwargs["edition"])

    @property
    def sees_figures(self) -> bool:
        return self.may(Capability.SEE)

    @property
    def manages(self) -> bool:
        return self.may(Capability.MANAGE_SHOWS)

    def may(self, capability: Capability) -> bool:
        return self.scope.may(capability, self.series.pk)

    def must(self, capability: Capability) -> None:
        if not self.may(capability):
            raise Http404

    @cached_property
    def today(self) -> datetime.date:
        """The day it is where the show is held."""
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(self.series.time_zone))

    other_show = "shows:cockpit"
    """Where choosing another show in the top bar leads: the same kind of page about it."""

    def enter(self) -> None:
        """This is the show we are in from now on: the top bar and the other rooms follow."""
        session, edition = self.request.session, self.kwargs.get("edition")
        if not self.sees_figures:
            return
        if session.get("show_series") != self.series.pk:
            session["show_series"], session["show_edition"] = self.series.pk, edition
        elif edition and session.get("show_edition") != edition:
            session["show_edition"] = edition

    def frame(self) -> dict[str, object]:
        """What the head of every page about a series needs."""
        self.enter()
        return {
            "show_next": f"{address(self.other_show)}?to={self.to}",
            "series": self.series,
            "manages": self.manages,
            "sees_figures": self.sees_figures,
            "today": self.today,
        }
