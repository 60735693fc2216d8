"""Who came to which edition: the facts are asked, in lists by score only those of whom the published run says so.

What the run says stands in the index that such a list is read along, so that most are passed over at once. Whoever
may have changed since the run read the facts is asked likewise.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Substr
from django.db.models.lookups import EndsWith, Exact

from everfair.desk.customers.listing.asked import Asked
from everfair.house.existing import there_is
from everfair.shows.models import Participation

CAME = (Participation.Status.CAME,)


def took_part_in_each(asked: Asked, statuses: Sequence[str]) -> Any:
    def narrow(rows: QuerySet[Any], editions: tuple[str, ...]) -> QuerySet[Any]:
        for edition in editions:
            rows = rows.filter(took_part(asked, statuses, edition))
        return rows

    return narrow


def booked_without_day(asked: Asked) -> Any:
    """Booked, and it is not on record when: no pace of bookings can count them."""

    def narrow(rows: QuerySet[Any], editions: tuple[str, ...]) -> QuerySet[Any]:
        for edition in editions:
            rows = rows.filter(took_part(asked, Participation.TAKING_PART, edition))
            rows = rows.exclude(took_part(asked, Participation.TAKING_PART, edition, dated=True))
        return rows

    return narrow


def came_to_none(asked: Asked) -> Any:
    def narrow(rows: QuerySet[Any], editions: tuple[str, ...]) -> QuerySet[Any]:
        for edition in editions:
            rows = rows.filter(~took_part(asked, CAME, edition))
        return rows

    return narrow


def short_cut(asked: Asked, filters: Mapping[str, Sequence[str]]) -> Q | None:
    """Of those with a score: whom these filters may find by what the run says, but for who changed since."""
    wanted = [(edition, True) for edition in filters.get("came", ())]
    wanted += [(edition, False) for edition in filters.get("not_came", ())]
    if not wanted or asked.changed is None:
        return None
    marks = [mark for edition, came in wanted if (mark := marked(asked, int(edition), came)) is not None]
    return reduce(and_, marks) if marks else None


def marked(asked: Asked, edition: int, came: bool) -> Q | None:
    """None where the edition does not stand in the same place of what scores say on each side of the show."""
    orders = [asked.editions.analysed(side) for side in asked.roles_by_side]
    places = {order.index(edition) if edition in order else None for order in orders}
    place = places.pop() if len(places) == 1 else None
    if place is None:
        return None
    here: Any = Exact(Substr(F("score_attended"), place + 1, 1), Value("1"))
    if came:
        return Q(here)
    last = all(place + 1 == len(order) for order in orders)
    return ~Q(at_last()) if last else ~Q(here)


def at_last() -> Any:
    """As the index of the absent says it."""
    return EndsWith(F("score_attended"), Value("1"))


def took_part(asked: Asked, statuses: Sequence[str], edition: str, *, dated: bool = False) -> Q:
    """On the side of the relationship."""
    roles = tuple((side, tuple(held)) for side, held in asked.roles_by_side.items())
    return in_any_role(roles, tuple(statuses), int(edition), dated)


@lru_cache(maxsize=1_000)
def in_any_role(
    roles_by_side: tuple[tuple[str, tuple[int, ...]], ...],
    statuses: tuple[str, ...],
    edition: int,
    dated: bool,
) -> Q:
    """Roles are named one by one, so that an index tells alone."""
    rows = Participation.objects.filter(edition=edition, status__in=statuses)
    rows = rows.filter(booked_on__isnull=False) if dated else rows
    found = [
        (side, there_is(rows.filter(role__in=roles), "party", "party_id")) for side, roles in roles_by_side
    ]
    if len(found) == 1:  # said without its side: neither database makes a join of what stands in an "or"
        return Q(found[0][1])
    return reduce(or_, [Q(there, side=side) for side, there in found], Q(pk__in=()))
