from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty, Superseding
from everfair.relations.models.overrulable import Overrulable
from everfair.shows.models.role import Side


class Relationship(Overrulable, Versioned, Superseding):
    """A party and a series, on one side of the show: what stage, forecast and owner hang on."""

    same_when = ("party", "series", "side")

    # derived, as of a name
    party = models.ForeignKey(
        "parties.Party", models.CASCADE, related_name="relationships", db_constraint=False
    )
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="relationships")
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.EXHIBITOR)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="relationships",
        verbose_name=_("owner"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["party", "series", "side"],
                condition=models.Q(superseded=False),
                name="a_relationship_once",
            )
        ]
        indexes = [
            models.Index(fields=["series", "side", "owner"], name="relationships_of_owner"),
            models.Index(
                fields=["series", "side"], name="relationships_gone", condition=models.Q(superseded=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.series}"

    @classmethod
    def between(cls, party_id: int, series_id: int, side: str) -> "Relationship":
        """The relationship of a party with a series on one side, begun if there was none."""
        found: Relationship = cls.objects.get_or_create(party_id=party_id, series_id=series_id, side=side)[0]
        return found
