from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.relations.models.overrulable import Liftable
from everfair.relations.models.stage import Stage


class StageOverride(Liftable):
    """Someone of the staff knows better: the stage they say counts until the row is lifted."""

    relationship = models.ForeignKey("relations.Relationship", models.CASCADE, related_name="overrides")
    stage = models.CharField(_("stage"), max_length=14, choices=Stage)
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relationship"], condition=models.Q(lifted_at=None), name="one_override_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.relationship_id}: {self.stage}"
