"""The dealings with customers, one a row."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from everfair.contact.models import Interaction
from everfair.relations import visible
from everfair.relations.moving.cards import AT_ONCE, Shows, cards, first, portions
from everfair.shows.scope import Capability, Scope
from everfair.tables.writing import Value

Line = dict[str, Value]


def asked(scope: Scope, series_id: int | None) -> QuerySet[Interaction]:
    """Those of a series; those of none with the customers who are seen anyway."""
    within = Q(scope.series_filter("series_id", Capability.EXPORT), series__isnull=False)
    if series_id:
        return Interaction.objects.filter(within, series=series_id)
    if scope.may_everywhere(Capability.EXPORT):
        within |= Q(series=None, party__in=visible.parties(scope))
    return Interaction.objects.filter(within)


def told(rows: QuerySet[Interaction], shows: Shows) -> Iterator[Line]:
    ordered = rows.select_related("series").order_by("occurred_on", "pk")
    for portion in portions(ordered.iterator(chunk_size=AT_ONCE)):
        known = cards({pk for one in portion for pk in (one.party_id, one.person_id) if pk})
        for one in portion:
            person = known[one.person_id] if one.person_id else None
            yield known[one.party_id].named() | {
                "website": known[one.party_id].website,
                "date": one.occurred_on,
                "person": first(person.names) if person else "",
                "email": first(person.points["email"]) if person else "",
                "phone": first(person.points["phone"]) if person else "",
                "channel": one.channel,
                "kind": one.kind,
                "outcome": one.outcome,
                "score": one.score,
                "series": str(one.series.zh or one.series.en or one.series.slug) if one.series else "",
                "note": one.note,
            }
