"""Who of the staff works on a show: whom its tasks and customers may be given to."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from everfair.house.models import User
from everfair.shows.models.membership import Membership
from everfair.shows.scope import MAY, Capability, of_seen, scope_of

ROLES = tuple(role for role, may in MAY.items() if Capability.DO_TASKS in may)


def workers(series: frozenset[int] | None) -> QuerySet[User]:
    """Those who work on any of these shows; None: on any at all."""
    held = Membership.objects.filter(of_seen(series), user=OuterRef("pk"), role__in=ROLES)
    return User.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


def workers_on(series: int | None) -> QuerySet[User]:
    return workers(None if series is None else frozenset({series}))


def works_on(user: User, path: str = "series_id") -> Q:
    """The condition that keeps a query within the shows that somebody works on."""
    return scope_of(user).series_filter(path, Capability.DO_TASKS)
