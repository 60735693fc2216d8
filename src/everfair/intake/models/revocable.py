"""Taking a whole load back: first what would go and what would stay is looked at, then somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from everfair import journal
from everfair.intake.kinds import Kind
from everfair.intake.models.decidable import NotNow
from everfair.work.models import Job, enqueue

if TYPE_CHECKING:
    from everfair.house.models import User

LOOK, TAKE = "intake.foresee", "intake.take_back"


class Revocable(models.Model):
    class Meta:
        abstract = True

    @property
    def why_not_taken_back(self) -> str:
        """Why it cannot be taken back as a whole, as a code for words; "" where it can."""
        if self.kind == Kind.EDITIONS:  # type: ignore[attr-defined]
            return "list_of_editions"
        if self.is_stuck:
            return ""
        if not self.counts.get("loaded", {}).get("written"):  # type: ignore[attr-defined]
            return "nothing_was_written"
        return "" if self.has_traces else "loaded_before_kept"

    @property
    def has_traces(self) -> bool:
        """Whether it is known what the load wrote: not of lists that were loaded before that was kept."""
        return bool(self.made) or self.former_values.exists()  # type: ignore[attr-defined]

    @property
    def is_stuck(self) -> bool:
        """A load that was given up half-way: what it wrote so far can be taken back as well."""
        return self.state == "loading" and self.job is not None and self.job.state in GIVEN_UP  # type: ignore[attr-defined]

    @transaction.atomic
    def start_foreseeing(self, *, by: User | None) -> None:
        """See what taking it back would change; nothing is changed by that. Raises NotNow."""
        load, changes, before = self._load, {}, ["loaded", "foreseen"]
        if self.is_stuck:
            given_up = self._given_up()
            load, changes["made"] = given_up.pk, given_up.cursor.get("made", self.made)  # type: ignore[attr-defined]
            before.append("loading")
        args = {"batch": self.pk} | ({"load": load} if load else {})
        self._step(tuple(before), "foreseeing", job=enqueue(LOOK, args, by=by), **changes)  # type: ignore[attr-defined]

    @property
    def _load(self) -> int | None:
        """The job of its load, where that was given up and is looked at now."""
        return self.job.args.get("load") if self.job is not None else None  # type: ignore[attr-defined]

    def _given_up(self) -> Job:
        """Its load, which nobody takes up again until all is left as it is. Raises NotNow: somebody has."""
        held = Job.objects.filter(pk=self.job_id, state__in=GIVEN_UP)  # type: ignore[attr-defined]
        if not held.update(state=Job.State.DONE):
            raise NotNow(f"the load of batch {self.pk} goes on")
        return Job.objects.get(pk=self.job_id)  # type: ignore[attr-defined]

    def foreseen(self, told: dict[str, Any]) -> None:
        """What would go and what would stay."""
        self._step(("foreseeing",), "foreseen", counts=self.counts | {"foreseen": told})  # type: ignore[attr-defined]

    @transaction.atomic
    def leave(self) -> None:
        """The one decision: all of it stays. A load that was given up can be taken up again."""
        load = self._load
        after, changes = ("loading", {"job_id": load}) if load else ("loaded", {})
        self.remaining.all().delete()  # type: ignore[attr-defined]
        self._step(("foreseen",), after, **changes)  # type: ignore[attr-defined]
        if load:
            Job.objects.filter(pk=load, state=Job.State.DONE).update(state=Job.State.PARKED)

    @transaction.atomic
    def start_taking_back(self, *, by: User | None) -> None:
        """The other: take back what can be. Raises NotNow."""
        self._step(("foreseen",), "taking", job=enqueue(TAKE, {"batch": self.pk}, by=by))  # type: ignore[attr-defined]
        params = {"file": self.filename}  # type: ignore[attr-defined]
        journal.record(TAKE, self, by=by, series=self.series_id, params=params)  # type: ignore[attr-defined]

    def taken_back(self, told: dict[str, Any], *, by: User | None) -> None:
        """All is done; with one journal entry, in the transaction of the last rows."""
        changes = {"counts": self.counts | {"taken": told}, "taken_at": timezone.now()}  # type: ignore[attr-defined]
        self._step(("taking",), "taken", **changes)  # type: ignore[attr-defined]
        params = told | {"file": self.filename}  # type: ignore[attr-defined]
        journal.record("intake.taken_back", self, by=by, series=self.series_id, params=params)  # type: ignore[attr-defined]


GIVEN_UP = (Job.State.PARKED, Job.State.CANCELLED)
