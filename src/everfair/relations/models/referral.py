from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty, Superseding
from everfair.shows.models.role import Side


class Referral(Versioned, Superseding):
    """`referrer` brought `child` to a show by word of mouth, or (`is_warning`) kept it away.

    Several may have brought the same one: its value is shared among them by `weight`. Where a merge makes referrer
    and child one party, the row says nothing and nobody counts it.
    """

    same_when = ("referrer", "child", "series", "side")

    # indexed with what makes the row one of its kind, see below
    referrer = models.ForeignKey(
        "parties.Party", models.CASCADE, related_name="referrals_made", db_index=False
    )
    recorded_referrer = RecordedParty("parties.Party", models.CASCADE, of="referrer")
    child = models.ForeignKey("parties.Party", models.CASCADE, related_name="referrals_met")
    recorded_child = RecordedParty("parties.Party", models.CASCADE, of="child")
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="referrals")
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.EXHIBITOR)
    occurred_on = models.DateField(_("date"))
    weight = models.FloatField(_("weight"), default=1.0)
    is_warning = models.BooleanField(_("kept it away"), default=False)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    natural_key = models.CharField(max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["referrer", "child", "series", "side"],
                condition=models.Q(superseded=False),
                name="a_referral_once",
            ),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="a_referral_weighs"),
        ]

    @property
    def party_id(self) -> int:
        """Under whom the journal tells of it: who was brought."""
        return self.child_id

    def __str__(self) -> str:
        return f"{self.referrer} → {self.child}"
