"""What is known of parties, as `names` compares it: read in bulk, for recorded parties or for whole trees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from everfair.names import Record
from everfair.names.agreement import Row
from everfair.names.rows import Individual, organisation_row, person_row
from everfair.parties import forest
from everfair.parties.among import among
from everfair.parties.models.contacts import ContactPoint, Employment
from everfair.parties.models.identity import ExternalId
from everfair.parties.models.name import Name
from everfair.parties.models.party import Organisation, Party

_KINDS = {
    ContactPoint.Kind.WEBSITE.value: "websites",
    ContactPoint.Kind.EMAIL.value: "emails",
    ContactPoint.Kind.PHONE.value: "phones",
}

_TELLING = ("names", "websites", "emails", "phones", "external_ids")


@dataclass(frozen=True)
class Side:
    """One of two that are compared. `employers` for persons."""

    kind: str
    record: Record
    employers: frozenset[int] = frozenset()

    @property
    def individual(self) -> Individual:
        record = self.record
        return Individual(
            name=next((name for name in record.names if name.strip()), ""),
            country=record.country,
            emails=record.emails,
            phones=record.phones,
            employers=tuple(map(str, sorted(self.employers))),
            external_ids=record.external_ids,
        )

    @property
    def row(self) -> Row:
        """As it is weighed."""
        return _row(self)


@lru_cache(maxsize=4_096)
def _row(side: Side) -> Row:
    is_person = side.kind == Party.Kind.PERSON
    return person_row(side.individual) if is_person else organisation_row(side.record)


@dataclass
class Known:
    """A party and what is known of it. `employers` for persons, as roots."""

    kind: str = Party.Kind.ORGANISATION.value
    names: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    external_ids: list[tuple[str, str]] = field(default_factory=list)
    city: str = ""
    country: str = ""
    employers: set[int] = field(default_factory=set)

    @cached_property
    def record(self) -> Record:
        return Record(
            names=tuple(dict.fromkeys(self.names)),
            country=self.country,
            city=self.city,
            websites=tuple(dict.fromkeys(self.websites)),
            emails=tuple(dict.fromkeys(self.emails)),
            phones=tuple(dict.fromkeys(self.phones)),
            external_ids=tuple(dict.fromkeys(self.external_ids)),
        )

    @property
    def side(self) -> "Side":
        return Side(self.kind, self.record, frozenset(self.employers))

    def says(self, record: Record) -> bool:
        """Whether all of the record by which others may be met is known."""
        own = self.record
        return all(set[object](getattr(record, name)) <= set[object](getattr(own, name)) for name in _TELLING)


def known_of_roots(root_ids: Iterable[int]) -> dict[int, Known]:
    """Roots with all that was merged into them."""
    return known(forest.tree(root_ids))


def known_as_recorded(party_ids: Iterable[int]) -> dict[int, Known]:
    """Each party with what was recorded for itself alone."""
    return known({pk: pk for pk in party_ids})


def known(belongs: Mapping[int, int]) -> dict[int, Known]:
    """`belongs`: recorded party -> the party its rows are read for."""
    parties = {root: Known() for root in belongs.values()}
    for batch in forest.in_batches(belongs):
        _kinds(batch, belongs, parties)
        _names(batch, belongs, parties)
        _contacts(batch, belongs, parties)
        _places(batch, belongs, parties)
        _employers(batch, belongs, parties)
    return parties


def _kinds(batch: Iterable[int], belongs: Mapping[int, int], parties: dict[int, Known]) -> None:
    for pk, kind in Party.objects.filter(pk__in=among(batch)).values_list("pk", "kind"):
        parties[belongs[pk]].kind = kind


def _names(batch: Iterable[int], belongs: Mapping[int, int], parties: dict[int, Known]) -> None:
    rows = Name.every.filter(recorded_party__in=among(batch)).order_by("pk")
    for recorded, text in rows.values_list("recorded_party_id", "text"):
        parties[belongs[recorded]].names.append(text)


def _contacts(batch: Iterable[int], belongs: Mapping[int, int], parties: dict[int, Known]) -> None:
    # Asked for kinds, too, SQLite would read all that anybody has of these kinds.
    rows = ContactPoint.every.filter(recorded_party__in=among(batch)).order_by("pk")
    for recorded, kind, value in rows.values_list("recorded_party_id", "kind", "value"):
        if kind in _KINDS:
            getattr(parties[belongs[recorded]], _KINDS[kind]).append(value)
    outside = ExternalId.objects.filter(recorded_party__in=among(batch)).order_by("pk")
    for recorded, source, value in outside.values_list("recorded_party_id", "source", "value"):
        parties[belongs[recorded]].external_ids.append((source, value))


def _places(batch: Iterable[int], belongs: Mapping[int, int], parties: dict[int, Known]) -> None:
    rows = Organisation.every.filter(recorded_party__in=among(batch)).order_by("pk")
    for recorded, city, country in rows.values_list("recorded_party_id", "city", "country"):
        found = parties[belongs[recorded]]
        found.city, found.country = found.city or city, found.country or country


def _employers(batch: Iterable[int], belongs: Mapping[int, int], parties: dict[int, Known]) -> None:
    rows = Employment.every.filter(recorded_person__in=among(batch))
    for recorded, organisation in rows.values_list("recorded_person_id", "organisation_id"):
        parties[belongs[recorded]].employers.add(organisation)
