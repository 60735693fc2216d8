from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from everfair import journal
from everfair.contact.models.interaction import Interaction

if TYPE_CHECKING:
    from everfair.contact.models.task import Task
    from everfair.house.models import User


class AlreadyDone(Exception):
    """Somebody recorded an outcome of the task before, or cancelled it; it carries the task as it stands."""

    def __init__(self, task: Task) -> None:
        super().__init__(f"task {task.pk} is done already")
        self.task = task


class Completable(models.Model):
    """A task is done once, with an outcome; undoing opens it again."""

    class Meta:
        abstract = True

    @transaction.atomic
    def complete(self: Task, outcome: str, *, by: User, note: str = "") -> Interaction:  # type: ignore[misc]
        """Record what came of it, as an interaction on the customer's timeline.

        Raises AlreadyDone where someone else was faster."""
        now = timezone.now()
        open_task = type(self).objects.filter(pk=self.pk, done_at=None, cancelled_at=None)
        if not open_task.update(outcome=outcome, outcome_note=note, done_at=now, done_by=by):
            raise AlreadyDone(type(self).objects.get(pk=self.pk))
        self.refresh_from_db()
        dealing = Interaction.objects.create(
            party_id=self.party_id,
            series_id=self.series_id,
            occurred_on=timezone.localdate(),
            channel=self.channel,
            kind=Interaction.Kind.CONTACT,
            outcome=outcome,
            note=note or self.title,
            natural_key=f"task:{self.pk}",
            recorded_by=by,
        )
        journal.record(
            "task.complete",
            self,
            by=by,
            party=self.party_id,
            series=self.series_id,
            params={"task": self.pk, "outcome": outcome},
        )
        return dealing

    @transaction.atomic
    def follow_up(self: Task, due_on: date, *, by: User) -> Task:  # type: ignore[misc]
        """The same once more on a later day, on the same desk (or, where it lay on none, on that of who asks)."""
        later = type(self).objects.create(
            party_id=self.party_id,
            series_id=self.series_id,
            title=self.title,
            title_en=self.title_en,
            channel=self.channel,
            assignee_id=self.assignee_id or by.pk,
            due_on=due_on,
            created_by=by,
            follows=self,
        )
        journal.record(
            "task.add", later, by=by, party=self.party_id, series=self.series_id, params={"task": later.pk}
        )
        return later

    @transaction.atomic
    def reopen(self: Task, *, by: User) -> None:  # type: ignore[misc]
        """Take the outcome back, the interaction that told of it, and what was to follow if still open."""
        type(self).objects.filter(pk=self.pk).update(outcome="", outcome_note="", done_at=None, done_by=None)
        self.followed_by.filter(done_at=None).delete()
        Interaction.objects.filter(natural_key=f"task:{self.pk}").delete()
        self.refresh_from_db()
        journal.record(
            "task.reopen", self, by=by, party=self.party_id, series=self.series_id, params={"task": self.pk}
        )
