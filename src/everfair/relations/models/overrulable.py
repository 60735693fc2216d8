from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from everfair import journal

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.relations.models.override import StageOverride
    from everfair.relations.models.relationship import Relationship


class ReasonMissing(ValueError):
    """A stage is overruled with a reason, or not at all."""


class Overrulable(models.Model):
    """Staff may know better than the analysis: the stage they say counts until it is lifted."""

    class Meta:
        abstract = True

    @transaction.atomic
    def overrule(self: Relationship, stage: str, reason: str, *, by: User | None) -> StageOverride:  # type: ignore[misc]
        """Say the stage; one said before is lifted. Raises ReasonMissing."""
        if not reason.strip():
            raise ReasonMissing
        for former in self.overrides.select_for_update().filter(lifted_at=None):
            former.lifted_at, former.lifted_by = timezone.now(), by
            former.save(update_fields=["lifted_at", "lifted_by"])
        said = self.overrides.create(stage=stage, reason=reason.strip(), by=by)
        journal.record(
            "relationship.overrule",
            self,
            by=by,
            party=self.party_id,
            series=self.series_id,
            params={"stage": stage, "override": said.pk},
            personal={"reason": said.reason},
        )
        return said


class Liftable(models.Model):
    """What was said holds until somebody lifts it; the row stays."""

    class Meta:
        abstract = True

    lifted_at: Any
    lifted_by: Any

    @transaction.atomic
    def lift(self: StageOverride, *, by: User | None) -> bool:  # type: ignore[misc]
        """Let the computed stage count again. False: it was lifted already."""
        now = timezone.now()
        standing = type(self).objects.filter(pk=self.pk, lifted_at=None)
        if not standing.update(lifted_at=now, lifted_by=by):
            return False
        self.lifted_at, self.lifted_by = now, by
        journal.record(
            "relationship.lift",
            self.relationship,
            by=by,
            party=self.relationship.party_id,
            series=self.relationship.series_id,
            params={"stage": self.stage, "override": self.pk},
        )
        return True
