from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.shows.models.words import Named


class Segment(Versioned, Named):
    """A part of the customers of a round: stages x chance x size.

    A blank list of stages or sizes means any. The first segment (by position) that fits takes a customer.
    """

    round = models.ForeignKey("loop.Round", models.CASCADE, related_name="segments")
    position = models.PositiveSmallIntegerField(default=0)
    stages = models.JSONField(_("stages"), default=list, blank=True)
    chance_from = models.FloatField(_("chance from"), default=0.0)
    chance_to = models.FloatField(_("chance to"), default=1.0)
    sizes = models.JSONField(_("sizes"), default=list, blank=True)
    holdout_percent = models.PositiveSmallIntegerField(
        _("hold-out"), null=True, blank=True, validators=[MaxValueValidator(90)]
    )

    class Meta:
        ordering = ["position", "id"]

    def fits(self) -> models.Q:
        """The condition on a score: chance from (included) to (excluded, but 1), stage and size among those named."""
        chance = models.Q(chance__gte=self.chance_from)
        if self.chance_to < 1:
            chance &= models.Q(chance__lt=self.chance_to)
        if self.chance_from <= 0:
            chance |= models.Q(chance=None)
        stage = models.Q(stage_now__in=self.stages) if self.stages else models.Q()
        size = models.Q(size__in=self.sizes) if self.sizes else models.Q()
        return chance & stage & size

    @property
    def series_id(self) -> int:
        return self.round.series_id

    @property
    def holdout_share(self) -> float:
        percent = self.round.holdout_percent if self.holdout_percent is None else self.holdout_percent
        return percent / 100

    def held_out_of(self, customers: int) -> int:
        """How many of so many customers are held out: as near to the share as whole numbers allow."""
        return round(customers * self.holdout_share)


class SegmentPlay(models.Model):
    """A play chosen for a segment: who does it, until when, at what cost each."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="plays")
    play = models.ForeignKey("loop.Play", models.PROTECT, related_name="uses")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    unit_cost_minor = models.PositiveBigIntegerField(_("cost each"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "play"], name="a_play_once_a_segment")]

    def __str__(self) -> str:
        return f"{self.play} · {self.segment}"
