from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair import journal

if TYPE_CHECKING:
    from everfair.parties.models.contacts import ContactPoint

CHECK = ("verified_on", "refuted_on", "checked_by_id", "checked_how")
"""What the last check of a contact point says."""


class Verifiable(models.Model):
    """Somebody made sure that it reaches the party, or found that it does not. The last word counts.

    To be seen once more in a list (`seen_on`, `seen_in`) is neither: lists are copied from lists.
    """

    class How(models.TextChoices):
        CALL = "call", _("by a call")
        REPLY = "reply", _("by a reply")
        MEETING = "meeting", _("face to face")
        CARD = "card", _("by a business card")
        FORM = "form", _("by a web form")
        LIST = "list", _("by a verified list")

    class Fault(models.TextChoices):
        WRONG = "wrong", _("wrong number or address")
        BOUNCED = "bounced", _("bounced")

    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    refuted_on = models.DateField(_("found wrong on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("checked by"),
    )
    checked_how = models.CharField(
        _("checked how"), max_length=8, choices=[*How.choices, *Fault.choices], blank=True
    )
    seen_on = models.DateField(_("last seen on"), null=True, blank=True)
    seen_in = models.CharField(_("last seen in"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def verify(self, by: models.Model | None, on: datetime.date, how: str = How.CALL) -> Self:
        """It reaches the party: somebody made sure on that day."""
        return self._check("contactpoint.verify", by, how, verified_on=on, refuted_on=None)

    def refute(self, by: models.Model | None, on: datetime.date, how: str = Fault.WRONG) -> Self:
        """It does not reach the party (any more)."""
        return self._check("contactpoint.refute", by, how, verified_on=None, refuted_on=on)

    @property
    def last_check(self) -> dict[str, Any]:
        """As `restore` takes it."""
        return {name: getattr(self, name) for name in CHECK}

    @transaction.atomic
    def restore(self, check: dict[str, Any], *, instead_of: dict[str, Any], by: models.Model | None) -> bool:
        """The check before counts again; False where somebody has checked meanwhile."""
        own = cast("ContactPoint", self)
        if not type(own).every.filter(pk=own.pk, **instead_of).update(**check):
            return False
        self._tell("contactpoint.restore", by, "")
        return True

    @property
    def is_refuted(self) -> bool:
        return self.refuted_on is not None

    @property
    def is_stale(self) -> bool:
        """Verified, but so long ago that it may not hold any more."""
        return self.verified_on is not None and self.verified_on < stale_before()

    @transaction.atomic
    def _check(self, verb: str, by: models.Model | None, how: str, **days: datetime.date | None) -> Self:
        own = cast("ContactPoint", self)
        for name, value in {**days, "checked_by_id": by.pk if by else None, "checked_how": how}.items():
            setattr(own, name, value)
        type(own).every.filter(pk=own.pk).update(**self.last_check)
        self._tell(verb, by, how)
        return self

    def _tell(self, verb: str, by: models.Model | None, how: str) -> None:
        own = cast("ContactPoint", self)
        params = {"kind": own.kind, "how": how}
        journal.record(verb, own, by=by, party=own.party_id, params=params, personal={"value": own.value})


def stale_before() -> datetime.date:
    """What was verified before this day may not hold any more."""
    return timezone.localdate() - datetime.timedelta(days=settings.CONTACT_STALE_DAYS)
