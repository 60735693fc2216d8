"""How a customer is reached, and how far each way can be relied on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from everfair.parties.models import ContactPoint
from everfair.ui import figures

How, Fault, Kind = ContactPoint.How, ContactPoint.Fault, ContactPoint.Kind
ICONS = {
    Kind.EMAIL.value: "mail", Kind.PHONE.value: "phone", Kind.WEBSITE.value: "world", Kind.WECHAT.value: "brand-wechat",
}  # fmt: skip
# The way in which it is most often made sure of: the first is one click.
WAYS = {
    Kind.EMAIL.value: (How.REPLY, How.CALL, How.MEETING, How.CARD, How.FORM),
    Kind.PHONE.value: (How.CALL, How.MEETING, How.CARD, How.FORM),
    Kind.WECHAT.value: (How.REPLY, How.CALL, How.MEETING, How.CARD, How.FORM),
}
OTHERWISE = (How.CALL, How.REPLY, How.MEETING, How.CARD, How.FORM)


@dataclass(frozen=True)
class Way:
    """One contact point as the file shows it."""

    point: ContactPoint

    @property
    def icon(self) -> str:
        return ICONS.get(self.point.kind, "map-pin")

    @property
    def state(self) -> str:
        if self.point.is_refuted:
            return "refuted"
        if self.point.verified_on is None:
            return "unverified"
        return "stale" if self.point.is_stale else "fresh"

    @property
    def checked(self) -> str:
        """Verified 3 months ago by Lin; wrong since 2026-05-01."""
        point, who = self.point, self.point.checked_by
        if point.refuted_on:
            return _("{fault}, {when}").format(
                fault=point.get_checked_how_display(), when=figures.ago(point.refuted_on)
            )
        if point.verified_on is None:
            return _("never verified")
        words = _("verified {when} by {who}") if who else _("verified {when}")
        return words.format(when=figures.ago(point.verified_on), who=who)

    @property
    def more(self) -> str:
        """The day and the way, for those who ask."""
        day = figures.day(self.point.refuted_on or self.point.verified_on)
        return f"{day} · {self.point.get_checked_how_display()}" if self.point.checked_how else ""

    @property
    def seen(self) -> str:
        """Where and when a list last said so: not the same as verified."""
        if self.point.seen_on is None:
            return ""
        when = figures.ago(self.point.seen_on)
        if not getattr(self.point, "is_placed", False):
            return _("last seen {when}").format(when=when)
        return _("last seen {when} in {where}").format(when=when, where=self.point.seen_in)

    @staticmethod
    def first_of(kind: str) -> Any:
        return WAYS.get(kind, OTHERWISE)[0]

    @staticmethod
    def others_of(kind: str) -> tuple[Any, ...]:
        return WAYS.get(kind, OTHERWISE)[1:]

    @staticmethod
    def faults_of(kind: str, refuted: bool) -> tuple[Any, ...]:
        if refuted:
            return ()
        return tuple(Fault) if kind == Kind.EMAIL else (Fault.WRONG,)
