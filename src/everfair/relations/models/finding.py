from django.db import models

from everfair.shows.models.role import Side


class Finding(models.Model):
    """What one run found out about a series and side as a whole, or about one of its editions.

    `code` is a measure's; `body` has the shape that `relations.findings` declares for it, or says that there is not
    enough.
    """

    run = models.ForeignKey("relations.AnalysisRun", models.CASCADE, related_name="findings", db_index=False)
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    edition = models.ForeignKey("shows.Edition", models.CASCADE, null=True, related_name="+")
    code = models.CharField(max_length=40)
    body = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "series", "side", "code", "edition"], name="a_finding_once"
            ),
            models.UniqueConstraint(
                fields=["run", "series", "side", "code"],
                condition=models.Q(edition=None),
                name="a_finding_of_all_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.series_id}"

    @property
    def is_enough(self) -> bool:
        return "not_enough" not in self.body
