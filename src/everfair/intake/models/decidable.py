"""What happens to a batch: columns settled, a dry run, one decision, a load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from everfair import journal
from everfair.intake.plans import forget_plans
from everfair.tables.characters import writable
from everfair.work.models import enqueue

if TYPE_CHECKING:
    from everfair.house.models import User


class NotNow(Exception):
    """The batch is not in a state in which that can be done: somebody decided meanwhile."""


class Decidable(models.Model):
    class Meta:
        abstract = True

    def _step(self, before: tuple[str, ...], after: str, **changes: Any) -> None:
        """From one state to the next, if nobody was faster."""
        moved = type(self)._default_manager.filter(pk=self.pk, state__in=before)  # type: ignore[misc]
        if not moved.update(state=after, **changes):
            raise NotNow(f"batch {self.pk} is no longer {' or '.join(before)}")
        self.refresh_from_db()

    @transaction.atomic
    def start_check(self, *, by: User | None) -> None:
        """Columns are settled: see what loading would do."""
        job = enqueue("intake.check", {"batch": self.pk}, by=by)
        self._step(("mapping", "checked"), "checking", job=job, counts={}, warnings=[], plan={})

    def checked(
        self, *, counts: dict[str, Any], plan: dict[str, Any], warnings: list[dict[str, Any]]
    ) -> None:
        """The dry run's report."""
        self._step(("checking", "checked"), "checked", counts=counts, plan=plan, warnings=warnings)

    @transaction.atomic
    def start_load(self, *, by: User | None) -> None:
        """The decision: load the good rows. Raises NotNow while the order of editions is not told."""
        if self.plan.get("unordered"):  # type: ignore[attr-defined]
            raise NotNow("the order of editions is not told")
        job = enqueue("intake.load", {"batch": self.pk}, by=by)
        self._step(("checked",), "loading", job=job)

    @transaction.atomic
    def drop(self, *, by: User | None) -> None:
        """The other decision: load nothing."""
        self._step(("mapping", "checked"), "dropped")
        transaction.on_commit(lambda: forget_plans(Path(self.file.path)))  # type: ignore[attr-defined]
        params = {"file": self.filename}  # type: ignore[attr-defined]
        journal.record("intake.drop", self, by=by, series=getattr(self, "series_id", None), params=params)

    @transaction.atomic
    def back_to_mapping(self) -> None:
        """Look at the columns again."""
        self._step(("checked",), "mapping")

    def refuse(self, code: str, params: dict[str, Any]) -> None:
        """The whole file cannot be read."""
        self._step(("mapping", "checking"), "refused", refusal=writable({"code": code, "params": params}))

    def loaded(self, counts: dict[str, Any], *, by: User | None, params: dict[str, Any]) -> None:
        """Everything is in; one journal entry for all of it, in the transaction of the last rows."""
        self._step(("loading",), "loaded", loaded_at=timezone.now(), counts=counts)
        params = params | {"file": self.filename}  # type: ignore[attr-defined]
        journal.record("intake.load", self, by=by, series=getattr(self, "series_id", None), params=params)
