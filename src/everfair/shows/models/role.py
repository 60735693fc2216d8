from django.db import models
from django.utils.translation import gettext_lazy as _

from everfair.house.models.read_at_once import ReadAtOnce
from everfair.parties.models.owned import RecordedParty, Superseding
from everfair.shows.models.words import Named


class Side(models.TextChoices):
    """The side of a show on which a relationship is kept."""

    EXHIBITOR = "exhibitor", _("Exhibitor")
    VISITOR = "visitor", _("Visitor")
    SPONSOR = "sponsor", _("Sponsor")
    PARTNER = "partner", _("Partner")


class Role(Named, ReadAtOnce):
    """A node of the tree of roles (host, organiser, upstream, downstream, stakeholder, internal ...).

    A house adds sub-roles of its own; `side` says which relationship taking part in this role belongs to.
    """

    code = models.SlugField(unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    side = models.CharField(_("side"), max_length=10, choices=Side)

    class Meta:
        ordering = ["id"]


class RoleHolding(Superseding):
    """A party holds a role in a series, whether it took part in an edition or not (host, venue,
    association)."""

    same_when = ("party", "series", "role")

    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="role_holdings")
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="role_holdings")
    role = models.ForeignKey(Role, models.PROTECT, related_name="holdings")
    source = models.CharField(_("source"), max_length=120, blank=True)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["party", "series", "role"],
                condition=models.Q(superseded=False),
                name="a_role_once_a_series",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.role}"
