from django.db import models
from django.utils.translation import gettext_lazy as _

from everfair.house.models import ReadAtOnce
from everfair.relations.models.known import Loyalty, Opinion, Worth
from everfair.relations.models.stage import Stage


class Score(Worth, Opinion, Loyalty, ReadAtOnce):
    """What one run says of one relationship: one wide row, indexed for sorting.

    `path` has a letter of `stage.LETTERS` for every analysed edition of the series in order ("-" before the
    relationship was known), `attended` likewise "1" came, "0" stayed away, "-" before. `evidence` and
    `reasons` are lists of code + value + params, rendered in the reader's language, strongest first.
    `strip` is the small strip in short, drawn when shown. `chance` is what the history alone says of the next edition;
    where something is known already (booked, asked, broke off), `next_mark` tells it.
    """

    class NextMark(models.TextChoices):
        ASKED = "asked", _("Invited or applied")
        BOOKED = "booked", _("Booked")
        BROKE_OFF = "broke_off", _("Broke off")

    run = models.ForeignKey("relations.AnalysisRun", models.CASCADE, related_name="scores", db_index=False)
    relationship = models.ForeignKey("relations.Relationship", models.CASCADE, related_name="scores")
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="+", db_index=False)

    stage = models.CharField(max_length=14, choices=Stage)
    stage_p = models.FloatField()
    p_cultivation = models.FloatField()
    p_confirmation = models.FloatField()
    p_trust = models.FloatField()
    p_weakening = models.FloatField()
    p_disappearance = models.FloatField()
    previous_stage = models.CharField(max_length=14, choices=Stage, blank=True)
    stage_since = models.ForeignKey(
        "shows.Edition", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    editions_in_stage = models.PositiveSmallIntegerField(default=0)
    editions_to_trust = models.PositiveSmallIntegerField(null=True)
    path = models.CharField(max_length=200, blank=True)
    attended = models.CharField(max_length=200, blank=True)

    times_came = models.PositiveSmallIntegerField(default=0)
    missed_run = models.PositiveSmallIntegerField(default=0)
    first_edition = models.ForeignKey(
        "shows.Edition", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    last_edition = models.ForeignKey(
        "shows.Edition", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    last_area_dm2 = models.PositiveBigIntegerField(null=True)
    size = models.SmallIntegerField(default=-1)  # 0 small, 1 middle, 2 large, -1 unknown

    chance = models.FloatField(null=True)
    chance_low = models.FloatField(null=True)
    chance_high = models.FloatField(null=True)
    next_edition = models.ForeignKey(
        "shows.Edition", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    next_mark = models.CharField(max_length=9, choices=NextMark, blank=True)
    ladder = models.CharField(max_length=16, blank=True)
    depth = models.CharField(max_length=16, blank=True)
    evidence = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    strip = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "relationship"], name="a_score_once_a_run")]
        indexes = [
            # Walked as they stand for a page of a list: the relationship breaks ties, of which there are many.
            models.Index(fields=["run", "series", "stage", "-chance", "relationship"], name="score_by_stage"),
            models.Index(
                fields=["run", "series", "-chance", "relationship", "attended"], name="score_by_chance"
            ),
            # Of who did not come to the last edition: they stand far down in the whole list.
            models.Index(
                fields=["run", "series", "-chance", "relationship", "attended"],
                name="score_of_the_absent",
                condition=~models.Q(attended__endswith="1"),
            ),
            models.Index(fields=["run", "series", "-times_came", "relationship"], name="score_by_times"),
            models.Index(fields=["run", "series", "-last_area_dm2", "relationship"], name="score_by_area"),
            models.Index(
                fields=["run", "series", "-size", "-times_came", "-chance", "relationship"],
                name="score_weakening",
                condition=models.Q(stage=Stage.WEAKENING),
            ),
            # Of those alone that anything is known of: a house without money or surveys pays nothing for them.
            models.Index(
                fields=["run", "series", "-lifetime_value", "relationship"],
                name="score_by_lifetime",
                condition=models.Q(lifetime_value__isnull=False),
            ),
            models.Index(
                fields=["run", "series", "quadrant", "-lifetime_value", "relationship"],
                name="score_by_quadrant",
                condition=models.Q(quadrant__isnull=False),
            ),
            models.Index(
                fields=["run", "series", "loyalty_cell", "loyalty_cell_before", "relationship"],
                name="score_by_loyalty",
                condition=models.Q(loyalty_cell__isnull=False),
            ),
            models.Index(
                fields=["run", "series", "leaving_reason", "-leaving_p", "relationship"],
                name="score_by_leaving",
                condition=models.Q(leaving_reason__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relationship_id} in run {self.run_id}: {self.stage}"
