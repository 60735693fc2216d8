"""The queue: what waits, runs, is done or failed; failed jobs are tried again, others stopped."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from everfair import journal
from everfair.desk.settings.access import Kept
from everfair.desk.settings.words import JOBS, job_word
from everfair.ui.lists import BulkAction, Choices, Column, ListPage
from everfair.ui.toasts import toast
from everfair.work.models import Job


def lasted(job: Job) -> str:
    """From its first start to its end, as hours:minutes:seconds."""
    if job.started_at is None or job.finished_at is None:
        return ""
    seconds = round((job.finished_at - job.started_at).total_seconds())
    return str(datetime.timedelta(seconds=max(seconds, 0)))


class JobList(Kept, ListPage[Job]):
    code = "jobs"
    title = _("Jobs")
    about = _(
        "Work in the background. A failed job is parked with its error; tried again, it goes on where it stood."
    )
    template_name = "settings/_list.html"
    searchable = False
    default_sort = "-created"
    empty_icon = "loader-2"
    empty_title = _("No job yet")
    empty_text = _("Imports, analyses and rounds do their work here.")
    columns = (
        Column("name", _("Job"), value=lambda job: job_word(job.name), kind="title", sort="name",
               under=lambda job: f"#{job.pk}"),
        Column("state", _("State"), value="get_state_display", template="settings/_job_state.html", sort="state"),
        Column("progress", _("Progress"), value="percent", template="settings/_job_progress.html"),
        Column("by", _("By"), value="created_by"),
        Column("created", _("Asked for"), value="created_at", kind="time", sort="created_at", downwards=True),
        Column("lasted", _("Took"), value=lasted),
        Column("attempts", _("Tries"), kind="number", shown=False),
        Column("error", _("Error"), template="settings/_job_error.html"),
    )  # fmt: skip
    filters = (
        Choices(code="state", label=_("State"), choices=Job.State.choices),
        Choices(code="name", label=_("Job"), choices=list(JOBS.items())),
    )
    bulk = (
        BulkAction("retry", _("Try again"), "refresh"),
        BulkAction("cancel", _("Stop"), "player-stop", danger=True,
                   confirm=_("What a stopped job has written so far stays; it can be tried again.")),
    )  # fmt: skip

    def rows(self) -> QuerySet[Job]:
        return Job.objects.select_related("created_by")

    def link(self, row: Job) -> str:
        return ""

    def bulk_retry(self, rows: QuerySet[Job], form: None) -> None:
        done = self.each(rows.filter(state__in=(Job.State.PARKED, Job.State.CANCELLED)), "retry")
        said = ngettext("{n} job waits again.", "{n} jobs wait again.", done).format(n=done)
        toast(self.request, said if done else gettext("Only failed and stopped jobs can be tried again."))

    def bulk_cancel(self, rows: QuerySet[Job], form: None) -> None:
        done = self.each(rows.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)), "cancel")
        said = ngettext("{n} job stopped.", "{n} jobs stopped.", done).format(n=done)
        toast(self.request, said if done else gettext("Only waiting and running jobs can be stopped."))

    def each(self, jobs: Iterable[Job], verb: str) -> int:
        return sum(self.acted(job, verb) for job in jobs)

    @transaction.atomic
    def acted(self, job: Job, verb: str) -> bool:
        """Done, and told; not where a worker was quicker."""
        if not (job.retry() if verb == "retry" else job.cancel()):
            return False
        told: dict[str, Any] = {"job": job.name}
        if verb == "retry":
            journal.record("job.retry", job, by=self.person, params=told)
        else:
            journal.record("job.cancel", job, by=self.person, params=told)
        return True
