from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.house.models.read_at_once import ReadAtOnce
from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty
from everfair.shows.models.role import Side
from everfair.surveys.models.instrument import Instrument, Item


class Response(Versioned):
    """One filled-in questionnaire: of a customer, or of somebody who is known by no more than `respondent`.

    What was asked before the show and what after pair where instrument, series, side, edition, party, person and
    respondent are the same (and party or respondent is told). With moment *once* both stand in one response.
    """

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before the show")
        AFTER = "after", _("After the show")
        ONCE = "once", _("At once")

    party = models.ForeignKey(
        "parties.Party", models.CASCADE, null=True, blank=True, related_name="responses"
    )
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party", null=True)  # type: ignore[misc]
    person = models.ForeignKey(
        "parties.Party", models.SET_NULL, null=True, blank=True, related_name="responses_as_person"
    )
    recorded_person = RecordedParty("parties.Party", models.SET_NULL, of="person", null=True)  # type: ignore[misc]
    respondent = models.CharField(_("respondent"), max_length=120, blank=True)
    instrument = models.ForeignKey(Instrument, models.RESTRICT, related_name="responses")
    # indexed with the edition, see below
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="responses", db_index=False)
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.EXHIBITOR)
    edition = models.ForeignKey(
        "shows.Edition", models.CASCADE, null=True, blank=True, related_name="responses"
    )
    moment = models.CharField(_("moment"), max_length=6, choices=Moment, default=Moment.ONCE)
    answered_on = models.DateField(_("date"))
    source = models.CharField(_("source"), max_length=120, blank=True)
    natural_key = models.CharField(max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["series", "edition"], name="responses_of_edition")]
        constraints = [
            models.UniqueConstraint(
                fields=["natural_key"], condition=~models.Q(natural_key=""), name="a_response_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answered_on} {self.party or self.respondent}"


class Answer(ReadAtOnce):
    """What a response says to one item: a number on its scale, or words."""

    # indexed with the item, see below
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", db_index=False)
    item = models.ForeignKey(Item, models.RESTRICT, related_name="answers")
    value = models.FloatField(_("value"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "item"], name="an_answer_once")]

    def __str__(self) -> str:
        return self.text if self.value is None else f"{self.value:g}"
