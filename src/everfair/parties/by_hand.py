"""Parties, their names and contact points as staff write them: each act with its journal entry, found at once."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models, transaction

from everfair import journal
from everfair.names import ContactKey, email_key, phone_key, website_key
from everfair.names.folding import fold, script
from everfair.parties.models import ContactPoint, ExternalId, Name, Organisation, Party, Person
from everfair.parties.search import index_at_once

SOURCE = "hand"
_KEYED: dict[str, Callable[[str], ContactKey]] = {
    ContactPoint.Kind.EMAIL.value: email_key,
    ContactPoint.Kind.PHONE.value: phone_key,
    ContactPoint.Kind.WEBSITE.value: website_key,
}


class NotComparable(ValueError):
    """A contact point that cannot be read; `reason` is the code of `names`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def write_party(
    kind: str,
    names: Mapping[str, str],
    *,
    by: models.Model | None,
    reached_by: Mapping[str, str] | None = None,
    **known: Any,
) -> Party:
    """A new organisation or person. `names`: kind of name -> text; `reached_by`: kind of contact point -> value."""
    party = Party.objects.create(kind=kind, created_by_id=by.pk if by else None, source=SOURCE)
    details = Organisation if kind == Party.Kind.ORGANISATION else Person
    details._default_manager.create(party=party, source=SOURCE, **known)
    for kind_of_name, text in names.items():
        Name.objects.create(party=party, text=text, kind=kind_of_name, script=script(text), source=SOURCE)
    for kind_of_contact, value in (reached_by or {}).items():
        ContactPoint.objects.create(
            party=party,
            kind=kind_of_contact,
            value=value,
            key=contact_key(kind_of_contact, value),
            source=SOURCE,
        )
    journal.record("party.add", party, by=by, party=party.pk, personal={"names": dict(names)})
    index_at_once([party.pk])
    return party


def contact_key(kind: str, value: str) -> str:
    """What the contact point is compared by. Raises NotComparable where an address or number cannot be one."""
    if kind not in _KEYED:
        return fold(value)[:300]
    found = _KEYED[kind](value)
    if found.key is None:
        raise NotComparable(found.reason)
    return found.key


@transaction.atomic
def add_name(party: Party, text: str, kind: str, *, by: models.Model | None) -> Name:
    """One name more; the same name of the same kind stays one."""
    found: Name
    found, made = Name.objects.get_or_create(
        party=party, text=text, kind=kind, defaults={"script": script(text), "source": SOURCE}
    )
    if made:
        _tell("name.add", found, party, by, {"text": text, "kind": kind})
    return found


@transaction.atomic
def remove_name(name: Name, *, by: models.Model | None) -> None:
    """A name that was never theirs. Raises LastName where it is the only one."""
    if name.party.names.count() == 1:
        raise LastName
    _remove("name.remove", name, by, {"text": name.text, "kind": name.kind})


class LastName(ValueError):
    """A party without any name could not be found again."""


@transaction.atomic
def add_contact(party: Party, kind: str, value: str, *, by: models.Model | None) -> ContactPoint:
    """One more way to reach the party. Raises NotComparable."""
    key = contact_key(kind, value)
    found: ContactPoint
    found, made = ContactPoint.objects.get_or_create(
        party=party, kind=kind, key=key, defaults={"value": value, "source": SOURCE}
    )
    if made:
        _tell("contactpoint.add", found, party, by, {"kind": kind, "value": value})
    return found


@transaction.atomic
def remove_contact(point: ContactPoint, *, by: models.Model | None) -> None:
    _remove("contactpoint.remove", point, by, {"kind": point.kind, "value": point.value})


@transaction.atomic
def add_external_id(party: Party, source: str, value: str, *, by: models.Model | None) -> ExternalId | None:
    """None where another party is known under it already."""
    found, made = ExternalId.objects.get_or_create(source=source, value=value, defaults={"party": party})
    if made:
        _tell("externalid.add", found, party, by, {"source": source, "value": value})
    return found if found.party_id == party.pk else None


@transaction.atomic
def remove_external_id(row: ExternalId, *, by: models.Model | None) -> None:
    _remove("externalid.remove", row, by, {"source": row.source, "value": row.value})


def _remove(verb: str, row: Any, by: models.Model | None, told: dict[str, str]) -> None:
    party, recorded = row.party, row.recorded_party_id
    journal.record(verb, row, by=by, party=party.pk, params={"kind": told.get("kind", "")}, personal=told)
    row.delete()
    index_at_once({party.pk, recorded})


def _tell(verb: str, row: Any, party: Party, by: models.Model | None, told: dict[str, str]) -> None:
    journal.record(verb, row, by=by, party=party.pk, params={"kind": told.get("kind", "")}, personal=told)
    index_at_once([party.pk])
