from django.db import models
from django.utils import timezone

from everfair.relations.models.stage import Stage
from everfair.shows.models.role import Side


class EditionFigures(models.Model):
    """The measures of one edition and side in one run: `figures` maps a measure's code to {value, n, low,
    high}."""

    run = models.ForeignKey("relations.AnalysisRun", models.CASCADE, related_name="edition_figures")
    edition = models.ForeignKey("shows.Edition", models.CASCADE, related_name="figures")
    side = models.CharField(max_length=10, choices=Side)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "edition", "side"], name="edition_figures_once")
        ]

    def __str__(self) -> str:
        return f"figures of {self.edition_id}"


class StageFlow(models.Model):
    """How many relationships went from one stage to another between two successive editions."""

    run = models.ForeignKey("relations.AnalysisRun", models.CASCADE, related_name="flows")
    from_edition = models.ForeignKey("shows.Edition", models.CASCADE, related_name="+")
    to_edition = models.ForeignKey("shows.Edition", models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    from_stage = models.CharField(max_length=14, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=14, choices=Stage)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "from_edition", "to_edition", "side", "from_stage", "to_stage"],
                name="a_flow_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_stage} -> {self.to_stage}: {self.count}"


class Forecast(models.Model):
    """How many of those who came before are expected at the next edition, with a 90 % interval, and the
    fitted model. `booked` of the known are booked for it already.

    `model["basis"]` is `own_record`, or `other_fairs` where this show has too little of its own: then
    `model["not_enough"]` says what there is and what it would take.
    """

    run = models.ForeignKey("relations.AnalysisRun", models.CASCADE, related_name="forecasts")
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="forecasts")
    side = models.CharField(max_length=10, choices=Side)
    expected = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    known = models.PositiveIntegerField()
    booked = models.PositiveIntegerField(default=0)
    edition = models.ForeignKey("shows.Edition", models.SET_NULL, null=True, related_name="+")
    model = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "series", "side"], name="a_forecast_once")]

    def __str__(self) -> str:
        return f"{self.expected:.0f} expected"


class Backtest(models.Model):
    """A forecast of an edition that has been held, made from the editions before it, against who came.

    `figures` maps a model's code (everfair, bgbb, boosting, logistic, last_time) to {auc, log_loss, brier, expected,
    low, high}; `calibration` lists tenths {n, predicted, came, low, high} of our forecast: shares, with the 90 %
    interval of the share that came.
    """

    run = models.ForeignKey("relations.AnalysisRun", models.CASCADE, related_name="backtests")
    edition = models.ForeignKey("shows.Edition", models.CASCADE, related_name="backtests")
    side = models.CharField(max_length=10, choices=Side)
    known = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    calibration = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "edition", "side"], name="a_backtest_once")]

    def __str__(self) -> str:
        return f"backtest of {self.edition_id}"
