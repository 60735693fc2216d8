from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.parties.models.mergeable import Mergeable
from everfair.parties.models.owned import RecordedParty, Superseding


class Party(Mergeable, Versioned):
    """Anyone a show deals with: an organisation or a person.

    `merged_into` makes the forest of merges; a party that is merged away keeps its rows' records and has a
    root that counts. `zh`, `en`, `city`, `country`, `sort_key` are the card: derived from the rows of the
    root and all merged into it, for lists and headings (`cards.refresh_cards`).
    """

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        PERSON = "person", _("Person")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    source = models.CharField(_("source"), max_length=60, blank=True)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    note = models.TextField(_("note"), blank=True)

    zh = models.CharField(max_length=300, blank=True, editable=False)
    en = models.CharField(max_length=300, blank=True, editable=False)
    city = models.CharField(max_length=120, blank=True, editable=False)
    country = models.CharField(max_length=60, blank=True, editable=False)
    sort_key = models.CharField(max_length=60, blank=True, editable=False)
    absorbed_do_not_contact = models.BooleanField(default=False, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["sort_key", "id"], name="party_by_name", condition=models.Q(merged_into=None)
            ),
            models.Index(fields=["city"], name="party_by_city", condition=models.Q(merged_into=None)),
            models.Index(fields=["country"], name="party_by_country", condition=models.Q(merged_into=None)),
            models.Index(fields=["-created_at"], name="party_by_age"),
        ]

    def __str__(self) -> str:
        return self.called[0]

    @property
    def called(self) -> tuple[str, str]:
        """Its name in the reader's language, and in the other one where it has one there."""
        chinese = (get_language() or "").startswith("zh")
        own, other = (self.zh, self.en) if chinese else (self.en, self.zh)
        name = own or other or f"#{self.pk}"
        return name, other if other != name else ""

    @property
    def is_not_contacted(self) -> bool:
        """Asked to be left alone, under this name or one merged into it."""
        return self.do_not_contact or self.absorbed_do_not_contact

    @property
    def other_name(self) -> str:
        """The name in the language the reader did not ask for, where there is one."""
        return self.called[1]


class Closeness(models.TextChoices):
    """How close a relationship the customer wants, as it says itself."""

    NONE = "none", _("wants to be left in peace")
    LOOSE = "loose", _("loose: hears from us now and then")
    REGULAR = "regular", _("regular: talks to us before each edition")
    CLOSE = "close", _("close: plans the show together with us")


class Organisation(Versioned, Superseding):
    """What is known of an organisation as such."""

    same_when = ("party",)

    # derived, as of a name
    party = models.ForeignKey(Party, models.CASCADE, related_name="organisations", db_constraint=False)
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    country = models.CharField(_("country"), max_length=60, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    closeness = models.CharField(_("closeness wanted"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=models.Q(superseded=False), name="one_organisation_a_party"
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


class Person(Versioned, Superseding):
    """What is known of a person as such."""

    same_when = ("party",)

    party = models.ForeignKey(Party, models.CASCADE, related_name="persons")
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    birthday = models.CharField(_("birthday"), max_length=10, blank=True, help_text=_("08-15 or 1980-08-15"))
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    interests = models.CharField(_("interests"), max_length=300, blank=True)
    wishes = models.TextField(_("wishes"), blank=True)
    closeness = models.CharField(_("closeness wanted"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=models.Q(superseded=False), name="one_person_a_party"
            )
        ]

    def __str__(self) -> str:
        return str(self.party)
