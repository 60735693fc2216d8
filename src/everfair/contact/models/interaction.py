from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty


class Interaction(Versioned):
    """One dealing with a customer: a call, a visit, a complaint, an answer to how satisfied they are."""

    class Channel(models.TextChoices):
        PHONE = "phone", pgettext_lazy("channel", "Phone")
        EMAIL = "email", pgettext_lazy("channel", "E-mail")
        MESSAGE = "message", pgettext_lazy("channel", "Message")
        VISIT = "visit", pgettext_lazy("channel", "Visit")
        ONSITE = "onsite", pgettext_lazy("channel", "On site")
        WEB = "web", pgettext_lazy("channel", "Web")
        POST = "post", pgettext_lazy("channel", "Post")
        OTHER = "other", pgettext_lazy("channel", "Other")

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Contact")
        MEETING = "meeting", _("Meeting")
        ENQUIRY = "enquiry", _("Enquiry")
        EVENT = "event", _("Event")
        COMPLAINT = "complaint", _("Complaint")
        SATISFACTION = "satisfaction", _("Satisfaction")
        NOTE = "note", _("Note")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached")
        NOT_REACHED = "not_reached", _("Not reached")
        INTERESTED = "interested", _("Interested")
        DECLINED = "declined", _("Declined")
        BOOKED = "booked", _("Booked")
        SOLVED = "solved", _("Solved")
        UNSOLVED = "unsolved", _("Not solved")

    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="interactions")
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    person = models.ForeignKey(
        "parties.Party", models.SET_NULL, null=True, blank=True, related_name="interactions_as_person"
    )
    recorded_person = RecordedParty("parties.Party", models.SET_NULL, of="person", null=True)  # type: ignore[misc]
    series = models.ForeignKey(
        "shows.Series", models.CASCADE, null=True, blank=True, related_name="interactions"
    )
    occurred_on = models.DateField(_("date"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.PHONE)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.CONTACT)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome, blank=True)
    score = models.PositiveSmallIntegerField(
        _("score"), null=True, blank=True, help_text=_("satisfaction from 0 to 10")
    )
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    natural_key = models.CharField(max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party", "-occurred_on"], name="interactions_of_party")]
        constraints = [
            models.UniqueConstraint(
                fields=["natural_key"], condition=~models.Q(natural_key=""), name="an_interaction_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.party}"
