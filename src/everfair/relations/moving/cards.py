"""What every list tells of a customer: names, places, ways to reach it, and the id it is known by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.utils.crypto import salted_hmac

from everfair.intake import fields
from everfair.parties.among import among
from everfair.parties.models import Consent, ContactPoint, ExternalId, Name, Organisation, Party, Person
from everfair.tables.writing import Value

AT_ONCE = 500
Shows = frozenset[int] | None
"""Of which a list may tell; None: of all."""
PLACES = ("country", "city", "address", "industry")
OF_PERSONS = (*fields.OF_PERSONS, "closeness")
T = TypeVar("T")


@dataclass
class Card:
    """`names` and `english` are all names, the one it goes by first."""

    party_id: int
    names: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)
    places: dict[str, Value] = field(default_factory=dict)
    details: dict[str, Value] = field(default_factory=dict)
    """What a list of contacts tells besides: closeness, birthday and the like, whether to be left alone."""
    points: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    verified: dict[tuple[str, str], date] = field(default_factory=dict)
    ids: list[tuple[str, str]] = field(default_factory=list)
    """(of which system or list, id there)."""

    @property
    def own_id(self) -> str:
        return f"everfair:{house()}:{self.party_id}"

    @property
    def website(self) -> str:
        return first(self.points["website"])

    def named(self) -> dict[str, Value]:
        """Who it is, in any kind of list."""
        return {
            "organisation": first(self.names),
            "english_name": first(self.english),
            "external_id": self.own_id,
        }

    def reached(self) -> dict[str, Value]:
        """The first of each way to reach it."""
        return {code: first(self.points[code]) for code in ("website", "email", "phone", "wechat")}


def house() -> str:
    """Tells the ids of this house from those of another; it says nothing else."""
    return salted_hmac("everfair.relations.moving", "house").hexdigest()[:8]


def first(texts: list[str]) -> str:
    return texts[0] if texts else ""


def cards(party_ids: Iterable[int]) -> dict[int, Card]:
    found = {pk: Card(pk) for pk in party_ids}
    asked = among(found)
    for pk, text, kind in names_of(asked):
        add(found[pk].english if kind == Name.Kind.ENGLISH else found[pk].names, text)
    for pk, kind, value, day in points_of(asked):
        add(found[pk].points[kind], value)
        found[pk].verified |= {(kind, value): day} if day else {}
    for pk, source, value in (
        ExternalId.objects.filter(party__in=asked).order_by("pk").values_list("party_id", "source", "value")
    ):
        found[pk].ids.append((source, value))
    for row in Organisation.objects.filter(party__in=asked).values("party_id", "closeness", *PLACES):
        card = found[row.pop("party_id")]
        card.details["closeness"] = row.pop("closeness")
        card.places = row
    for row in Person.objects.filter(party__in=asked).values("party_id", *OF_PERSONS):
        found[row.pop("party_id")].details |= row
    for consent in Consent.objects.filter(party__in=asked).order_by("pk"):
        card = found[consent.party_id]
        before = card.details.get("consents")
        card.details["consents"] = f"{before}\n{line_of(consent)}" if before else line_of(consent)
    for party in Party.objects.filter(pk__in=asked).only("do_not_contact", "absorbed_do_not_contact"):
        found[party.pk].details["do_not_contact"] = "yes" if party.is_not_contacted else ""
    return found


def line_of(consent: Consent) -> str:
    moments = (consent.given_at, consent.withdrawn_at)
    days = [moment.isoformat(timespec="seconds") for moment in moments if moment]
    return " | ".join([consent.channel, consent.purpose, consent.basis, *days])


MAIN_FIRST = [Name.Kind.FULL, Name.Kind.ENGLISH, Name.Kind.SHORT, Name.Kind.ALIAS]


def names_of(asked: Any) -> list[tuple[int, str, str]]:
    rows = Name.objects.filter(party__in=asked).order_by("pk").values_list("party_id", "text", "kind")
    return sorted(rows, key=lambda row: MAIN_FIRST.index(Name.Kind(row[2])))


def points_of(asked: Any) -> list[tuple[int, str, str, date | None]]:
    rows = ContactPoint.objects.filter(party__in=asked).order_by("pk")
    return list(rows.values_list("party_id", "kind", "value", "verified_on"))


def add(texts: list[str], text: str) -> None:
    if text not in texts:
        texts.append(text)


def portions(rows: Iterable[T]) -> Iterator[list[T]]:
    source = iter(rows)
    while portion := list(islice(source, AT_ONCE)):
        yield portion
