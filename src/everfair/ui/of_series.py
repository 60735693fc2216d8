"""Pages about one show: whoever does not see it is answered as if there were none."""

import datetime
import zoneinfo
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from everfair.shows import visible
from everfair.shows.models import Edition, Series
from everfair.shows.scope import Capability
from everfair.ui.asking import ForStaff, scope_for


def customers_url(series: Series, *narrowed: tuple[str, str | int]) -> str:
    """The customers of the series behind a figure."""
    return f"{reverse('customers:list')}?{urlencode([('series', series.pk), *narrowed])}"


class SeenSeries:
    """A list about one series (`pk` in the address), answered 404 where the user does not see its figures."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def series(self) -> Series:
        scope = scope_for(self.request)
        found = get_object_or_404(visible.series(scope), pk=self.kwargs["pk"])
        if not scope.may(Capability.SEE, found.pk):
            raise Http404
        return found

    def export_series(self) -> int:
        return self.series.pk


class OfSeries(ForStaff):
    """A page about one series (`pk` in the address), answered 404 where the user does not see it."""

    to = ""

    @cached_property
    def series(self) -> Series:
        return get_object_or_404(visible.series(self.scope), pk=self.kwargs["pk"])

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
            "show_next": f"{reverse(self.other_show)}?to={self.to}",
            "series": self.series,
            "manages": self.manages,
            "sees_figures": self.sees_figures,
            "today": self.today,
        }
