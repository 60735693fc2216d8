from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Report(models.Model):
    """One measurement of the data's quality: the figures of the house, of each show and of each source."""

    at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @classmethod
    def last(cls) -> "Report | None":
        return cls.objects.first()


class Figures(models.Model):
    """What a report says of the whole house, a show, a file that was loaded, or what was written by hand.

    `values` maps codes of measures to counts; what cannot be told is not in it.
    """

    class Of(models.TextChoices):
        HOUSE = "house", gettext_lazy("The whole house")
        SERIES = "series", gettext_lazy("A show")
        BATCH = "batch", gettext_lazy("A file")
        HAND = "hand", gettext_lazy("Written by hand")

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    of = models.CharField(max_length=6, choices=Of)
    series = models.ForeignKey("shows.Series", models.CASCADE, null=True, related_name="+")
    batch = models.ForeignKey("intake.Batch", models.CASCADE, null=True, related_name="+")
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "of", "series", "batch"], nulls_distinct=False, name="figures_once"
            )
        ]

    def __str__(self) -> str:
        if self.of == self.Of.SERIES:
            return str(self.series)
        return self.batch.filename if self.batch else str(self.Of(self.of).label)

    def count(self, code: str) -> int | None:
        found: int | None = self.values.get(code)
        return found

    def share(self, code: str, of: str) -> float | None:
        """A count as part of another; None where there is nothing to be a part of."""
        part, whole = self.count(code), self.count(of)
        return part / whole if part is not None and whole else None

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """Why rows were refused: code, field, header, how many, and one of them as an example."""
        found: list[dict[str, Any]] = self.values.get("reasons", [])
        return found

    @property
    def kind(self) -> str:
        """What kind of list it was, and where from."""
        if self.batch is None:
            return _("by hand")
        return " · ".join(filter(None, (self.batch.get_kind_display(), self.batch.comes_from)))
