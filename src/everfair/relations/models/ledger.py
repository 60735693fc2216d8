from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty
from everfair.shows.models.role import Side
from everfair.shows.models.series import Series


class LedgerEntry(Versioned):
    """A value a relationship brought, or what it cost: one amount of one kind on one day.

    Amounts are above 0 throughout: a cost of 300 is 300. What stands were paid for is not entered here.
    """

    class Kind(models.TextChoices):
        """In the order of the ledger: four values, then three costs."""

        ECONOMIC = "economic", pgettext_lazy("value of a relationship", "Economic")
        DEMONSTRATION = "demonstration", pgettext_lazy("value of a relationship", "Demonstration")
        RECOMMENDATION = "recommendation", pgettext_lazy("value of a relationship", "Recommendation")
        CAPABILITY = "capability", pgettext_lazy("value of a relationship", "Capability")
        INITIAL = "initial", pgettext_lazy("cost of a relationship", "Initial")
        MAINTENANCE = "maintenance", pgettext_lazy("cost of a relationship", "Maintenance")
        ENDING = "ending", pgettext_lazy("cost of a relationship", "Ending")

    # indexed with the day, see below
    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="ledger_entries", db_index=False)
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="ledger_entries")
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.EXHIBITOR)
    edition = models.ForeignKey(
        "shows.Edition", models.CASCADE, null=True, blank=True, related_name="ledger_entries"
    )
    occurred_on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    natural_key = models.CharField(max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party", "-occurred_on"], name="ledger_of_party")]
        constraints = [
            models.UniqueConstraint(
                fields=["natural_key"], condition=~models.Q(natural_key=""), name="a_ledger_entry_once"
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="a_ledger_amount_above_0"),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.kind} {self.party}"


COSTS = (LedgerEntry.Kind.INITIAL, LedgerEntry.Kind.MAINTENANCE, LedgerEntry.Kind.ENDING)
VALUES = tuple(kind for kind in LedgerEntry.Kind if kind not in COSTS)

share = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class ValueTerms(Versioned):
    """What the money of a show's relationships is reckoned with, in the currency of the show."""

    series = models.OneToOneField("shows.Series", models.CASCADE, related_name="value_terms")
    margin = models.FloatField(_("margin"), default=0.6, validators=share)
    rate = models.FloatField(_("discount rate a year"), default=0.1, validators=share)
    gamma = models.FloatField(_("share credited a generation further"), default=0.5, validators=share)
    contact_minor = models.BigIntegerField(
        _("cost of one contact"), default=0, validators=[MinValueValidator(0)]
    )

    def __str__(self) -> str:
        return f"value terms of {self.series_id}"

    @classmethod
    def of(cls, series: Series) -> "ValueTerms":
        """Those said for the show, or the defaults (not saved)."""
        return cls.objects.filter(series=series).first() or cls(series=series)
