from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from everfair import journal
from everfair.contact.models import Task

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.loop.models.round import Round


class CannotWithdraw(Exception):
    """Something came of the round already; carries how many outcomes there are (0: it is not running)."""

    def __init__(self, outcomes: int) -> None:
        super().__init__(f"{outcomes} outcomes are recorded")
        self.outcomes = outcomes


class Closeable(models.Model):
    """A round ends, or is taken back while nothing has come of it."""

    class Meta:
        abstract = True

    @property
    def tasks(self: Round) -> models.QuerySet[Task]:  # type: ignore[misc]
        return Task.objects.filter(action__member__round=self)

    @transaction.atomic
    def close(self: Round, *, by: User | None) -> bool:  # type: ignore[misc]
        """End a running round: what is still to do is cancelled, what was done stays. False: it is not running."""
        now = timezone.now()
        running = type(self).objects.filter(pk=self.pk, state=self.State.RUNNING)
        if not running.update(state=self.State.CLOSED, closed_at=now):
            return False
        cancelled = self.tasks.filter(done_at=None, cancelled_at=None).update(cancelled_at=now)
        self._note("close", by, cancelled=cancelled)
        return True

    @transaction.atomic
    def reopen(self: Round, *, by: User | None) -> bool:  # type: ignore[misc]
        """Let a closed round run again, with the tasks that closing it cancelled."""
        ended = type(self).objects.select_for_update().filter(pk=self.pk, state=self.State.CLOSED).first()
        if ended is None:
            return False
        open_again = self.tasks.filter(done_at=None, cancelled_at=ended.closed_at).update(cancelled_at=None)
        type(self).objects.filter(pk=self.pk).update(state=self.State.RUNNING, closed_at=None)
        self._note("reopen", by, tasks=open_again)
        return True

    @transaction.atomic
    def withdraw(self: Round, *, by: User | None) -> None:  # type: ignore[misc]
        """Take the start back: no members, no tasks, a draft again. Raises CannotWithdraw after the first outcome."""
        running = type(self).objects.filter(pk=self.pk, state=self.State.RUNNING)
        if running.select_for_update().first() is None:
            raise CannotWithdraw(0)
        # Held until the end, so that nobody records an outcome meanwhile.
        tasks = list(Task.objects.select_for_update().filter(action__member__round=self).order_by("pk"))
        if done := sum(task.done_at is not None for task in tasks):
            raise CannotWithdraw(done)
        self.tasks.all().delete()
        self.members.all().delete()
        self.results.all().delete()
        running.update(state=self.State.DRAFT, seed=0, started_at=None, started_by=None)
        self._note("withdraw", by, tasks=len(tasks))

    @property
    def may_be_withdrawn(self: Round) -> bool:  # type: ignore[misc]
        return self.state == self.State.RUNNING and not self.tasks.exclude(done_at=None).exists()

    def _note(self: Round, act: str, by: User | None, **params: int) -> None:  # type: ignore[misc]
        self.refresh_from_db()
        journal.record(f"round.{act}", self, by=by, series=self.series_id, params=params)
