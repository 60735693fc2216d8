"""What relationships brought and cost, an entry a row."""

from collections.abc import Iterator

from django.db.models import QuerySet

from everfair.relations.models import LedgerEntry
from everfair.relations.moving.cards import AT_ONCE, Shows, cards, portions
from everfair.shows.scope import Capability, Scope
from everfair.tables.values.amounts import in_units
from everfair.tables.writing import Value

Line = dict[str, Value]


def asked(scope: Scope, series_id: int | None) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.filter(scope.series_filter("series_id", Capability.EXPORT))
    return rows.filter(series=series_id) if series_id else rows


def told(rows: QuerySet[LedgerEntry], shows: Shows) -> Iterator[Line]:
    ordered = rows.select_related("series", "edition").order_by("occurred_on", "pk")
    for portion in portions(ordered.iterator(chunk_size=AT_ONCE)):
        known = cards({one.party_id for one in portion})
        for one in portion:
            yield known[one.party_id].named() | {
                "website": known[one.party_id].website,
                "date": one.occurred_on,
                "series": one.series.zh or one.series.en or one.series.slug,
                "edition": one.edition.label if one.edition else "",
                "role": one.side,
                "kind": one.kind,
                "amount": in_units(one.amount_minor, one.currency),
                "currency": one.currency,
                "note": one.note,
            }
