"""Letting staff in and out: each step writes its journal entry, and somebody is always left who can do it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from everfair import journal
from everfair.house.models import User
from everfair.shows.models import Membership, Series
from everfair.shows.scope import MAY, Capability

KEEPING = [role for role, may in MAY.items() if Capability.MANAGE_STAFF in may]


class NobodyLeft(Exception):
    """After this nobody could let staff in any more. Nothing was written."""


def keepers() -> QuerySet[User]:
    """Who may let staff in: a role that carries it on all shows, and an account that is open."""
    kept = Membership.objects.filter(series=None, role__in=KEEPING)
    return User.objects.filter(is_active=True, pk__in=kept.values("user"))


@transaction.atomic
def add_user(*, by: User | None, password: str, **values: Any) -> User:
    made = User.objects.create_user(password=password, **values)
    journal.record("user.add", made, by=by)
    return made


@transaction.atomic
def change_user(user: User, *, by: User | None, **values: Any) -> list[str]:
    """The names of the fields changed."""
    changed = [name for name, value in values.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, values[name])
    if changed:
        user.save(update_fields=changed)
        journal.record("user.change", user, by=by, params={"fields": changed})
    return changed


@transaction.atomic
def set_password(user: User, password: str, *, by: User | None) -> None:
    """Give a new one: whoever is signed in with the old one is asked again at their next request."""
    user.set_password(password)
    user.save(update_fields=["password"])
    journal.record("user.password", user, by=by)


@transaction.atomic
def disable(user: User, *, by: User | None) -> None:
    """Shut the account: its next request is refused, in every session. Raises NobodyLeft."""
    if not user.is_active:
        return
    leave_somebody(without=user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    journal.record("user.disable", user, by=by)


@transaction.atomic
def enable(user: User, *, by: User | None) -> None:
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        journal.record("user.enable", user, by=by)


@transaction.atomic
def grant(user: User, role: str, series: Series | None, *, by: User | None) -> Membership:
    """Give a role on a series, or (None) on all; once only."""
    held, made = Membership.objects.get_or_create(user=user, role=role, series=series)
    if made:
        tell("membership.add", held, by)
    return held


@transaction.atomic
def revoke(membership: Membership, *, by: User | None) -> None:
    """Take a role away. Raises NobodyLeft."""
    if membership.series_id is None and membership.role in KEEPING:
        same = Membership.objects.filter(user=membership.user_id, series=None, role__in=KEEPING)
        if not same.exclude(pk=membership.pk).exists():
            leave_somebody(without=membership.user)
    tell("membership.remove", membership, by)
    membership.delete()


def tell(verb: str, membership: Membership, by: User | None) -> None:
    """Told of the person, so that it stands in what was done about them."""
    params = {"role": membership.role, "everywhere": membership.series_id is None}
    journal.record(verb, membership.user, by=by, series=membership.series_id, params=params)


def leave_somebody(*, without: User) -> None:
    """Two who shut each other out at the same moment wait for one another here."""
    held = list(keepers().select_for_update().order_by("pk").values_list("pk", flat=True))
    if without.pk in held and not keepers().exclude(pk=without.pk).exists():
        raise NobodyLeft
