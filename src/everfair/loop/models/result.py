from django.db import models
from django.utils import timezone


class Result(models.Model):
    """What a round changed: over all (no segment, no play), per segment, or per play. Made anew by a job."""

    round = models.ForeignKey("loop.Round", models.CASCADE, related_name="results")
    segment = models.ForeignKey("loop.Segment", models.CASCADE, null=True, related_name="results")
    play = models.ForeignKey("loop.Play", models.CASCADE, null=True, related_name="results")
    treated = models.PositiveIntegerField()
    treated_came = models.PositiveIntegerField()
    held_out = models.PositiveIntegerField()
    held_out_came = models.PositiveIntegerField()
    uplift = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    needs = models.PositiveIntegerField(
        null=True
    )  # how many would be needed, where there are too few to tell
    cost_minor = models.BigIntegerField(default=0)
    returned_minor = models.BigIntegerField(null=True)
    returned_low_minor = models.BigIntegerField(null=True)
    returned_high_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="CNY")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=models.Q(segment=None, play=None), name="one_result_over_all"
            ),
            models.UniqueConstraint(
                fields=["segment"], condition=models.Q(play=None), name="one_result_a_segment"
            ),
            models.UniqueConstraint(
                fields=["round", "play"], condition=models.Q(segment=None), name="one_result_a_play"
            ),
        ]

    def __str__(self) -> str:
        return f"result of round {self.round_id}"

    @property
    def is_told(self) -> bool:
        """Whether there were enough to tell anything."""
        return self.uplift is not None

    @property
    def verdict(self) -> str:
        """too_few, rose, fell, or unclear: the interval has no difference in it."""
        if self.uplift is None or self.low is None or self.high is None:
            return "too_few"
        return "rose" if self.low > 0 else "fell" if self.high < 0 else "unclear"

    def _more(self, share: float | None) -> int:
        return round((share or 0.0) * self.treated)

    @property
    def more(self) -> int:
        """How many more came than without care (fewer: negative)."""
        return self._more(self.uplift)

    @property
    def more_low(self) -> int:
        return self._more(self.low)

    @property
    def more_high(self) -> int:
        return self._more(self.high)

    @property
    def each_minor(self) -> int | None:
        """What each additional one cost; None where none was added."""
        return round(self.cost_minor / self.more) if self.more > 0 else None

    @property
    def fewest(self) -> int:
        """The smaller of the two sides."""
        return min(self.treated, self.held_out)
