"""Pages of findings of the published run: sentences first, then pictures that lead to the customers behind them."""

from abc import abstractmethod
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from everfair.desk.findings.panels import BUILDERS
from everfair.desk.findings.panels.panel import Asked, Lacking, Panel
from everfair.desk.findings.themes import BY_CODE, THEMES, Theme
from everfair.desk.findings.wanting import needed
from everfair.relations.findings import BY_EDITION
from everfair.relations.models import Finding
from everfair.relations.published import Published
from everfair.shows.models import Edition
from everfair.shows.scope import Capability
from everfair.ui import show_choice
from everfair.ui.of_series import OfSeries

RIVALS = "rivals"
"""Stands among the pages, though it is no theme."""


class FindingsHome(View):
    """Leads to the findings of the show we are in; to one of them, if it is named."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        series = show_choice.chosen(request).series
        if series is None:
            return redirect("analysis:runs")
        finding = request.GET.get("finding", "")
        for theme in THEMES:
            if finding in theme.codes:
                return redirect(f"{reverse('findings:page', args=[series.id, theme.code])}#{finding}")
        wanted = request.GET.get("to", "")
        if wanted == RIVALS:
            return redirect("findings:rivals", series.id)
        if wanted in BY_CODE:
            return redirect("findings:page", series.id, wanted)
        return redirect("findings:overview", series.id)


class OfFindings(OfSeries):
    """What all pages of findings have: the published run of a side of the show, and its panels."""

    other_show = "findings:home"
    http_method_names = ["get", "head", "options"]
    codes: tuple[str, ...] = ()
    template = ""

    @cached_property
    def published(self) -> Published:
        return Published.asked(self.series, self.request.GET.get("side", ""))

    @cached_property
    def findings(self) -> list[Finding]:
        """Of this page, those of all editions and those of single ones."""
        rows = Finding.objects.filter(run=self.published.run, series=self.series, side=self.published.side)
        return list(rows.filter(code__in=self.codes))

    @cached_property
    def asked(self) -> Asked:
        run = self.published.run
        assert run is not None
        group = self.request.GET.get("topics", "")
        return Asked(self.series, self.published.side, self.scope, run, self.published.editions, group)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.must(Capability.SEE)
        context = self.frame() | {
            "themes": THEMES,
            "here": self.to,
            "published": self.published,
            "run": self.published.run,
            "may_import": self.may(Capability.IMPORT),
            "tab": "findings",
        }
        return render(request, self.template, context | self.shown())

    @abstractmethod
    def shown(self) -> dict[str, Any]:
        """What the page says besides its frame."""

    def panel_of(self, code: str, one: Finding | None) -> Iterator[Panel | Lacking]:
        if one is not None and one.is_enough:
            yield BUILDERS[code](one.body, self.asked)
        elif one is not None:
            lacks = one.body["not_enough"]
            yield Lacking(code, round(lacks["n"]), round(lacks["needs"]), lacks["of"])


def split(panels: list[Panel | Lacking]) -> dict[str, Any]:
    """What is told, and what there is too little of."""
    return {
        "told": [one for one in panels if isinstance(one, Panel)],
        "lacking": [(one, needed(one.of)) for one in panels if isinstance(one, Lacking)],
    }


class FindingsPage(OfFindings):
    template = "findings/page.html"

    @cached_property
    def theme(self) -> Theme:
        if self.kwargs["theme"] not in BY_CODE:
            raise Http404
        return BY_CODE[self.kwargs["theme"]]

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override]
        return self.theme.codes

    @property
    def to(self) -> str:  # type: ignore[override]
        return self.theme.code

    @cached_property
    def told_apart(self) -> list[Edition]:
        """The editions that have findings of their own, the latest first."""
        keys = {one.edition_id for one in self.findings}
        return [one for one in reversed(self.published.editions) if one.pk in keys]

    @cached_property
    def only(self) -> Edition | None:
        """The edition asked for; none: all together."""
        wanted = self.request.GET.get("edition", "")
        return next((one for one in self.told_apart if str(one.pk) == wanted), None)

    def shown(self) -> dict[str, Any]:
        panels = list(self.panels()) if self.published.run else []
        return {"theme": self.theme, "told_apart": self.told_apart, "only": self.only, **split(panels)}

    def panels(self) -> Iterator[Panel | Lacking]:
        """In the order of the page. Where the edition asked for has none of its own, that of all stands."""
        found = {(one.code, one.edition_id): one for one in self.findings}
        for code in self.codes:
            key = self.only.pk if self.only and code in BY_EDITION else None
            yield from self.panel_of(code, found.get((code, key)) or found.get((code, None)))
