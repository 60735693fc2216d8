"""Who came to which edition: what the facts say, asked only of those of whom the published run says so.

The facts are asked in any case. What the run says stands in the index that the list is read along, so that most are
passed over at once; whoever may have changed since it read the facts is asked likewise.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact

from everfair.desk.customers.listing.asked import Asked
from everfair.shows.models import Participation

CAME = (Participation.Status.CAME,)
BOOKED = (Participation.Status.BOOKED, Participation.Status.CAME)


def came(asked: Asked) -> Any:
    def narrow(rows: QuerySet[Any], editions: tuple[str, ...]) -> QuerySet[Any]:
        """To each of them."""
        for edition in editions:
            rows = rows.filter(said(asked, edition, "1")).filter(took_part(asked, CAME, edition))
        return rows

    return narrow


def did_not_come(asked: Asked) -> Any:
    def narrow(rows: QuerySet[Any], editions: tuple[str, ...]) -> QuerySet[Any]:
        """To none of them."""
        for edition in editions:
            rows = rows.filter(said(asked, edition, "0-")).filter(~took_part(asked, CAME, edition))
        return rows

    return narrow


def booked(asked: Asked) -> Any:
    def narrow(rows: QuerySet[Any], editions: tuple[str, ...]) -> QuerySet[Any]:
        for edition in editions:
            rows = rows.filter(took_part(asked, BOOKED, edition))
        return rows

    return narrow


def said(asked: Asked, edition: str, marks: str) -> Q:
    """Those whose mark at the edition is one of these, and those of whom the run cannot be relied on."""
    place, changed = place_of(asked, edition), asked.changed
    if place is None or changed is None:
        return Q()
    here = Substr(F("score_attended"), place + 1, 1)
    told: list[Any] = [Q(Exact(here, Value(mark))) for mark in marks]
    return reduce(or_, told) | Q(score_relationship_id=None) | Q(score_relationship_id__in=changed)


def place_of(asked: Asked, edition: str) -> int | None:
    """Where the edition stands in what scores say, if in the same place on each side of the show."""
    orders = [asked.editions.analysed(side) for side in asked.roles_by_side]
    places = {order.index(int(edition)) if int(edition) in order else None for order in orders}
    return places.pop() if len(places) == 1 else None


def took_part(asked: Asked, statuses: Sequence[str], edition: str) -> Q:
    """On the side of the relationship; its roles are named one by one, so that an index tells alone."""
    rows = Participation.objects.filter(party=OuterRef("party"), edition=edition, status__in=statuses)
    found = [(side, Exists(rows.filter(role__in=roles))) for side, roles in asked.roles_by_side.items()]
    if len(found) == 1:  # said without its side: neither database makes a join of what stands in an "or"
        return Q(found[0][1])
    return reduce(or_, [Q(there, side=side) for side, there in found], Q(pk__in=()))
