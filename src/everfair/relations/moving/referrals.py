"""Who brought whom, one a row."""

from collections.abc import Iterator

from django.db.models import F, QuerySet

from everfair.relations.models import Referral
from everfair.relations.moving.cards import AT_ONCE, Shows, cards, portions
from everfair.shows.scope import Capability, Scope
from everfair.tables.writing import Value

Line = dict[str, Value]


def asked(scope: Scope, series_id: int | None) -> QuerySet[Referral]:
    """Those that say something: not where a merge made both one."""
    seen = scope.series_filter("series_id", Capability.EXPORT)
    rows: QuerySet[Referral] = Referral.objects.filter(seen).exclude(referrer=F("child"))
    return rows.filter(series=series_id) if series_id else rows


def told(rows: QuerySet[Referral], shows: Shows) -> Iterator[Line]:
    ordered = rows.select_related("series").order_by("occurred_on", "pk")
    for portion in portions(ordered.iterator(chunk_size=AT_ONCE)):
        known = cards({pk for one in portion for pk in (one.referrer_id, one.child_id)})
        for one in portion:
            referrer, child = known[one.referrer_id], known[one.child_id]
            by = {"referrer": "organisation", "referrer_english_name": "english_name"}
            yield (
                child.named()
                | {code: referrer.named()[said] for code, said in by.items()}
                | {
                    "website": child.website,
                    "referrer_website": referrer.website,
                    "referrer_external_id": referrer.own_id,
                    "date": one.occurred_on,
                    "series": one.series.zh or one.series.en or one.series.slug,
                    "role": one.side,
                    "weight": one.weight,
                    "direction": "kept_away" if one.is_warning else "brought",
                    "note": one.note,
                }
            )
