"""The editions of the shows, with their dates and places."""

from collections.abc import Iterator

from django.db.models import QuerySet

from everfair.relations.moving.cards import Shows
from everfair.shows.models import Edition
from everfair.shows.models.edition import CANCELLED
from everfair.shows.scope import Capability, Scope
from everfair.tables.writing import Value

Line = dict[str, Value]


def asked(scope: Scope, series_id: int | None) -> QuerySet[Edition]:
    rows = Edition.objects.filter(scope.series_filter("series_id", Capability.EXPORT))
    asked: QuerySet[Edition] = rows.filter(series_id=series_id) if series_id else rows
    return asked


def told(rows: QuerySet[Edition], shows: Shows) -> Iterator[Line]:
    for one in rows.select_related("series").order_by("series_id", "ordinal"):
        yield {
            "series": one.series.zh or one.series.en or one.series.slug,
            "edition": one.label,
            "edition_name": one.zh or one.en,
            "date": one.starts_on,
            "end_date": one.ends_on,
            "city": one.city,
            "country": one.country,
            "venue": one.venue,
            "holding": holding(one),
        }


def holding(one: Edition) -> str:
    if one.is_excluded and one.excluded_because == CANCELLED:
        return "cancelled"
    return "held" if one.is_held else "planned"
