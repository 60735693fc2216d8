"""Writing customers: new ones as a whole, met ones with what the file adds to them. In bulk, a batch at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import is_the_firms, iso
from everfair.jobs.imports.who import Customer, Met
from everfair.names import email_key, phone_key, website_key
from everfair.names.folding import fold
from everfair.names.folding import script as script_of
from everfair.parties.models import (
    ContactPoint,
    Employment,
    ExternalId,
    Name,
    Organisation,
    Party,
    Person,
    PossibleDuplicate,
)

AT_ONCE = 500
PLACES = ("country", "city", "address", "industry")


@dataclass
class Source:
    """Where it all comes from: the file's name on every row, and whose ids the list carries."""

    name: str
    ids: str
    user_id: int | None = None


@dataclass
class Pile:
    """Rows to be written together."""

    names: list[Name] = field(default_factory=list)
    points: list[ContactPoint] = field(default_factory=list)
    ids: list[ExternalId] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    employments: list[Employment] = field(default_factory=list)
    duplicates: list[PossibleDuplicate] = field(default_factory=list)

    def write(self) -> None:
        """What is on file already stays as it is."""
        for rows in (self.names, self.points, self.ids, self.organisations, self.persons, self.employments):
            write_new(rows)
        write_new(self.duplicates)


def write_new(rows: Sequence[Model]) -> None:
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def create(new: Sequence[Met], kind: str, source: Source) -> None:
    """Parties for the customers that are not on file, so that each has its id."""
    parties = [Party(kind=kind, source=source.name[:60], created_by_id=source.user_id) for _ in new]
    Party.objects.bulk_create(parties, batch_size=AT_ONCE)
    for met, party in zip(new, parties, strict=True):
        met.customer.party_id = party.pk


def describe_organisation(pile: Pile, line: Line, customer: Customer, source: Source, is_new: bool) -> None:
    """All that the row says of its organisation."""
    party = ident(customer)
    add_names(pile, line, party, source, is_new)
    for code in ("website", "email", "phone", "wechat"):
        if line.get(code) and (code == "website" or is_the_firms(line, code)):
            add_point(pile, party, code, line, source)
    if line.get("external_id"):
        pile.ids.append(ExternalId(party_id=party, source=source.ids, value=line.text("external_id")))
    if is_new:
        places = {code: line.text(code) for code in PLACES}
        pile.organisations.append(Organisation(party_id=party, source=source.name[:120], **places))


def add_names(pile: Pile, line: Line, party: int, source: Source, is_new: bool) -> None:
    name = line.text("organisation") or line.text("display_name")
    kind = Name.Kind.FULL if is_new else Name.Kind.ALIAS
    told = [(name, kind)] if name else []
    if line.get("english_name"):
        told.append((line.text("english_name"), Name.Kind.ENGLISH))
    for text, as_kind in told:
        script = script_of(text)[:10]
        pile.names.append(
            Name(party_id=party, text=text, kind=as_kind, script=script, source=source.name[:120])
        )


def describe_person(
    pile: Pile, line: Line, person: Customer, employer: Customer | None, source: Source, is_new: bool
) -> None:
    party, text = ident(person), line.text("person")
    kind = Name.Kind.FULL if is_new else Name.Kind.ALIAS
    script = script_of(text)[:10]
    pile.names.append(Name(party_id=party, text=text, kind=kind, script=script, source=source.name[:120]))
    if is_new:
        pile.persons.append(Person(party_id=party, source=source.name[:120]))
    for code in ("email", "phone", "wechat"):
        if line.get(code) and not is_the_firms(line, code):
            add_point(pile, party, code, line, source)
    if employer is not None:
        pile.employments.append(
            Employment(
                person_id=party,
                organisation_id=ident(employer),
                title=line.text("title"),
                decision_role=line.text("decision_role"),
                source=source.name[:120],
            )
        )


def add_point(pile: Pile, party: int, code: str, line: Line, source: Source) -> None:
    value = line.text(code)
    key = KEYS[code](value, iso(line.text("country")) or "CN") or fold(value)
    pile.points.append(
        ContactPoint(party_id=party, kind=code, value=value, key=key[:300], source=source.name[:120])
    )


KEYS: dict[str, Callable[[str, str], str | None]] = {
    "website": lambda value, _: website_key(value).key,
    "email": lambda value, _: email_key(value).key,
    "phone": lambda value, country: phone_key(value, country).key,
    "wechat": lambda value, _: fold(value),
}


def note_doubts(pile: Pile, met: Met) -> None:
    """A new customer and those it may be wait for a person."""
    for doubt in met.doubts:
        pair = sorted({ident(met.customer), ident(doubt.other)})
        if len(pair) == 2:
            pile.duplicates.append(
                PossibleDuplicate(
                    first_id=pair[0], second_id=pair[1], score=doubt.score, reasons=doubt.reasons
                )
            )


def fill_places(told: Iterable[tuple[Line, Customer]]) -> None:
    """Country, city, address and industry of customers on file, where they were not known."""
    lines = {ident(customer): line for line, customer in told}
    held = {one.party_id: one for one in Organisation.objects.filter(party__in=list(lines))}
    changed = [one for pk, line in lines.items() if (one := held.get(pk)) and fill(one, line)]
    Organisation.objects.bulk_update(changed, PLACES, batch_size=200)
    missing = [pk for pk in lines if pk not in held and any(lines[pk].get(code) for code in PLACES)]
    write_new(
        [Organisation(party_id=pk, **{code: lines[pk].text(code) for code in PLACES}) for pk in missing]
    )


def fill(organisation: Organisation, line: Line) -> bool:
    empty = [code for code in PLACES if line.get(code) and not getattr(organisation, code)]
    for code in empty:
        setattr(organisation, code, line.text(code))
    return bool(empty)


def ident(customer: Customer) -> int:
    assert customer.party_id is not None, "written before it is spoken of"
    return customer.party_id
