"""What a member of staff may see and do: every query for a person's eyes starts here."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from everfair.shows.models.membership import Membership

Role = Membership.Role


class Capability(StrEnum):
    """What may be done, by whom: the table below."""

    SEE = "see"
    CHANGE_OWN = "change_own"
    CHANGE_ANY = "change_any"
    IMPORT = "import"
    MERGE = "merge"
    EXPORT = "export"
    ANALYSE = "analyse"
    OVERRULE = "overrule"
    PLAN = "plan"
    DO_TASKS = "do_tasks"
    MANAGE_SHOWS = "manage_shows"
    AUDIT = "audit"
    MANAGE_STAFF = "manage_staff"


C = Capability
MAY: dict[str, frozenset[Capability]] = {
    Role.DIRECTOR: frozenset(C),
    Role.SALES: frozenset({C.SEE, C.CHANGE_OWN, C.EXPORT, C.OVERRULE, C.DO_TASKS, C.MERGE, C.IMPORT}),
    Role.SERVICE: frozenset({C.SEE, C.CHANGE_ANY, C.DO_TASKS, C.OVERRULE}),
    Role.MARKETING: frozenset(
        {C.SEE, C.CHANGE_ANY, C.IMPORT, C.MERGE, C.EXPORT, C.PLAN, C.DO_TASKS, C.OVERRULE, C.MANAGE_SHOWS}
    ),
    Role.ANALYST: frozenset({C.SEE, C.EXPORT, C.ANALYSE, C.IMPORT}),
    Role.ADMIN: frozenset({C.MANAGE_STAFF, C.AUDIT, C.MANAGE_SHOWS}),
}
# Roles that see parties which are not (yet) on any series.
SEES_UNPLACED = frozenset({Role.MARKETING, Role.DIRECTOR})


@dataclass(frozen=True)
class Scope:
    """The memberships of one user, asked as questions. Made once a request by `scope_of`."""

    user_id: int
    everywhere: frozenset[str] = frozenset()
    by_series: dict[int, frozenset[str]] = field(default_factory=dict)

    def roles(self, series_id: int | None = None) -> frozenset[str]:
        if series_id is None:
            return self.everywhere.union(*self.by_series.values())
        return self.everywhere | self.by_series.get(series_id, frozenset())

    def may(self, capability: Capability, series_id: int | None = None) -> bool:
        """Whether any role (on that series; without one, on any) carries the capability."""
        return any(capability in MAY[role] for role in self.roles(series_id))

    def may_everywhere(self, capability: Capability) -> bool:
        return any(capability in MAY[role] for role in self.everywhere)

    @property
    def sees_every_series(self) -> bool:
        return self.may_everywhere(Capability.SEE)

    @property
    def seen(self) -> frozenset[int] | None:
        """The series the user may see, None for all: what tells apart the queries kept for many users."""
        return None if self.sees_every_series else self.series_with(Capability.SEE)

    @property
    def sees_unplaced(self) -> bool:
        return bool(self.roles() & SEES_UNPLACED)

    def series_with(self, capability: Capability) -> frozenset[int]:
        """The series (besides `may_everywhere`) on which the user has the capability."""
        return frozenset(key for key in self.by_series if self.may(capability, key))

    def series_filter(self, path: str = "series_id", capability: Capability = Capability.SEE) -> Q:
        """The condition that keeps a query within the series the user may see (or has the capability on)."""
        return within(None if self.may_everywhere(capability) else self.series_with(capability), path)


def within(series: frozenset[int] | None, path: str = "series_id") -> Q:
    """The condition that keeps a query within these series; None: no condition."""
    if series is None:
        return ~Q(pk__in=())  # all; an empty Q would fall out of an "or" and leave only its other side
    return Q(**{f"{path}__in": series})


def of_seen(series: frozenset[int] | None, path: str = "series_id") -> Q:
    """Likewise; what is of no show is everybody's."""
    return Q(**{path: None}) | within(series, path)


def held_by(user: Any) -> QuerySet[Membership, tuple[str, int | None]]:
    return Membership.objects.filter(user=user).values_list("role", "series_id")


def scope_of(user: Any) -> Scope:
    """The scope of a user; a disabled one sees nothing."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return Scope(user_id=0)
    everywhere: set[str] = set()
    by_series: dict[int, set[str]] = {}
    held: list[tuple[str, int | None]] | None = getattr(user, "held", None)
    for role, series_id in held_by(user) if held is None else held:
        if series_id is None:
            everywhere.add(role)
        else:
            by_series.setdefault(series_id, set()).add(role)
    return Scope(user.pk, frozenset(everywhere), {key: frozenset(value) for key, value in by_series.items()})
