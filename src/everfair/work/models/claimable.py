"""Who works on a job: claimed by a conditional update, held by a lease, fenced by a token."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone


class LostLease(Exception):
    """The job is no longer this worker's: its lease ran out and another took it, or it was cancelled.

    Raised inside the batch's transaction, so that the batch is rolled back.
    """


class Claimable(models.Model):
    """A row of the queue that one worker at a time may hold.

    `attempts` counts tries since the last progress that can be taken up again (a new cursor): a long load
    that is killed often goes on, a job that always falls at the same place is parked.
    """

    state = models.CharField(max_length=10, default="queued")
    not_before = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    token = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    step = models.CharField(max_length=60, blank=True)
    cursor = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True

    @classmethod
    def claim_next(cls) -> Self | None:
        """The oldest job that waits or whose worker died, now held by the caller; None if there is none."""
        while True:
            now = timezone.now()
            job = cls._default_manager.filter(free_at(now)).order_by("not_before", "id").first()
            if job is None or job._claim(now):
                return job

    @classmethod
    def claim(cls, pk: int) -> Self | None:
        """This very job, if nobody holds it."""
        now = timezone.now()
        job = cls._default_manager.filter(free_at(now), pk=pk).first()
        return job if job is not None and job._claim(now) else None

    def _claim(self, now: datetime) -> bool:
        """Take it, or park it when too many workers died over it. False: somebody was quicker, or parked."""
        if self.attempts >= settings.JOB_MAX_ATTEMPTS:
            self._where(free_at(now)).update(
                state="parked", finished_at=now, error=self.error or "its worker died", token=F("token") + 1
            )
            return False
        taken = self._where(free_at(now)).update(
            state="running",
            token=F("token") + 1,
            attempts=F("attempts") + 1,
            lease_until=lease_end(now),
            started_at=Coalesce(F("started_at"), now),
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def _where(self, *conditions: Q, **values: Any) -> models.QuerySet[Self]:
        """This row, as long as nobody has claimed it since it was read."""
        return type(self)._default_manager.filter(*conditions, pk=self.pk, token=self.token, **values)

    def _held(self, **changes: Any) -> None:
        if not self._where(state="running").update(**changes):
            raise LostLease(f"{self} is no longer held by token {self.token}")

    def heartbeat(self) -> None:
        """Renew the lease."""
        self._held(lease_until=lease_end(timezone.now()))

    def save_progress(
        self,
        done: int,
        total: int | None = None,
        *,
        step: str = "",
        cursor: dict[str, Any] | None = None,
    ) -> None:
        """Write how far it has come, in the transaction of the rows that `done` counts.

        `cursor` is where another worker takes it up; None leaves it. Raises LostLease.
        """
        changes: dict[str, Any] = {"done": done, "step": step, "lease_until": lease_end(timezone.now())}
        if total is not None:
            changes["total"] = total
        if cursor is not None and cursor != self.cursor:
            changes |= {"cursor": cursor, "attempts": 1}
        self._held(**changes)
        for name, value in changes.items():
            setattr(self, name, value)

    def finish(self, result: dict[str, Any] | None = None) -> None:
        """It is done; in the transaction of its last rows. Raises LostLease."""
        now = timezone.now()
        # the total was an estimate (lines of a file, its header among them); what was done is what there was
        total = None if self.total is None else self.done
        self._held(
            state="done", finished_at=now, lease_until=None, result=result or {}, error="", total=total
        )
        self.state, self.result, self.finished_at, self.total = "done", result or {}, now, total

    def fail(self, error: str) -> None:
        """It fell over: once more after a while, or parked with the error after too many tries."""
        now = timezone.now()
        parked = self.attempts >= settings.JOB_MAX_ATTEMPTS
        self._held(
            state="parked" if parked else "queued",
            not_before=now + timedelta(seconds=2**self.attempts),
            finished_at=now if parked else None,
            lease_until=None,
            error=error[:2000],
        )
        self.refresh_from_db()

    def release(self) -> None:
        """Give it back untouched, for another worker: this one is told to stop."""
        attempts = max(self.attempts - 1, 0)
        self._held(state="queued", lease_until=None, attempts=attempts)

    def retry(self) -> bool:
        """Put a parked or cancelled job into the queue again, where it stood. False: it is neither."""
        again = self._where(state__in=("parked", "cancelled")).update(
            state="queued", attempts=0, error="", finished_at=None, not_before=timezone.now()
        )
        self.refresh_from_db()
        return bool(again)

    def cancel(self) -> bool:
        """Stop it: whoever works on it loses it at its next write. False: it is over already."""
        stopped = self._where(state__in=("queued", "running")).update(
            state="cancelled", token=F("token") + 1, finished_at=timezone.now(), lease_until=None
        )
        self.refresh_from_db()
        return bool(stopped)

    @property
    def seconds_left(self) -> int | None:
        """How long it will take by its pace so far; None while that cannot be told."""
        if self.state != "running" or not self.total or not self.done or self.started_at is None:
            return None
        spent = (timezone.now() - self.started_at).total_seconds()
        return round(spent / self.done * max(self.total - self.done, 0))

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None


def free_at(now: datetime) -> Q:
    """Jobs that may be claimed: waiting and due, or held by a worker whose lease ran out."""
    return Q(state="queued", not_before__lte=now) | Q(state="running", lease_until__lt=now)


def lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
