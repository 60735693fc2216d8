"""Editions and their measures: a table with the course of each, charts, and files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from everfair import journal
from everfair.desk.analysis.sparks import spark
from everfair.relations.measures import MEASURES, Measure, Unit
from everfair.relations.published import Figure, Published
from everfair.shows.models import Edition
from everfair.shows.scope import Capability
from everfair.tables.writing import Value
from everfair.ui import figures, sending
from everfair.ui.of_series import OfSeries, customers_url

SHOWN = ("participants", "first-timers", "returning", "seen-before", "retention", "rebooking-rate", "area")
SHARES = ("seen-before", "retention", "rebooking-rate")


@dataclass(frozen=True)
class Head:
    measure: Measure
    spark: SafeString


@dataclass(frozen=True)
class Cell:
    text: str
    interval: str = ""
    url: str = ""
    so_far: bool = False


@dataclass(frozen=True)
class Line:
    edition: Edition
    cells: list[Cell]


class FiguresPage(OfSeries):
    other_show = "analysis:home"
    http_method_names = ["get", "head", "options"]

    @cached_property
    def published(self) -> Published:
        return Published.asked(self.series, self.request.GET.get("side", ""))

    @cached_property
    def editions(self) -> list[Edition]:
        """Those analysed, and those left out, which are shown struck through."""
        figures_of = self.published.figures
        return [one for one in self.published.editions if one.pk in figures_of or one.is_excluded]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.must(Capability.SEE)
        if kind := request.GET.get("export"):
            return self.sent(kind)
        context = self.frame() | {
            "published": self.published,
            "run": self.published.run,
            "heads": [Head(MEASURES[code], spark(self.course(code))) for code in SHOWN],
            "lines": [Line(one, self.cells(one)) for one in reversed(self.editions)],
            "analysed": self.published.analysed,
            "shares": self.chart(SHARES),
            "counts": self.chart(("participants", "first-timers", "returning")),
            "may_export": self.may(Capability.EXPORT),
            "to_trust": self.time_to_trust,
            "tab": "figures",
        }
        return render(request, "analysis/figures.html", context)

    def course(self, code: str) -> list[float | None]:
        return [final(self.published.figure(one, code)) for one in self.editions]

    def cells(self, edition: Edition) -> list[Cell]:
        if edition.is_excluded:
            return []
        return [self.cell(edition, code, self.published.figure(edition, code)) for code in SHOWN]

    def cell(self, edition: Edition, code: str, found: Figure | None) -> Cell:
        if found is None:
            return Cell("–")
        interval = ""
        if found.get("low") is not None:
            interval = f"{figures.percent(found['low'])} – {figures.percent(found['high'])}"
        return Cell(
            written(code, found["value"]), interval, self.url(edition, code), bool(found.get("so_far"))
        )

    def url(self, edition: Edition, code: str) -> str:
        """The customers behind a count."""
        came = ("came", edition.pk)
        before = self.published.before(edition)
        match code:
            case "participants":
                return customers_url(self.series, came, ("side", self.published.side))
            case "first-timers":
                return customers_url(self.series, came, ("first", edition.pk), ("side", self.published.side))
            case "retention" if before is not None:
                return customers_url(self.series, came, ("came", before.pk), ("side", self.published.side))
        return ""

    @property
    def time_to_trust(self) -> Figure | None:
        last = self.published.analysed[-1:]
        return self.published.figure(last[0], "time-to-trust") if last else None

    def chart(self, codes: tuple[str, ...]) -> dict[str, Any]:
        told: dict[str, Any] = {
            "x": [one.label for one in self.published.analysed],
            "series": [self.line(code) for code in codes],
        }
        return told | ({"unit": "%"} if MEASURES[codes[0]].unit == Unit.SHARE else {})

    def line(self, code: str) -> dict[str, Any]:
        found = [self.published.figure(one, code) for one in self.published.analysed]
        line: dict[str, Any] = {
            "label": SHORT[code](),
            "values": [final(one) for one in found],
        }
        if code == "retention":
            line |= {name: [one[name] if one else None for one in found] for name in ("low", "high")}
        return line

    def sent(self, kind: str) -> HttpResponseBase:
        """The table as a file, with intervals and what was left out."""
        self.must(Capability.EXPORT)
        name = f"{self.series.slug}-measures"
        if kind not in sending.KINDS:
            raise Http404
        with transaction.atomic():
            params = {"list": "measures", "kind": kind, "exact": False, "count": len(self.editions)}
            journal.record("list.export", self.series, by=self.person, series=self.series.pk, params=params)
        return sending.send(kind, name, self.header(), self.table())

    def header(self) -> list[str]:
        return [_("Edition"), _("Opens"), *self.titles(), _("Left out because")]

    def table(self) -> Iterator[list[Value]]:
        for one in self.editions:
            values = [value for code in SHOWN for value in self.exported(one, code)]
            yield [one.label, one.starts_on, *values, one.why_excluded if one.is_excluded else ""]

    def titles(self) -> Iterator[str]:
        for code in SHOWN:
            yield str(MEASURES[code].name) + (" (m²)" if code == "area" else "")
            if code in SHARES:
                ends = (pgettext("interval", "from"), pgettext("interval", "to"), "n")
                yield from (f"{MEASURES[code].name} {end}" for end in ends)

    def exported(self, edition: Edition, code: str) -> Iterator[Value]:
        found = (self.published.figure(edition, code) if not edition.is_excluded else None) or {}
        value = found.get("value")
        yield value / 100 if code == "area" and value is not None else value
        if code in SHARES:
            yield from (found.get(name) for name in ("low", "high", "n"))


def final(found: Figure | None) -> Any:
    """The value, if it will not rise any more."""
    return found["value"] if found and not found.get("so_far") else None


def written(code: str, value: Any) -> str:
    match MEASURES[code].unit:
        case Unit.SHARE:
            return figures.percent(value)
        case Unit.AREA:
            return figures.area(value)
    return figures.number(value)


# At the end of a line in a chart there is room for little.
SHORT = {
    "participants": lambda: _("All"),
    "first-timers": lambda: _("First-timers"),
    "returning": lambda: _("Returning"),
    "seen-before": lambda: _("Seen before"),
    "retention": lambda: _("Retention"),
    "rebooking-rate": lambda: _("Rebooking"),
}
