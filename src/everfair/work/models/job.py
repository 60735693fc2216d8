from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.work.models.claimable import Claimable


class Job(Claimable):
    """One piece of work in the background: a name, JSON arguments, and how far it has come.

    A worker holds it by a lease that it renews; the fencing token rises with every claim, so that a worker
    whose lease ran out cannot write any more. Progress and cursor are saved in the transaction of the rows
    they count.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        PARKED = "parked", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    name = models.CharField(max_length=60)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "not_before", "id"], name="job_queue")]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.PARKED, self.State.CANCELLED}

    def take_more(self, ids: Iterable[int], most: int) -> bool:
        """Have it work on these `ids` too, as long as it waits and that makes no more than `most`. In the transaction
        that makes the work necessary."""
        args = self.args | {"ids": [*self.args["ids"], *ids]}
        if len(args["ids"]) > most or not self._where(state="queued").update(args=args):
            return False
        self.args = args
        return True


def enqueue(name: str, args: dict[str, Any] | None = None, *, by: models.Model | None = None) -> Job:
    """Put a job into the queue; call it in the transaction that makes the work necessary."""
    return Job.objects.create(name=name, args=args or {}, created_by_id=by.pk if by is not None else None)
