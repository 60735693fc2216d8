from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty


class Suggestion(Versioned):
    """What a customer told us that we could use; what an adopted one saved or earned is its `effect_minor`."""

    class Kind(models.TextChoices):
        NEEDS = "needs", pgettext_lazy("a suggestion about", "Needs")
        INNOVATION = "innovation", pgettext_lazy("a suggestion about", "Innovation")
        COMPETITORS = "competitors", pgettext_lazy("a suggestion about", "Competitors")
        SATISFACTION = "satisfaction", pgettext_lazy("a suggestion about", "Satisfaction")
        DEVELOPMENT = "development", pgettext_lazy("a suggestion about", "Development")

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("a suggestion", "Received")
        ANSWERED = "answered", pgettext_lazy("a suggestion", "Answered")
        ADOPTED = "adopted", pgettext_lazy("a suggestion", "Adopted")
        DECLINED = "declined", pgettext_lazy("a suggestion", "Declined")

    # indexed with the day, see below
    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="suggestions", db_index=False)
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    person = models.ForeignKey(
        "parties.Party", models.SET_NULL, null=True, blank=True, related_name="suggestions_as_person"
    )
    recorded_person = RecordedParty("parties.Party", models.SET_NULL, of="person", null=True)  # type: ignore[misc]
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="suggestions", db_index=False)
    edition = models.ForeignKey(
        "shows.Edition", models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    given_on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEEDS)
    text = models.TextField(_("suggestion"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RECEIVED)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    effect_minor = models.BigIntegerField(_("what it saved or earned"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    natural_key = models.CharField(max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["party", "-given_on"], name="suggestions_of_party"),
            models.Index(fields=["series", "-given_on"], name="suggestions_of_series"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["natural_key"], condition=~models.Q(natural_key=""), name="a_suggestion_once"
            ),
            models.CheckConstraint(
                condition=models.Q(effect_minor=None) | models.Q(effect_minor__gte=0),
                name="a_suggestion_effect_not_below_0",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
