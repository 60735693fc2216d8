"""The parts of the settings as tabs; the template tag of `templatetags/desk_settings.py` draws them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everfair.shows.scope import Capability, Scope
from everfair.ui.asking import scope_for


@dataclass(frozen=True)
class Part:
    door: str
    word: str | Promise
    icon: str
    capability: Capability | None = None
    also: tuple[str, ...] = ()
    """Names of the other pages that belong to it."""

    @property
    def url(self) -> str:
        return reverse(self.door)

    def open_to(self, scope: Scope) -> bool:
        if self.capability is None:
            return True
        if self.capability is Capability.AUDIT:
            return scope.may(Capability.AUDIT)
        return scope.may_everywhere(self.capability)


PARTS = (
    Part("settings:me", _("Me"), "user-circle"),
    Part("settings:staff", _("Staff"), "users", Capability.MANAGE_STAFF, ("settings:new_staff", "settings:person")),
    Part("settings:rights", _("Who may what"), "lock", Capability.MANAGE_STAFF),
    Part(
        "settings:roles", _("Roles of customers"), "affiliate", Capability.MANAGE_SHOWS,
        ("settings:new_role", "settings:role"),
    ),
    Part("settings:house", _("House"), "home", Capability.MANAGE_STAFF),
    Part("settings:jobs", _("Jobs"), "loader-2", Capability.MANAGE_STAFF),
    Part("settings:audit", _("Audit"), "history", Capability.AUDIT),
)  # fmt: skip


def parts_for(request: HttpRequest) -> list[tuple[Part, bool]]:
    """The parts this user may enter, and which of them the page belongs to."""
    match = request.resolver_match
    here = match.view_name if match else ""
    scope = scope_for(request)
    return [(part, here == part.door or here in part.also) for part in PARTS if part.open_to(scope)]
