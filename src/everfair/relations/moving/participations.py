"""Who took part in which edition: a row for each stand line, or one where there is none."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet

from everfair.parties.among import among
from everfair.relations.moving.cards import AT_ONCE, Card, Shows, cards, portions
from everfair.shows.models import Participation, Stand
from everfair.shows.scope import Capability, Scope
from everfair.tables.values.amounts import in_units
from everfair.tables.writing import Value

Line = dict[str, Value]


def asked(scope: Scope, series_id: int | None) -> QuerySet[Participation]:
    rows = Participation.objects.filter(scope.series_filter("edition__series_id", Capability.EXPORT))
    asked: QuerySet[Participation] = rows.filter(edition__series_id=series_id) if series_id else rows
    return asked


def told(rows: QuerySet[Participation], shows: Shows) -> Iterator[Line]:
    ordered = rows.select_related("edition__series", "role")
    ordered = ordered.order_by("edition__series_id", "edition__ordinal", "pk")
    for portion in portions(ordered.iterator(chunk_size=AT_ONCE)):
        known = cards({one.party_id for one in portion})
        stands = stands_of(portion)
        for one in portion:
            yield from lines(one, known[one.party_id], stands[one.pk])


def stands_of(portion: list[Participation]) -> dict[int, list[Stand]]:
    found: dict[int, list[Stand]] = defaultdict(list)
    for stand in Stand.objects.filter(participation__in=among(one.pk for one in portion)).order_by("pk"):
        found[stand.participation_id].append(stand)
    return found


def lines(one: Participation, card: Card, stands: list[Stand]) -> Iterator[Line]:
    edition = one.edition
    takes_part: Line = {
        "series": edition.series.zh or edition.series.en or edition.series.slug,
        "edition": edition.label,
        "date": edition.starts_on,
        "end_date": edition.ends_on,
        "display_name": one.display_name,
        "role": one.role.code,
        "status": one.status,
        "booked_on": one.booked_on,
    }
    who = card.named() | card.places
    yield who | card.reached() | takes_part | {"note": one.note} | (of_stand(stands[0]) if stands else {})
    for stand in stands[1:]:
        yield who | takes_part | of_stand(stand)


def of_stand(stand: Stand) -> Line:
    area = None if stand.area_dm2 is None else Decimal(stand.area_dm2).scaleb(-2)
    return {
        "stand": stand.number,
        "area": area,
        "amount": None if stand.amount_minor is None else in_units(stand.amount_minor, stand.currency),
        "currency": stand.currency if stand.amount_minor is not None else "",
    }
