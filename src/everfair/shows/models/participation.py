from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.house.models.read_at_once import ReadAtOnce
from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty, Superseding
from everfair.shows.models.recordable import Recordable


class Participation(Recordable, Versioned, Superseding):
    """A party takes part in an edition in a role; its stands are the lines below. *Booked* is not *came*."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Invited")
        APPLIED = "applied", _("Applied")
        BOOKED = "booked", _("Booked")
        CAME = "came", _("Came")
        NO_SHOW = "no_show", _("No-show")
        CANCELLED = "cancelled", _("Cancelled")

    TAKING_PART = (Status.BOOKED, Status.CAME)
    """Who is counted in an edition: to come, or come."""

    same_when = ("party", "edition", "role")

    # derived, as of a name
    party = models.ForeignKey(
        "parties.Party", models.CASCADE, related_name="participations", db_constraint=False
    )
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    # indexed with the status, see below
    edition = models.ForeignKey(
        "shows.Edition", models.CASCADE, related_name="participations", db_index=False
    )
    role = models.ForeignKey("shows.Role", models.PROTECT, related_name="participations", db_index=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CAME)
    booked_on = models.DateField(_("booked on"), null=True, blank=True)
    display_name = models.CharField(_("name as printed"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["party", "edition", "role"],
                condition=models.Q(superseded=False),
                name="a_participation_once",
            )
        ]
        indexes = [models.Index(fields=["edition", "status"], name="participation_of_edition")]

    @property
    def series_id(self) -> int:
        """The show of its edition: who may not see that sees nothing of it."""
        return self.edition.series_id

    @cached_property
    def lines(self) -> "list[Stand]":
        """Its stands, read once."""
        return list(self.stands.all())

    def __str__(self) -> str:
        return f"{self.party} · {self.edition}"


class Stand(ReadAtOnce):
    """One stand line of a participation: as text and area, with what it cost."""

    # indexed with the natural key, see below
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="stands", db_index=False)
    number = models.CharField(_("stand"), max_length=60, blank=True)
    area_dm2 = models.PositiveBigIntegerField(_("area"), null=True, blank=True)
    amount_minor = models.BigIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    natural_key = models.CharField(max_length=120, editable=False)
    is_shared = models.BooleanField(pgettext_lazy("stand", "shared"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "natural_key"], name="a_stand_line_once")
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"
