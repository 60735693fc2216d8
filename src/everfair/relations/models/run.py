from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.house.prepared import prepared
from everfair.relations.models.publishable import Publishable


class AnalysisRun(Publishable):
    """One run of the analysis over one snapshot of the facts. Its scores show only once it is published."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)
    job = models.ForeignKey("work.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    data_moment = models.DateTimeField(_("data as of"), null=True)
    model_version = models.CharField(_("model version"), max_length=40, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # relationships, facts, cells, how many at each stage ...
    seconds = models.JSONField(default=dict)  # step -> seconds
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"run {self.pk}"

    def editions_of(self, series: int, side: str) -> list[int]:
        """Keys of those it tells of, in the order of its scores' paths: one may stand elsewhere since, or be gone."""
        return [
            edition
            for show, where, edition in self.counts.get("order", ())
            if (show, where) == (series, side)
        ]

    @classmethod
    def published(cls) -> "AnalysisRun | None":
        """The run whose scores are shown, if there is one yet."""
        return next(iter(shown()), None)


@prepared
def shown() -> models.QuerySet[AnalysisRun]:
    return AnalysisRun.objects.filter(publication__isnull=False)


class Publication(models.Model):
    """The one switch: which run is shown. A single row, key 1."""

    run = models.OneToOneField(AnalysisRun, models.PROTECT, related_name="publication")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_publication")]

    def __str__(self) -> str:
        return f"publication of run {self.run_id}"
