"""What is kept of a load so that it can be taken back, beside the stretches of ids in `Batch.made`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerValues(models.Model):
    """What one portion of a load changed of rows that were on file before, gathered by what it changed them to.

    `told`: [[values before, values after, ids], ...], the values in the order of `fields`.
    """

    batch = models.ForeignKey("intake.Batch", models.CASCADE, related_name="former_values")
    object_type = models.CharField(max_length=40)
    fields = models.JSONField(default=list)
    told = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.object_type}"


class HandedOn(models.Model):
    """A row that is this list's from now on: it tells of it too, and the older one that wrote it was taken back."""

    batch = models.ForeignKey("intake.Batch", models.CASCADE, related_name="handed_on", db_index=False)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_type", "object_id"], name="handed_on_once")]
        indexes = [models.Index(fields=["batch", "object_type"], name="handed_on_to")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.object_type} {self.object_id}"


class Remaining(models.Model):
    """A row that stays (or would) though the load that wrote it is taken back, and why."""

    class Why(models.TextChoices):
        CHANGED = "changed", _("somebody changed it since")
        SAID_AGAIN = "said_again", _("another list says it too")
        MERGED = "merged", _("was merged with another customer")
        IN_USE = "in_use", _("something else belongs to it")
        LAST_NAME = "last_name", _("it is the only name left")
        NOT_YOURS = "not_yours", _("it belongs to a show for which you may not bring in lists")

    batch = models.ForeignKey("intake.Batch", models.CASCADE, related_name="remaining", db_index=False)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    party_id = models.BigIntegerField(null=True)
    """Whom it is about."""
    why = models.CharField(max_length=10, choices=Why)
    held_by = models.JSONField(default=list)
    """Labels of the models whose rows hold it."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "object_type", "object_id"], name="remains_once")
        ]
        indexes = [models.Index(fields=["batch", "party_id"], name="remaining_of_party")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.object_type} {self.object_id}"
