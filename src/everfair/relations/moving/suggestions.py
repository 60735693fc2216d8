"""What customers suggested and what became of it, one a row."""

from collections.abc import Iterator

from django.db.models import QuerySet

from everfair.contact.models import Suggestion
from everfair.relations.moving.cards import AT_ONCE, Shows, cards, first, portions
from everfair.shows.scope import Capability, Scope
from everfair.tables.values.amounts import in_units
from everfair.tables.writing import Value

Line = dict[str, Value]


def asked(scope: Scope, series_id: int | None) -> QuerySet[Suggestion]:
    rows = Suggestion.objects.filter(scope.series_filter("series_id", Capability.EXPORT))
    return rows.filter(series=series_id) if series_id else rows


def told(rows: QuerySet[Suggestion], shows: Shows) -> Iterator[Line]:
    ordered = rows.select_related("series", "edition").order_by("given_on", "pk")
    for portion in portions(ordered.iterator(chunk_size=AT_ONCE)):
        known = cards({pk for one in portion for pk in (one.party_id, one.person_id) if pk})
        for one in portion:
            person = known[one.person_id] if one.person_id else None
            yield known[one.party_id].named() | {
                "website": known[one.party_id].website,
                "date": one.given_on,
                "person": first(person.names) if person else "",
                "email": first(person.points["email"]) if person else "",
                "phone": first(person.points["phone"]) if person else "",
                "series": one.series.zh or one.series.en or one.series.slug,
                "edition": one.edition.label if one.edition else "",
                "kind": one.kind,
                "text": one.text,
                "state": one.state,
                "answer": one.answer,
                "answered_on": one.answered_on,
                "amount": None if one.effect_minor is None else in_units(one.effect_minor, one.currency),
                "currency": one.currency if one.effect_minor is not None else "",
            }
