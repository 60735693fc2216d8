"""Joining the certain ones: a job, asked for by a person, as far as that person may decide."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from everfair.desk.data.duplicates_access import Asking
from everfair.desk.data.imports_batch import time_left
from everfair.parties.models import Party
from everfair.ui.toasts import toast
from everfair.work.models import Job, enqueue

JOIN = "parties.join_certain"


def last_of(asking: Asking) -> Job | None:
    """The joining that runs, or the last one this person asked for."""
    return Job.objects.filter(name=JOIN, created_by=asking.user).order_by("-pk").first()


@require_POST
def join(request: HttpRequest) -> HttpResponseBase:
    """Asked twice it still runs once."""
    asking = Asking(request)
    kind = request.POST.get("kind", "")
    if kind and kind not in Party.Kind.values:
        raise Http404
    running = Job.objects.filter(name=JOIN, created_by=asking.user, state__in=("queued", "running"))
    if not running.exists():
        enqueue(JOIN, {"kind": kind} if kind else {}, by=asking.user)
    toast(request, _("Everfair joins them. Each can be undone; you can go on working."))
    to_lines = kind and asking.may_draw_lines
    return redirect(f"{reverse('data:duplicates-lines')}?kind={kind}" if to_lines else "data:duplicates")


@require_GET
def joining_progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    job = Job.objects.filter(pk=pk, name=JOIN, created_by=asking.user).first()
    if job is None:
        raise Http404
    response = render(request, "desk_data/duplicates/_joining.html", {"progress": progress(job)})
    if job.is_over:
        response["HX-Refresh"] = "true"
    return response


def progress(job: Job) -> dict[str, Any]:
    """The states of `ui/_job.html`."""
    told: dict[str, Any] = {
        "id": job.pk, "state": "running", "text": _("Joining the certain ones"), "done": job.done,
        "total": job.total, "left": time_left(job), "poll": reverse("data:duplicates-joining", args=[job.pk]),
    }  # fmt: skip
    if job.state == Job.State.QUEUED:
        told["text"] = _("Waiting for a worker")
    if job.state == Job.State.DONE:
        said = _("%(joined)s joined, %(left)s left to people") % job.result
        told |= {"state": "done", "text": said, "url": f"{reverse('data:merges')}?automatic=1"}
    if job.state in (Job.State.PARKED, Job.State.CANCELLED):
        said = _("It did not come to its end. What was joined stays, and can be undone.")
        told |= {"state": "failed", "error": job.error, "text": said}
    return told
