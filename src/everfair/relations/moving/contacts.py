"""Who the customers are and how they are reached: as many rows for each as it has names or numbers of a kind."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from django.db.models import Exists, OuterRef, QuerySet

from everfair.intake.visible import hidden_ids
from everfair.parties.among import among
from everfair.parties.models import Employment, Party
from everfair.relations import visible
from everfair.relations.moving.cards import AT_ONCE, Card, Shows, cards, first, portions
from everfair.shows.scope import Capability, Scope
from everfair.tables.writing import Value

Line = dict[str, Value]
Place = tuple[str, str]  # series, side
REACH = ("website", "email", "phone", "wechat")
# Of those whom no organisation places.
AT_HOME = (*REACH, "address")


def asked(scope: Scope, series_id: int | None) -> QuerySet[Party]:
    """Organisations, with who works there; and persons who work nowhere."""
    employed = Employment.objects.filter(person=OuterRef("pk"), ended_on=None)
    rows = visible.parties(scope).filter(~Exists(employed))
    if series_id is None and scope.may_everywhere(Capability.EXPORT):
        return rows
    held = visible.relationships(scope, Capability.EXPORT).filter(party=OuterRef("pk"))
    return rows.filter(Exists(held.filter(series=series_id) if series_id else held))


def told(rows: QuerySet[Party], shows: Shows) -> Iterator[Line]:
    for portion in portions(rows.order_by("pk").iterator(chunk_size=AT_ONCE)):
        ids = [party.pk for party in portion]
        jobs, placed = employments(ids), places(ids, shows)
        known = cards({*ids, *(job.person_id for held in jobs.values() for job in held)})
        keep_to(shows, known.values())
        for party in portion:
            yield from lines_of(party, known, jobs[party.pk], placed[party.pk])


def keep_to(shows: Shows, told: Collection[Card]) -> None:
    """Of outside ids those are not told that lists of other shows gave."""
    hidden = hidden_ids(shows, {source for card in told for source, _value in card.ids})
    for card in told:
        card.ids = [(source, value) for source, value in card.ids if source not in hidden]


def employments(organisations: list[int]) -> dict[int, list[Employment]]:
    found: dict[int, list[Employment]] = defaultdict(list)
    rows = Employment.objects.filter(organisation__in=among(organisations), ended_on=None)
    for job in rows.order_by("pk"):
        found[job.organisation_id].append(job)
    return found


def places(ids: list[int], shows: Shows) -> dict[int, list[Place]]:
    """On which of the shows they are, and on which side of each."""
    found: dict[int, list[Place]] = defaultdict(list)
    rows = visible.relationships_within(shows).filter(party__in=among(ids))
    for row in rows.select_related("series").order_by("pk"):
        found[row.party_id].append((row.series.zh or row.series.en or row.series.slug, row.side))
    return found


def lines_of(party: Party, known: dict[int, Card], jobs: list[Employment], on: list[Place]) -> Iterator[Line]:
    card = known[party.pk]
    if party.kind == Party.Kind.PERSON:
        yield from of_person(card, on)
        return
    yield from of_organisation(party, card, on)
    for job in jobs:
        person = known[job.person_id]
        work = {"title": job.title, "decision_role": job.decision_role}
        for place, reach in enumerate(reached(person)):
            told = person.details if place == 0 else {}
            yield card.named() | {"person": first(person.names)} | work | reach | told


def of_organisation(party: Party, card: Card, on: list[Place]) -> Iterator[Line]:
    once: Line = (
        card.places | card.details | {"note": party.note, "other_ids": "\n".join(map(" | ".join, card.ids))}
    )
    rows = zip_longest(card.names, card.english, reached(card), on)
    for place, (name, english, reach, place_on) in enumerate(rows):
        series, side = place_on or ("", "")
        yield (
            card.named()
            | (once if place == 0 else {})
            | {"organisation": name or first(card.names), "english_name": english or first(card.english)}
            | (reach or {})
            | {"series": series, "role": side}
        )


def of_person(card: Card, on: list[Place]) -> Iterator[Line]:
    for place, (reach, place_on) in enumerate(zip_longest(reached(card, AT_HOME), on)):
        series, side = place_on or ("", "")
        name = first(card.names) or first(card.english)
        told = card.details if place == 0 else {}
        yield {"person": name, "series": series, "role": side} | (reach or {}) | told


def reached(card: Card, kinds: Sequence[str] = REACH) -> list[Line]:
    """A row for each way to reach them of the kind that has most, apart for each day of verifying; one at least."""
    days = [None, *sorted(set(card.verified.values()))]
    return [row for day in days for row in verified_on(card, day, kinds)] or [{}]


def verified_on(card: Card, day: date | None, kinds: Sequence[str]) -> list[Line]:
    of_day = [
        [value for value in card.points[code] if card.verified.get((code, value)) == day] for code in kinds
    ]
    return [dict(zip(kinds, row, strict=True)) | {"verified_on": day} for row in zip_longest(*of_day)]
