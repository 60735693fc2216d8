"""How good the data is: the house or a show first, then every source; a source of its own; measuring anew."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair import journal
from everfair.desk.data.quality_tiles import refusals, sections, summary
from everfair.desk.data.quality_trend import trend
from everfair.intake.kinds import Origin
from everfair.intake.visible import batches
from everfair.quality import asking, visible
from everfair.quality.models import Figures, Report
from everfair.shows.models import Series
from everfair.shows.scope import Capability, Scope
from everfair.ui import show_choice
from everfair.ui.asking import ForStaff, person_of, scope_for
from everfair.ui.lists import Choices, Column, ListPage
from everfair.ui.lists.filters import Filter
from everfair.work.models import Job

Of = Figures.Of
NEAR = 8
"""As many shows stand as chips; the others are behind a word."""
STEPS = {
    "shared": _l("Looking for contacts that many share"),
    "flags": _l("Looking at every customer"),
    "customers": _l("Counting customers"),
    "contacts": _l("Counting contacts"),
    "pairs": _l("Counting duplicates"),
    "lists": _l("Counting rows of the files"),
    "writing": _l("Writing the report"),
}


def scope_to_see(request: HttpRequest) -> Scope:
    scope = scope_for(request)
    if not scope.may(Capability.SEE):
        raise Http404
    return scope


def share_column(code: str, label: Any, of: str, **more: Any) -> Column:
    return Column(
        code, label, value=lambda row: row.share(code, of), kind="percent", sort=f"values__share_{code}", nullable=True,
        downwards=True, **more,
    )  # fmt: skip


def count_column(code: str, label: Any, **more: Any) -> Column:
    return Column(
        code, label, value=lambda row: row.count(code), kind="number", sort=f"values__{code}", nullable=True,
        downwards=True, **more,
    )  # fmt: skip


class QualityPage(ListPage[Figures]):
    code = "quality"
    title = _l("Quality of the data")
    template_name = "desk_data/quality/page.html"
    search_hint = _l("File name")
    default_sort = "-loaded"
    empty_icon = "chart-dots"
    empty_title = _l("Not measured yet")
    empty_text = _l("After a list is loaded Everfair counts what its customers lack and what looks wrong.")
    columns = (
        Column("source", _l("Source"), value=str, kind="title", under="kind", sort="batch__filename", nullable=True),
        Column("show", pgettext_lazy("noun", "Show"), value="batch.series", sort="batch__series", nullable=True),
        Column("loaded", _l("Loaded on"), value="batch.loaded_at", kind="date", sort="batch__loaded_at", nullable=True,
               downwards=True),
        count_column("customers", _l("Customers")),
        Column("complete", _l("Complete"), value=lambda row: row.values.get("complete"), kind="percent",
               sort="values__complete", nullable=True, downwards=True),
        share_column("lacks_email", _l("No e-mail"), "organisations"),
        share_column("lacks_phone", _l("No phone"), "organisations"),
        share_column("lacks_decider", _l("Nobody with a decision role"), "organisations", shown=False),
        share_column("lacks_owner", _l("Nobody's"), "organisations", shown=False),
        share_column("points_fresh", _l("Verified"), "points"),
        count_column("age_median", _l("Median age of a contact, days"), shown=False),
        count_column("pairs_waiting", _l("Pairs")),
        count_column("flaw_placeholder", _l("Placeholders"), shown=False),
        count_column("flaw_shared", _l("Reached like strangers"), shown=False),
        count_column("flaw_impossible", _l("Impossible values"), shown=False),
        share_column("rows_refused", _l("Refused"), "rows"),
    )  # fmt: skip

    @cached_property
    def scope(self) -> Scope:
        return scope_to_see(self.request)

    @cached_property
    def report(self) -> Report | None:
        return Report.last()

    @cached_property
    def seen(self) -> QuerySet[Figures]:
        return visible.figures(self.scope, self.report)

    def rows(self) -> QuerySet[Figures]:
        return self.seen.filter(of__in=(Of.BATCH, Of.HAND))

    def search(self, rows: QuerySet[Figures], text: str) -> QuerySet[Figures]:
        return rows.filter(batch__filename__icontains=text)

    def offered_filters(self) -> Sequence[Filter]:
        return self.offered

    @cached_property
    def offered(self) -> Sequence[Filter]:
        series = Series.objects.filter(self.scope.series_filter("pk"))
        named = [(str(one.pk), str(one)) for one in series]
        return [
            Choices(code="show", label=pgettext_lazy("noun", "Show"), choices=named, field="batch__series"),
            Choices(
                code="origin", label=_l("Comes from"), choices=Origin.choices, field="batch__givens__origin"
            ),
        ]

    def link(self, row: Figures) -> str:
        return (
            reverse("data:quality-import", args=[row.batch_id])
            if row.batch_id
            else reverse("data:quality-hand")
        )

    def as_of(self) -> Any:
        return self.report.at if self.report else None

    @cached_property
    def whole(self) -> Figures | None:
        """What stands above the table: the show asked for, else the house, else the show one is in."""
        asked = self.state.filters.get("show", ())
        chosen = show_choice.chosen(self.request).series
        if not asked and self.scope.sees_every_series:
            return self.seen.filter(of=Of.HOUSE).first()
        series = int(asked[0]) if asked else chosen.id if chosen else 0
        return self.seen.filter(of=Of.SERIES, series=series).first()

    def extra_context(self) -> dict[str, Any]:
        whole = self.whole
        return about(whole) | measuring(self.scope) | {
            "whole": whole,
            **self.show_tabs(),
            "trend": trend(self.narrowed(self.state)),
        }  # fmt: skip

    def show_tabs(self) -> dict[str, list[tuple[str, str, bool]]]:
        """(word, address, chosen): the house where it is seen, the shows with most customers, the one chosen; and
        the rest behind a word."""
        chosen = self.state.filters.get("show", ())
        house = (_("The whole house"), self.state.with_filter("show", ()).url, not chosen)
        tabs = [self.show_tab(value, str(word)) for value, word in self.by_size()]
        near = [tab for place, tab in enumerate(tabs) if place < NEAR or tab[2]]
        first = [house] if self.scope.sees_every_series else []
        if len(first) + len(tabs) < 2:
            return {"shows": [], "further": []}
        return {"shows": first + near, "further": [tab for tab in tabs if tab not in near]}

    def show_tab(self, value: str, word: str) -> tuple[str, str, bool]:
        chosen = self.state.filters.get("show", ())
        stands_in = not chosen and self.whole is not None and str(self.whole.series_id) == value
        return word, self.state.with_filter("show", (value,)).url, chosen == (value,) or stands_in

    def by_size(self) -> list[tuple[str, Any]]:
        """The shows, those with most customers first."""
        found = self.seen.filter(of=Of.SERIES)
        sizes = {str(one.series_id): one.count("customers") or 0 for one in found}
        offered = self.offered[0].offered  # type: ignore[attr-defined]
        return sorted(offered, key=lambda each: -sizes.get(each[0], 0))


def about(figures: Figures | None) -> dict[str, Any]:
    if figures is None:
        return {}
    return {"sections": sections(figures), "refusals": refusals(figures), "summary": summary(figures)}


def measuring(scope: Scope) -> dict[str, Any]:
    job = asking.under_way()
    return {"progress": progress_of(job) if job else None, "may_measure": scope.may(Capability.IMPORT)}


class OfSource(ForStaff):
    """What came with one file, or by hand."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        scope, report = scope_to_see(request), Report.last()
        seen = visible.figures(scope, report)
        batch = None if pk is None else get_object_or_404(batches(scope), pk=pk)
        found = (seen.filter(of=Of.BATCH, batch=batch) if batch else seen.filter(of=Of.HAND)).first()
        if found is None and batch is None and not scope.sees_every_series:
            raise Http404
        context = {"figures": found, "batch": batch, "report": report} | about(found) | measuring(scope)
        return render(request, "desk_data/quality/source.html", context)


class MeasureNow(ForStaff):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.scope.may(Capability.IMPORT):
            raise Http404
        with transaction.atomic():
            job = asking.ask(by=person_of(request))
            journal.record("quality.ask", job, by=person_of(request))
        return redirect("data:quality")


class Progress(ForStaff):
    """Asked each second; when it is over the page shows what came of it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        scope_to_see(request)
        job = get_object_or_404(Job, pk=pk, name=asking.JOB)
        answer = render(request, "desk_data/quality/_progress.html", {"progress": progress_of(job)})
        if job.is_over:
            answer["HX-Refresh"] = "true"
        return answer


def progress_of(job: Job) -> dict[str, Any]:
    waiting = job.state == Job.State.QUEUED
    failed = job.state in (Job.State.PARKED, Job.State.CANCELLED)
    return {
        "id": job.pk,
        "state": "failed" if failed else "done" if job.is_over else "running",
        "done": job.done,
        "total": job.total,
        "text": _("Waiting for a worker") if waiting else str(STEPS.get(job.step, _("Measuring"))),
        "error": _("It failed. What was measured last is still shown.") if failed else "",
        "poll": reverse("data:quality-progress", args=[job.pk]),
    }
