"""Runs of the analysis: their list, a run's page, analysing now, showing an older run again."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, pgettext_lazy

from everfair import journal
from everfair.relations.models import AnalysisRun, Score
from everfair.relations.switching import NothingToShow, can_be_shown, show_again
from everfair.shows.scope import Capability
from everfair.ui.asking import ForStaff
from everfair.ui.toasts import toast
from everfair.work.models import Job, enqueue

ANALYSE = "relations.analyse"
ACTIVE = (Job.State.QUEUED, Job.State.RUNNING)
PHASES = {
    "facts": _l("Taking a snapshot of the facts"),
    "steps": _l("Grouping"),
    "science": _l("Fitting and testing"),
    "backtests": _l("Putting forecasts to the test"),
    "findings": _l("Finding out about worth and opinions"),
    "scoring": _l("Scoring"),
    "scores": _l("Writing scores"),
    "publishing": _l("Publishing"),
    "done": _l("Done"),
}
MOST = 50


class OfRuns(ForStaff):
    """Whoever sees a show sees when it was analysed; counts of the whole house only who sees all of it."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.scope.may(Capability.SEE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_analyse(self) -> bool:
        return self.scope.may(Capability.ANALYSE)

    @property
    def may_switch(self) -> bool:
        """The switch is the whole house's."""
        return self.scope.may_everywhere(Capability.ANALYSE)

    @cached_property
    def run(self) -> AnalysisRun:
        runs = AnalysisRun.objects.select_related("job", "publication")
        return get_object_or_404(runs, pk=self.kwargs["pk"])

    def relationships_of(self, runs: Iterable[AnalysisRun]) -> dict[int, int]:
        """How many relationships each run scored, of the shows this user sees."""
        if self.scope.sees_every_series:
            return {run.pk: run.counts.get("relationships", 0) for run in runs}
        seen = Score.objects.filter(self.scope.series_filter(), run__in=[run.pk for run in runs])
        return dict(seen.values_list("run").annotate(n=Count("pk")).order_by())


@dataclass(frozen=True)
class Line:
    run: AnalysisRun
    relationships: int | None
    seconds: float | None
    is_shown: bool
    said: str


class RunList(OfRuns):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        runs = list(AnalysisRun.objects.select_related("publication")[:MOST])
        counts = self.relationships_of(runs) if self.scope else {}
        lines = [Line(run, counts.get(run.pk), seconds(run), is_shown(run), said(run)) for run in runs]
        job = Job.objects.filter(name=ANALYSE).order_by("-pk").first()
        latest = lines[0] if lines else None
        context = {
            "lines": lines,
            "total": AnalysisRun.objects.count(),
            "shown": next((line for line in lines if line.is_shown), None),
            "progress": progress(job) if job and not job.is_over else None,
            "may_analyse": self.may_analyse,
            "fallen": latest if latest and latest.run.state == AnalysisRun.State.FAILED else None,
        }
        return render(request, "analysis/runs.html", context)


class RunPage(OfRuns):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        scope, run = self.scope, self.run
        published = AnalysisRun.published()
        counts = {WORDS[name]: count for name, count in run.counts.items() if name in WORDS}
        context = {
            "run": run,
            "line": Line(run, self.relationships_of([run]).get(run.pk), seconds(run), is_shown(run), said(run)),
            "published": published,
            "phases": phases(run),
            "longest": max((spent for _word, spent in phases(run)), default=0.0),
            "counts": counts if scope.sees_every_series else {},
            "forecasts": run.forecasts.filter(scope.series_filter()).select_related("series", "edition").order_by(
                "series", "side"
            ),
            "can_show": self.may_switch and run != published and can_be_shown(run),
            "may_analyse": self.may_analyse,
        }  # fmt: skip
        return render(request, "analysis/run.html", context)


class AnalyseNow(OfRuns):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.may_analyse:
            raise Http404
        with transaction.atomic():
            if not Job.objects.select_for_update().filter(name=ANALYSE, state__in=ACTIVE).exists():
                job = enqueue(ANALYSE, by=self.person)
                journal.record("run.ask", job, by=self.person)
        return redirect("analysis:runs")


class ShowAgain(OfRuns):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.may_switch:
            raise Http404
        try:
            if show_again(self.run, by=self.person):
                toast(
                    request, _("Run {n} is shown from now on, until the next analysis.").format(n=self.run.pk)
                )
        except NothingToShow:
            messages.error(request, _("Run {n} cannot be shown: its scores are gone.").format(n=self.run.pk))
        return redirect("analysis:run", self.run.pk)


class JobProgress(OfRuns):
    """Asked every second by the page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        job = get_object_or_404(Job, pk=self.kwargs["pk"], name=ANALYSE)
        return render(request, "analysis/_progress.html", {"progress": progress(job)})


def progress(job: Job) -> dict[str, Any]:
    state = {Job.State.DONE: "done", Job.State.PARKED: "failed", Job.State.CANCELLED: "failed"}
    waiting = job.state == Job.State.QUEUED
    failed = (
        str(_("It failed. What was published last is still shown.")) if job.state == Job.State.PARKED else ""
    )
    return {
        "id": job.pk,
        "state": state.get(cast(Job.State, job.state), "running"),
        "done": job.done,
        "total": job.total,
        "text": _("Waiting for a worker") if waiting else str(PHASES.get(job.step, _("Analysing"))),
        "left": left(job.seconds_left),
        "poll": reverse("analysis:job", args=[job.pk]),
        "url": reverse("analysis:run", args=[job.result["run"]]) if job.result.get("run") else "",
        "error": failed,
    }


def left(seconds_left: int | None) -> str:
    if seconds_left is None:
        return ""
    if seconds_left < 60:
        return ngettext("{n} second left", "{n} seconds left", seconds_left).format(n=seconds_left)
    minutes = round(seconds_left / 60)
    return ngettext("{n} minute left", "{n} minutes left", minutes).format(n=minutes)


def is_shown(run: AnalysisRun) -> bool:
    return hasattr(run, "publication")


def seconds(run: AnalysisRun) -> float | None:
    return (run.finished_at - run.started_at).total_seconds() if run.finished_at else None


def said(run: AnalysisRun) -> str:
    """What happened to a run that failed, in words."""
    if run.state != AnalysisRun.State.FAILED:
        return ""
    if run.error == "killed":
        return _("It was stopped before it was done. Nothing of it is shown.")
    if "newer facts" in run.error:
        return _("A run over newer facts was published meanwhile; this one was not needed any more.")
    return _("It fell over. Nothing of it is shown.")


WORDS = {
    "relationships": pgettext_lazy("worked on", "Relationships"),
    "participations": pgettext_lazy("worked on", "Participations"),
    "interactions": pgettext_lazy("worked on", "Interactions"),
    "editions": pgettext_lazy("worked on", "Editions"),
    "cells": pgettext_lazy("worked on", "Distinct histories"),
}


def phases(run: AnalysisRun) -> list[tuple[str, float]]:
    """Seconds by phase, the grouping steps taken together, in the order they run."""
    spent: dict[str, float] = {}
    for name, value in run.seconds.items():
        key = "steps" if name.startswith("step ") else name
        spent[key] = spent.get(key, 0.0) + value
    return [(str(PHASES[key]), spent[key]) for key in PHASES if key in spent]
