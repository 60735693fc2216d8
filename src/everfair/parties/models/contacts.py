from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.house.models.read_at_once import ReadAtOnce
from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty, Superseding
from everfair.parties.models.verifiable import Verifiable


class Employment(Versioned, Superseding):
    """A person works for an organisation, with a job title and a part in its decisions, over time."""

    class DecisionRole(models.TextChoices):
        DECIDER = "decider", _("Decider")
        INFLUENCER = "influencer", _("Influencer")
        USER = "user", _("User")
        BUYER = "buyer", _("Buyer")
        GATEKEEPER = "gatekeeper", _("Gatekeeper")

    same_when = ("person", "organisation", "title", "ended_on")

    person = models.ForeignKey("parties.Party", models.CASCADE, related_name="employments")
    recorded_person = RecordedParty("parties.Party", models.CASCADE, of="person")
    organisation = models.ForeignKey("parties.Party", models.CASCADE, related_name="staff")
    recorded_organisation = RecordedParty("parties.Party", models.CASCADE, of="organisation")
    title = models.CharField(_("job title"), max_length=120, blank=True)
    decision_role = models.CharField(_("decision role"), max_length=12, choices=DecisionRole, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "title"],
                condition=models.Q(superseded=False, ended_on=None),
                name="a_current_employment_once",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "title", "ended_on"],
                condition=models.Q(superseded=False),
                name="a_past_employment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"


class ContactPoint(Verifiable, Superseding):
    """A way to reach a party: the original as given, and the key by which it is compared."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        WEBSITE = "website", _("Website")
        WECHAT = "wechat", _("WeChat")
        ADDRESS = "address", _("Address")

    same_when = ("party", "kind", "key")

    # derived, as of a name
    party = models.ForeignKey(
        "parties.Party", models.CASCADE, related_name="contact_points", db_constraint=False
    )
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("value"), max_length=300)
    key = models.CharField(max_length=300, editable=False)
    source = models.CharField(_("source"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["party", "kind", "key"],
                condition=models.Q(superseded=False),
                name="a_contact_point_once",
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="contact_by_key")]

    def __str__(self) -> str:
        return self.value


class Consent(ReadAtOnce):
    """A person's say about being contacted through a channel for a purpose; withdrawing it closes the row."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        MESSAGE = "message", _("Message")
        POST = "post", _("Post")

    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="consents")
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    purpose = models.CharField(_("purpose"), max_length=60)
    basis = models.CharField(_("legal basis"), max_length=60)
    source = models.CharField(_("source"), max_length=120, blank=True)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.purpose}"
