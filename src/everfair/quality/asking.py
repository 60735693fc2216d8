"""When the data is measured: after each load, at night, and when somebody asks."""

import datetime

from django.db import models, transaction
from django.utils import timezone

from everfair.work.models import Job, enqueue

JOB = "quality.measure"
NIGHT = datetime.time(3, 40)


@transaction.atomic
def ask(*, by: models.Model | None = None) -> Job:
    """Measure as soon as there is a worker; one that waits already is enough."""
    waiting = Job.objects.select_for_update().filter(name=JOB, state=Job.State.QUEUED).order_by("pk").first()
    if waiting is None:
        return enqueue(JOB, by=by)
    Job.objects.filter(pk=waiting.pk, not_before__gt=timezone.now()).update(not_before=timezone.now())
    return waiting


def ask_for_tonight() -> None:
    """The next night, unless something waits already: what was verified ages by itself."""
    if not Job.objects.filter(name=JOB, state=Job.State.QUEUED).exists():
        Job.objects.create(name=JOB, not_before=next_night(timezone.localtime()))


def next_night(now: datetime.datetime) -> datetime.datetime:
    tonight = now.replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0, microsecond=0)
    return tonight if tonight > now else tonight + datetime.timedelta(days=1)


def under_way() -> Job | None:
    """The measurement that is worked on or due."""
    due = models.Q(state=Job.State.RUNNING) | models.Q(state=Job.State.QUEUED, not_before__lte=timezone.now())
    return Job.objects.filter(due, name=JOB).order_by("pk").first()
