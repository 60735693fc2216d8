from django.db import models
from django.utils import timezone


class DemoShow(models.Model):
    """The demo that was loaded, and what belongs to it, so that clearing takes that and nothing else."""

    seed = models.PositiveIntegerField()
    organisations = models.PositiveIntegerField()
    today = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    series = models.JSONField(default=list)  # ids
    users = models.JSONField(default=list)  # ids
    batches = models.JSONField(default=list)  # ids

    def __str__(self) -> str:
        return f"demo of {self.organisations} organisations"

    @classmethod
    def loaded(cls) -> "DemoShow | None":
        return DemoShow.objects.first()

    def own(self, kind: str, pk: int) -> None:
        """Note that this row is the demo's."""
        getattr(self, kind).append(pk)
        self.save(update_fields=[kind])
