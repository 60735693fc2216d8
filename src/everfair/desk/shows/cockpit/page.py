"""The cockpit: what is expected and booked, at what pace, who is at risk, what to do."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.desk.shows.cockpit import ahead
from everfair.desk.shows.cockpit.live import Live
from everfair.desk.shows.cockpit.next_steps import next_steps
from everfair.desk.shows.cockpit.pace import Pace
from everfair.desk.shows.cockpit.stats import stats
from everfair.desk.shows.cockpit.turnout import turnout
from everfair.relations.counts_ahead import FINDING, OF_THOSE_BEFORE, counts
from everfair.relations.models import Backtest
from everfair.relations.published import Published
from everfair.shows.models import Edition
from everfair.shows.scope import Capability
from everfair.ui import figures, show_choice
from everfair.ui.of_series import OfSeries


def chosen_show(request: HttpRequest) -> HttpResponseBase:
    """The cockpit of the show we are in."""
    choice = show_choice.chosen(request)
    if choice.series is None:
        return redirect("shows:list")
    if choice.edition is None or request.GET.get("to") == "series":
        return redirect("shows:series", choice.series.id)
    return redirect("shows:edition", choice.series.id, choice.edition.id)


class Cockpit(OfSeries):
    http_method_names = ["get", "head", "options"]

    @cached_property
    def published(self) -> Published:
        return Published.asked(self.series, self.request.GET.get("side", ""))

    @cached_property
    def last(self) -> Edition | None:
        """The edition it is compared with."""
        held = [one for one in self.published.editions if one.is_held and not one.is_excluded]
        earlier = [one for one in held if one.ordinal < self.edition.ordinal]
        return self.published.before(self.edition) or (earlier[-1] if earlier else None)

    @cached_property
    def live(self) -> Live:
        return Live(self.edition, self.published.side, self.last)

    @property
    def is_forecast(self) -> bool:
        """Whether the published forecast speaks of this edition."""
        found = self.published.forecast
        return found is not None and found.edition_id == self.edition.pk

    @cached_property
    def backtest(self) -> Backtest | None:
        return next((one for one in self.published.backtests if one.edition_id == self.edition.pk), None)

    @property
    def needs_analysis(self) -> bool:
        known = self.is_forecast or self.edition.pk in self.published.figures
        return (
            not known and not self.edition.is_excluded and (self.live.parties > 0 or not self.edition.is_held)
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.must(Capability.SEE)
        context = self.frame() | {
            "page": self,
            "edition": self.edition,
            "published": self.published,
            "run": self.published.run,
            "tab": "cockpit",
            "lead": self.lead,
            "stats": stats(self),
            "steps": next_steps(self),
            "turnout": turnout(self.published, self.booked_for_next) if self.published.figures else None,
            "basis": self.basis,
            "others": self.other_counts if self.is_forecast else "",
        }
        return render(
            request, "shows/cockpit.html", context | (self.of_the_future() if self.looks_ahead else {})
        )

    @property
    def looks_ahead(self) -> bool:
        return not self.edition.is_held

    @property
    def booked_for_next(self) -> int | None:
        forecast = self.published.forecast
        if forecast is None or forecast.edition is None:
            return None
        return (
            self.live.parties
            if self.is_forecast
            else Live(forecast.edition, self.published.side, None).parties
        )

    def of_the_future(self) -> dict[str, Any]:
        pace = Pace(self.edition, self.last, self.published.side, self.today)
        stages = ahead.by_stage(self.published) if self.is_forecast else []
        return {
            "pace": pace,
            "pace_chart": pace.chart() if pace.can_be_told else None,
            "stages": stages,
            "stages_chart": ahead.chart(stages),
            "risk": ahead.at_risk(self.published) if self.is_forecast else None,
        }

    @property
    def other_counts(self) -> str:
        """What else is expected of the same edition: with first-timers, and by the pace of its bookings."""
        found = self.published.finding(FINDING) or {}
        if found.get("edition") != self.edition.pk:
            return ""
        told = [
            _("{name}: {expected} ({low} – {high}).").format(
                name=one.name,
                expected=figures.number(round(one.expected)),
                low=figures.number(round(one.low)),
                high=figures.number(round(one.high)),
            )
            for one in counts(found)
            if one.code != OF_THOSE_BEFORE
        ]
        return " ".join(told)

    @property
    def lead(self) -> str:
        """The page in one sentence."""
        if self.edition.is_held:
            return self.lead_of_the_past
        found = self.published.forecast
        if found is None or not self.is_forecast:
            return _("There is no forecast for this edition yet.")
        return _(
            "Of {known} who came before, {expected} are expected to come again, between {low} and "
            "{high} (90 in 100)."
        ).format(
            known=figures.number(found.known),
            expected=figures.number(round(found.expected)),
            low=figures.number(round(found.low)),
            high=figures.number(round(found.high)),
        )

    @property
    def lead_of_the_past(self) -> str:
        came = self.published.value(self.edition, "participants")
        if came is None:
            return _("This edition is not in the published analysis.")
        told = ngettext("{n} came.", "{n} came.", came).format(n=figures.number(came))
        if self.backtest is None:
            return told
        ours = self.backtest.figures["everfair"]
        text = _(
            "{told} Of {known} known before, {again} came again; forecast from the editions before "
            "were {expected}, between {low} and {high}."
        )
        return text.format(
            told=told,
            known=figures.number(self.backtest.known),
            again=figures.number(self.backtest.came),
            expected=figures.number(round(ours["expected"])),
            low=figures.number(round(ours["low"])),
            high=figures.number(round(ours["high"])),
        )

    @property
    def basis(self) -> str:
        """What the forecast rests on."""
        found = self.published.forecast
        if found is None or not self.is_forecast:
            return ""
        if found.model.get("basis") != "own_record":
            return _("This show has too little of its own on record: the forecast is as other fairs go.")
        own = 1 - float(found.model.get("prior_weight") or 0)
        return _(
            "Rests on {editions} editions and {known} customers of this show; {share} of what it "
            "learned is this show's own, the rest is as other fairs go. First-timers are not in it."
        ).format(
            editions=len(self.published.analysed),
            known=figures.number(found.known),
            share=figures.percent(own),
        )
