"""What a member of staff may see: every list, search, export and drill-down starts from these."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from everfair.parties.models import Employment, Party
from everfair.relations.models.relationship import Relationship
from everfair.shows.models.role import Side
from everfair.shows.scope import Capability, Scope, within

Held = Sequence[tuple[int, int | None]]
"""(show, owner) of relationships."""


def relationships(scope: Scope, capability: Capability = Capability.SEE) -> QuerySet[Relationship]:
    """Relationships with the series the user may see (or on which they have the capability)."""
    seen: QuerySet[Relationship] = Relationship.objects.filter(scope.series_filter("series_id", capability))
    return seen


def relationships_within(seen: frozenset[int] | None) -> QuerySet[Relationship]:
    """`relationships`, of what the query depends on alone."""
    rows: QuerySet[Relationship] = Relationship.objects.filter(within(seen))
    return rows


def parties(scope: Scope) -> QuerySet[Party]:
    """Parties (not those merged away) with a relationship the user may see; those with none at all are seen
    by who brought them in, marketing and directors. People are seen with the organisations they work
    for."""
    return parties_for(scope.user_id, seen=scope.seen, unplaced=scope.sees_unplaced)


def parties_for(user: int, *, seen: frozenset[int] | None, unplaced: bool) -> QuerySet[Party]:
    """`parties`, of what a query depends on alone."""
    if seen is None and unplaced:
        return Party.objects.filter(merged_into=None)
    ours, everybody = Relationship.objects.filter(within(seen)), Relationship.objects.all()
    who = Q() if unplaced else Q(created_by_id=user)
    placed = have_one(ours) | (who & ~have_one(everybody))
    return Party.objects.filter(Q(merged_into=None) & placed)


def have_one(rows: QuerySet[Relationship]) -> Q:
    """Parties that have one of these relationships, or work for an organisation that has. Asked employment by
    employment: joined, SQLite would go through all relationships of the show for each party."""
    at_work = Exists(rows.filter(party=OuterRef("organisation")))
    jobs = Employment.objects.filter(at_work, person=OuterRef("pk"))
    return Q(Exists(rows.filter(party=OuterRef("pk")))) | Q(Exists(jobs))


def sides(series: Sequence[int]) -> list[Side]:
    """The sides of these shows on which there is anybody: a glance at the index for each."""
    if not series:
        return []
    shows = ", ".join(["%s"] * len(series))
    one = (
        f"SELECT %s WHERE EXISTS (SELECT 1 FROM {Relationship._meta.db_table} "
        f"WHERE series_id IN ({shows}) AND side = %s AND NOT superseded)"
    )
    with connection.cursor() as cursor:
        asked: list[int | str] = []
        for side in Side:
            asked += [side.value, *series, side.value]
        cursor.execute(" UNION ALL ".join([one] * len(Side)), asked)
        there = {side for (side,) in cursor.fetchall()}
    return [side for side in Side if side.value in there]


def changeable(scope: Scope) -> Q:
    """The condition on relationships whose customer the user may change: `may_change` for whole lists."""
    if scope.may_everywhere(Capability.CHANGE_ANY):
        return Q()
    free = Q(owner=None) | Q(owner_id=scope.user_id)
    own = scope.series_filter("series_id", Capability.CHANGE_OWN) & free
    return own | scope.series_filter("series_id", Capability.CHANGE_ANY)


def may_change(scope: Scope, party: Party) -> bool:
    """Sales change customers of their own and the unowned; service, marketing and directors change any they
    see."""
    return changes_any(scope, held(party))


def held(party: Party) -> Held:
    """Of the customer's relationships. A person without a show of their own goes with the organisations
    they work for."""
    own = Relationship.objects.filter(party=party).values_list("series_id", "owner_id")
    places = Relationship.objects.filter(party__staff__person=party, party__staff__superseded=False)
    return list(own) or list(places.values_list("series_id", "owner_id"))


def changes_any(scope: Scope, held: Held) -> bool:
    """Whether the user may change a customer with these relationships."""
    if not held:
        return scope.may(Capability.CHANGE_ANY) or scope.may(Capability.CHANGE_OWN)
    return any(changes(scope, series, owner) for series, owner in held)


def changes(scope: Scope, series: int, owner: int | None) -> bool:
    """Whether the user may change a customer for a relationship with that series that somebody owns."""
    if scope.may(Capability.CHANGE_ANY, series):
        return True
    return scope.may(Capability.CHANGE_OWN, series) and owner in (None, scope.user_id)
