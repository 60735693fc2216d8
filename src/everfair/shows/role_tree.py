"""The tree of roles as a house grows it: sub-roles of its own, new names, and nothing lost that is in use."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from everfair import journal
from everfair.house.models import User
from everfair.shows import seeds
from everfair.shows.models import Role

SEEDED = {code for code, *_rest in seeds.ROLES}


class InUse(Exception):
    """Something hangs on the role. Nothing was written."""


@dataclass(frozen=True)
class Row:
    """A role as the tree shows it."""

    role: Role
    depth: int
    used: int
    """How often customers have it."""

    @property
    def is_own(self) -> bool:
        return self.role.code not in SEEDED


def rows() -> list[Row]:
    """Every role below its parent, each with how often customers have it."""
    used = usage()
    children: dict[int | None, list[Role]] = {}
    for role in Role.objects.order_by("id"):
        children.setdefault(role.parent_id, []).append(role)
    return walk(children, used, None, 0)


def walk(
    children: dict[int | None, list[Role]], used: dict[int, int], key: int | None, depth: int
) -> list[Row]:
    found: list[Row] = []
    for role in children.get(key, []):
        found.append(Row(role, depth, used.get(role.pk, 0)))
        found += walk(children, used, role.pk, depth + 1)
    return found


def usage() -> dict[int, int]:
    counted: dict[int, int] = {}
    for relation in holding():
        model: Any = relation.related_model
        name = relation.field.name
        for key, count in model._base_manager.order_by().values_list(name).annotate(count=models.Count("pk")):
            counted[key] = counted.get(key, 0) + count
    return counted


def holding() -> list[Any]:
    """The relations by which other rows hold a role, without its sub-roles."""
    related: list[Any] = [one for one in Role._meta.related_objects if one.related_model is not Role]
    return related


def held(role: Role) -> int:
    """How many rows would be lost with it: customers' and sub-roles."""
    return usage().get(role.pk, 0) + role.children.count()


def below(role: Role) -> set[int]:
    """The role and everything under it: what it cannot be put under."""
    found, fresh = {role.pk}, {role.pk}
    while fresh:
        fresh = set(Role.objects.filter(parent__in=fresh).values_list("pk", flat=True)) - found
        found |= fresh
    return found


@transaction.atomic
def add(*, by: User | None, **values: Any) -> Role:
    code = slugify(values.get("en", ""))[:40] or "role"
    if Role.objects.filter(code=code).exists():
        code = f"{code}-{secrets.token_hex(3)}"
    made = Role.objects.create(code=code, **values)
    journal.record("role.add", made, by=by, params={"name": str(made)})
    return made


@transaction.atomic
def change(role: Role, *, by: User | None, **values: Any) -> list[str]:
    changed = [name for name, value in values.items() if getattr(role, name) != value]
    for name in changed:
        setattr(role, name, values[name])
    if changed:
        role.save(update_fields=changed)
        journal.record("role.change", role, by=by, params={"fields": changed})
    return changed


@transaction.atomic
def remove(role: Role, *, by: User | None) -> None:
    """Raises InUse where a customer or a sub-role has it."""
    Role.objects.select_for_update().get(pk=role.pk)
    if held(role):
        raise InUse(str(role))
    journal.record("role.remove", role, by=by, params={"name": str(role)})
    try:
        with transaction.atomic():
            role.delete()
    except models.ProtectedError as used:
        raise InUse(str(role)) from used
