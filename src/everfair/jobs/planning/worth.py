"""What customers bring when they come: the margin on their last stand, or on one of their size, or on the usual one."""

from collections.abc import Sequence

import numpy as np
from django.db.models import Sum

from everfair.loop.models import Round
from everfair.science.arrays import Floats, floats
from everfair.shows.models import Participation
from everfair.shows.models.role import Side

LAST_EDITIONS = 3
Bill = tuple[int, int, int | None]  # edition, paid in minor units, area in dm2


def worth_of(drafted: Round, parties: Sequence[int], areas: Sequence[int | None]) -> Floats | None:
    """[n] minor units; None where no stand of the last editions has a price."""
    bills = last_bills(drafted)
    if not bills:
        return None
    paid = floats([paid for _, paid, _ in bills.values()])
    by_area = [(paid, area) for _, paid, area in bills.values() if area]
    price = sum(paid for paid, _ in by_area) / sum(area for _, area in by_area) if by_area else 0.0
    usual = float(paid.mean())

    def brings(party: int, area: int | None) -> float:
        if party in bills:
            return float(bills[party][1])
        return area * price if area and price else usual

    worth = [brings(party, area) for party, area in zip(parties, areas, strict=True)]
    return np.asarray(worth) * drafted.margin_percent / 100


def last_bills(drafted: Round) -> dict[int, Bill]:
    """By exhibitor, what it paid the last time it came, of the last editions held."""
    held = drafted.series.editions.filter(is_held=True, ordinal__lt=drafted.edition.ordinal)
    rows = (
        Participation.objects.filter(
            edition__in=list(held.order_by("-ordinal")[:LAST_EDITIONS]),
            role__side=Side.EXHIBITOR,
            stands__currency=drafted.currency,
        )
        .order_by("edition__ordinal")
        .values_list("party_id", "edition__ordinal")
        .annotate(paid=Sum("stands__amount_minor"), area=Sum("stands__area_dm2"))
        .filter(paid__gt=0)
    )
    return {party: (edition, paid, area) for party, edition, paid, area in rows}
