from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.parties.models.owned import RecordedParty, Superseding


class Name(Superseding):
    """One name of a party, as someone wrote it. A party keeps every name it ever had."""

    class Kind(models.TextChoices):
        FULL = "full", _("Full name")
        SHORT = "short", _("Short name")
        ENGLISH = "english", _("English name")
        ALIAS = "alias", _("Alias")

    same_when = ("party", "text", "kind")

    # Derived (see `owned`): that the party is there is checked for the one recorded, once a row.
    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="names", db_constraint=False)
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    text = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FULL)
    script = models.CharField(max_length=10, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Superseding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["party", "text", "kind"],
                condition=models.Q(superseded=False),
                name="a_name_once_a_party",
            )
        ]

    def __str__(self) -> str:
        return self.text
