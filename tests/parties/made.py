"""Parties for the plays of this room, written as an import writes them."""

from collections.abc import Sequence

from everfair.jobs.parties import derive
from everfair.names import email_key, phone_key, website_key
from everfair.parties.models import ContactPoint, Employment, ExternalId, Name, Organisation, Party


def organisation(*names: str, city: str = "", country: str = "", indexed: bool = True, **more: str) -> Party:
    """`more`: website, email, phone, external_id."""
    party = Party.objects.create(kind=Party.Kind.ORGANISATION)
    for text in names:
        Name.objects.create(party=party, text=text, kind=kind_of(text))
    if city or country:
        Organisation.objects.create(party=party, city=city, country=country)
    reach(party, **more)
    if indexed:
        derive([party.pk])
    party.refresh_from_db()
    return party


def person(name: str, works_for: Party | None = None, **more: str) -> Party:
    party = Party.objects.create(kind=Party.Kind.PERSON)
    Name.objects.create(party=party, text=name, kind=Name.Kind.FULL)
    reach(party, **more)
    if works_for is not None:
        Employment.objects.create(person=party, organisation=works_for)
    derive([party.pk])
    party.refresh_from_db()
    return party


def reach(party: Party, website: str = "", email: str = "", phone: str = "", external_id: str = "") -> None:
    given = (("website", website, website_key), ("email", email, email_key), ("phone", phone, phone_key))
    for kind, value, keyed in given:
        if value:
            ContactPoint.objects.create(party=party, kind=kind, value=value, key=keyed(value).key or value)
    if external_id:
        source, _, value = external_id.partition(":")
        ExternalId.objects.create(party=party, source=source, value=value)


def kind_of(text: str) -> str:
    if text.isascii():
        return Name.Kind.ENGLISH
    return Name.Kind.FULL if text.endswith("公司") else Name.Kind.SHORT


def names_of(party: Party) -> Sequence[str]:
    return sorted(Name.objects.filter(party=party).values_list("text", flat=True))
