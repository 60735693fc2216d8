"""One list on its way in: what it is now, and the decisions it waits for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from everfair.desk.data import imports_mapping, imports_report, imports_taking
from everfair.desk.data.imports_access import batch_of
from everfair.desk.data.imports_page import AT_WORK, State, page
from everfair.house.models import User
from everfair.intake.models import Batch, NotNow
from everfair.intake.words import say, say_failure
from everfair.shows.models.edition import spoken_label
from everfair.shows.scope import Capability, scope_of
from everfair.ui.asking import person_of
from everfair.ui.toasts import toast
from everfair.work.models import Job


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    waits_for_order = batch.state == State.CHECKED and batch.plan.get("unordered")
    if batch.state == State.MAPPING or waits_for_order:
        return page(request, batch, "mapping", imports_mapping.context(request, batch))
    if batch.state in AT_WORK:
        return page(request, batch, "progress", {"progress": progress_of(batch)})
    if batch.state in (State.CHECKED, State.LOADED):
        return page(request, batch, "report", imports_report.context(request, batch))
    if batch.state in (State.FORESEEN, State.TAKEN):
        return page(request, batch, "taking", imports_taking.context(request, batch))
    return page(request, batch, "ended", {"refusal": refusal(batch)})


def refusal(batch: Batch) -> str:
    return say(batch.refusal["code"], batch.refusal.get("params", {})) if batch.refusal else ""


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked each second while it works; when it is over the page shows what came of it."""
    batch = batch_of(request, pk)
    told = progress_of(batch)
    response = render(request, "desk_data/imports/_progress.html", {"batch": batch, "progress": told})
    if batch.state not in AT_WORK:
        response["HX-Refresh"] = "true"
    return response


def progress_of(batch: Batch) -> dict[str, Any]:
    job = batch.job
    told: dict[str, Any] = {
        "id": batch.pk,
        "state": "running",
        "text": str(AT_WORK[State(batch.state)]) if batch.state in AT_WORK else "",
        "poll": reverse("data:progress", args=[batch.pk]),
    }
    return told | of_job(job) if job is not None else told


def of_job(job: Job) -> dict[str, Any]:
    told: dict[str, Any] = {"done": job.done, "total": job.total, "left": time_left(job)}
    if job.state == Job.State.QUEUED:
        told["text"] = _("Waiting for a worker")
    if job.state in (Job.State.PARKED, Job.State.CANCELLED):
        told |= {
            "state": "failed",
            "error": say_failure(job.error),
            "text": LEFT_OFF.get(job.name, _("It did not come to its end.")),
        }
    return told


# What stands when a job was given up.
LEFT_OFF = {
    "intake.load": gettext_lazy("It did not come to its end. What was loaded stays."),
    "intake.take_back": gettext_lazy(
        "It did not come to its end. What was taken back stays so; the rest waits."
    ),
}


def time_left(job: Job) -> str:
    left = job.seconds_left
    if left is None:
        return ""
    if left < 60:
        return ngettext("%(n)s second left", "%(n)s seconds left", left) % {"n": left}
    minutes = round(left / 60)
    return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}


@require_POST
def load(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    try:
        batch.start_load(by=person_of(request))
    except NotNow:
        toast(request, _("Somebody decided on this list meanwhile."))
    return redirect("data:import", pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    try:
        batch.drop(by=person_of(request))
        toast(request, _("Nothing was loaded."))
    except NotNow:
        toast(request, _("Somebody decided on this list meanwhile."))
    return redirect("data:import", pk)


@require_POST
def columns_again(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    try:
        batch.back_to_mapping()
    except NotNow:
        toast(request, _("Somebody decided on this list meanwhile."))
    return redirect("data:import", pk)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A job that was parked goes on where it stood."""
    batch = batch_of(request, pk)
    if batch.job is not None and batch.job.retry() and batch.state in (State.FORESEEING, State.TAKING):
        Job.objects.filter(pk=batch.job.pk).update(created_by=person_of(request))  # whose rights count
    return redirect("data:import", pk)


@require_POST
def exclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an edition of this list out of analysis, or take it in again."""
    batch = batch_of(request, pk)
    series, label = request.POST.get("series", ""), request.POST.get("label", "")
    planned = {
        (show["name"], one["label"]) for show in batch.plan.get("series", []) for one in show["editions"]
    }
    if (series, label) in planned:
        if may_leave_out(batch, series, label, person_of(request)):
            decide(batch, series, label, request)
        else:
            toast(request, _("Only those who manage the show may leave out an edition that is on file."))
    return redirect("data:import", pk)


def may_leave_out(batch: Batch, series: str, label: str, user: User) -> bool:
    """An edition that this very list made may be left out by whoever brought it."""
    shows = (show for show in batch.plan["series"] if show["name"] == series)
    on_file = any(one["id"] for show in shows for one in show["editions"] if one["label"] == label)
    scope = scope_of(user)
    return not on_file or all(
        scope.may(Capability.MANAGE_SHOWS, edition.series_id)
        for edition in batch.editions_called(series, label)
    )


def decide(batch: Batch, series: str, label: str, request: HttpRequest) -> None:
    user = person_of(request)
    if request.POST.get("again"):
        batch.include(series, label, by=user)
        toast(request, _("It counts in the analysis again: %(edition)s.") % {"edition": spoken_label(label)})
    else:
        batch.exclude(
            series, label, request.POST.get("why", "").replace("\x00", "")[:200] or "import", by=user
        )
        toast(request, _("It is left out of analysis: %(edition)s.") % {"edition": spoken_label(label)})
