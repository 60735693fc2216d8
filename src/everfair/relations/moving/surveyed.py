"""What customers answered, a row for each answer; and how they rate competing shows, a row for each rating."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from everfair.relations.moving.cards import AT_ONCE, Card, Shows, cards, first, portions
from everfair.shows.scope import Capability, Scope
from everfair.surveys.models import Answer, Rating, Response
from everfair.tables.writing import Value

Line = dict[str, Value]


def answers_asked(scope: Scope, series_id: int | None) -> QuerySet[Answer]:
    rows = Answer.objects.filter(scope.series_filter("response__series_id", Capability.EXPORT))
    return rows.filter(response__series=series_id) if series_id else rows


def ratings_asked(scope: Scope, series_id: int | None) -> QuerySet[Rating]:
    rows = Rating.objects.filter(scope.series_filter("series_id", Capability.EXPORT))
    return rows.filter(series=series_id) if series_id else rows


def answers_told(rows: QuerySet[Answer], shows: Shows) -> Iterator[Line]:
    related = rows.select_related("item", "response__series", "response__edition", "response__instrument")
    for portion in portions(related.order_by("response_id", "item_id").iterator(chunk_size=AT_ONCE)):
        known = known_of(one.response for one in portion)
        for one in portion:
            yield said_by(one.response, known) | {
                "date": one.response.answered_on,
                "moment": one.response.moment,
                "item": one.item.code,
                "value": one.text if one.value is None else f"{one.value:g}",
            }


def ratings_told(rows: QuerySet[Rating], shows: Shows) -> Iterator[Line]:
    ordered = rows.select_related("series", "edition", "topic", "competitor").order_by("pk")
    for portion in portions(ordered.iterator(chunk_size=AT_ONCE)):
        known = known_of(portion)
        for one in portion:
            yield said_by(one, known) | {
                "date": one.rated_on,
                "competitor": one.competitor.name,
                "topic": one.topic.code,
                "value": f"{one.value:g}",
                "scale": f"{one.low:g}-{one.high:g}",
            }


def known_of(rows: Any) -> dict[int, Card]:
    parties = {pk for one in rows for pk in (one.party_id, getattr(one, "person_id", None)) if pk}
    return cards(parties)


def said_by(one: Response | Rating, known: dict[int, Card]) -> Line:
    """Who answered: a customer, or a respondent by a number of their own."""
    place = {
        "series": one.series.zh or one.series.en or one.series.slug,
        "edition": one.edition.label if one.edition else "",
        "side": one.side,
        "respondent": one.respondent or ("" if one.party_id else f"everfair:{one.pk}"),
    }
    return place | (named(one, known) if one.party_id else {})


def named(one: Response | Rating, known: dict[int, Card]) -> Line:
    assert one.party_id is not None
    card = known[one.party_id]
    reached = known[one.person_id] if isinstance(one, Response) and one.person_id else None
    told: Line = {**card.named(), "website": card.website}
    if reached is not None:
        points = {code: first(reached.points[code]) for code in ("email", "phone")}
        told |= {"person": first(reached.names), **points}
    return told
