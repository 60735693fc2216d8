from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty
from everfair.shows.models.role import Side
from everfair.surveys.models.topic import Topic


class Competitor(Versioned):
    """A competing show, in the market of one of ours."""

    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="competitors")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("series", Lower("name"), name="a_competitor_once")]

    def __str__(self) -> str:
        return self.name


class Rating(Versioned):
    """How a competing show does on a topic, in the eyes of a customer or of an unnamed respondent."""

    party = models.ForeignKey("parties.Party", models.CASCADE, null=True, blank=True, related_name="ratings")
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party", null=True)  # type: ignore[misc]
    respondent = models.CharField(_("respondent"), max_length=120, blank=True)
    # indexed with the edition, see below
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="ratings", db_index=False)
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.EXHIBITOR)
    edition = models.ForeignKey(
        "shows.Edition", models.CASCADE, null=True, blank=True, related_name="ratings"
    )
    competitor = models.ForeignKey(Competitor, models.CASCADE, related_name="ratings")
    topic = models.ForeignKey(Topic, models.RESTRICT, related_name="ratings")
    value = models.FloatField(_("value"))
    low = models.FloatField(_("lowest"), default=1)
    high = models.FloatField(_("highest"), default=5)
    rated_on = models.DateField(_("date"))
    source = models.CharField(_("source"), max_length=120, blank=True)
    natural_key = models.CharField(max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["series", "edition"], name="ratings_of_edition")]
        constraints = [
            models.UniqueConstraint(
                fields=["natural_key"], condition=~models.Q(natural_key=""), name="a_rating_once"
            ),
            models.CheckConstraint(condition=models.Q(low__lt=models.F("high")), name="a_rating_has_a_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.competitor}: {self.value:g}"
