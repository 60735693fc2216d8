"""Writing customers: new ones as a whole, met ones with what the file adds to them. In bulk, a batch at a time."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

from everfair.jobs.imports import seeing
from everfair.jobs.imports.former import Former
from everfair.jobs.imports.plan import Newcomer
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import POINTS, is_the_firms, known_as, point_key
from everfair.names.folding import fold
from everfair.names.folding import script as script_of
from everfair.parties.among import among
from everfair.parties.inserting import Plain, Row, insert
from everfair.parties.models import (
    ContactPoint,
    Employment,
    ExternalId,
    MatchKey,
    Name,
    Organisation,
    Party,
    Person,
    PossibleDuplicate,
)
from everfair.parties.search_index import add_entries

PLACES = ("country", "city", "address", "industry")
_LONGEST = 300
"""Of a contact point."""


@dataclass
class Source:
    """Where it all comes from: the file's name on every row, and whose ids the list carries."""

    name: str
    ids: str
    user_id: int | None = None
    seen_on: str = field(default_factory=lambda: timezone.localdate().isoformat())


Columns = tuple[str, ...]
COLUMNS: dict[type[Model], Columns] = {
    Name: ("party_id", "text", "kind", "script", "source"),
    ContactPoint: seeing.COLUMNS,
    ExternalId: ("party_id", "source", "value"),
    Organisation: ("party_id", "source", *PLACES),
    Person: ("party_id", "source"),
    Employment: ("person_id", "organisation_id", "title", "decision_role", "source"),
}
DOUBT = ("first_id", "second_id", "score", "reasons")
# By how many of the columns a row is known to be on file; a name is, of whatever kind it is there.
KNOWN_BY: dict[type[Model], int] = {Name: 2, ContactPoint: 3, ExternalId: 3, Employment: 3}


@dataclass
class Pile:
    """Rows to be written together. `new`: the parties of which nothing can be on file yet; `own`: all that the load
    made, also before."""

    rows: dict[type[Model], list[Row]] = field(default_factory=lambda: {model: [] for model in COLUMNS})
    doubts: list[Row] = field(default_factory=list)
    new: set[int] = field(default_factory=set)
    own: range = range(0)
    former: Former = field(default_factory=Former)
    held: dict[type[Model], dict[tuple[Plain, ...], int]] = field(default_factory=dict)

    def add(self, model: type[Model], *row: Plain) -> None:
        self.rows[model].append(row)

    def look(self) -> None:
        """What of this is on file; contact points are seen again."""
        self.held = {model: self._held(model, rows) for model, rows in self.rows.items()}
        seeing.see_again(self.rows[ContactPoint], self.new, self.own, self.former)

    def write(self) -> set[int]:
        """What is on file already stays as it is, and is said once more. The parties of which something was not."""
        touched: set[int] = set()
        for model, rows in self.rows.items():
            told = list({row[: KNOWN_BY.get(model, 1)]: row for row in reversed(rows)}.values())
            held, known_by = self.held.get(model, {}), KNOWN_BY.get(model, 0)
            added = [row for row in told if row[:known_by] not in held]
            again = (tuple(row[:known_by]) for row in told if row[0] not in self.own)
            self.former.repeat(model, (held[key] for key in again if key in held))
            self._insert(model, sorted(added, key=lambda row: row[0] or 0))
            touched |= {int(row[0] or 0) for row in added}
        insert(PossibleDuplicate, DOUBT, self.doubts, ignore_conflicts=True)
        return touched

    def _insert(self, model: type[Model], rows: list[Row]) -> None:
        """Nobody else writes of somebody whom nobody knows yet; but an outside id may be another's."""
        alone = [row for row in rows if row[0] in self.new and model is not ExternalId]
        others = [row for row in rows if row[0] not in self.new or model is ExternalId]
        insert(model, COLUMNS[model], alone)
        insert(model, COLUMNS[model], others, ignore_conflicts=True)

    def _held(self, model: type[Model], rows: list[Row]) -> dict[tuple[Plain, ...], int]:
        """By what they are known; an employment also where no title is told."""
        parties = {int(row[0] or 0) for row in rows} - self.new
        if not parties or model not in KNOWN_BY:
            return {}
        whose, *others = COLUMNS[model][: KNOWN_BY[model]]
        held = model._default_manager.filter(**{f"{whose}__in": among(parties)})
        current = held.filter(ended_on=None) if model is Employment else held
        known = {tuple(row): pk for pk, *row in current.values_list("pk", whose, *others)}
        return {(*row[:2], ""): pk for row, pk in known.items()} | known if model is Employment else known


PARTY = ("id", "kind", "source", "created_by_id", "zh", "en", "city", "country", "sort_key")


def create(new: Iterable[tuple[int, Newcomer]], source: Source) -> None:
    """Parties for the customers that are not on file, each under its id, with all that is derived of them."""
    made = list(new)
    insert(
        Party,
        PARTY,
        [
            (
                pk,
                one.kind,
                source.name[:60],
                source.user_id,
                *one.derived[:2],
                *one.place,
                one.derived.sort_key,
            )
            for pk, one in made
        ],
    )
    insert(MatchKey, ("party_id", "key"), [(pk, key) for pk, one in made for key in one.derived.keys])
    add_entries([(pk, one.derived.plain, one.derived.spoken) for pk, one in made])


def describe_organisation(pile: Pile, line: Line, party: int, source: Source, is_new: bool) -> None:
    """All that the row says of its organisation."""
    add_names(pile, line, party, source, is_new, Party.Kind.ORGANISATION)
    for code in POINTS:
        if line.get(code) and (code == "website" or is_the_firms(line, code)):
            add_point(pile, party, code, line, source)
    if line.get("external_id"):
        pile.add(ExternalId, party, *known_as(line, source.ids))
    for whose, told in line.get("other_ids") or ():
        pile.add(ExternalId, party, whose, told)
    if is_new:
        pile.add(Organisation, party, source.name[:120], *map(line.text, PLACES))


def called(line: Line, kind: str) -> list[tuple[str, str]]:
    """The names of somebody new, and of which kind they are."""
    if kind == Party.Kind.PERSON:
        return [(line.text("person"), Name.Kind.FULL.value)]
    name = line.text("organisation") or line.text("display_name")
    told = [(name, Name.Kind.FULL.value)] if name else []
    return told + [
        (text, Name.Kind.ENGLISH.value) for text in [line.text("english_name")] if text and text != name
    ]


def add_names(pile: Pile, line: Line, party: int, source: Source, is_new: bool, kind: str) -> None:
    """Of somebody known a full name more is another name."""
    for text, as_kind in called(line, kind):
        meant = Name.Kind.ALIAS.value if as_kind == Name.Kind.FULL.value and not is_new else as_kind
        pile.add(Name, party, text, meant, script_of(text)[:10], source.name[:120])


def describe_person(
    pile: Pile, line: Line, person: int, employer: int | None, source: Source, is_new: bool
) -> None:
    add_names(pile, line, person, source, is_new, Party.Kind.PERSON)
    if is_new:
        pile.add(Person, person, source.name[:120])
    for code in ("email", "phone", "wechat"):
        if line.get(code) and not is_the_firms(line, code):
            add_point(pile, person, code, line, source)
    if employer is None and (where := at_home(line)):
        keep_point(pile, person, ContactPoint.Kind.ADDRESS.value, fold(where), where, line, source)
    if employer is not None:
        told = line.text("title"), line.text("decision_role"), source.name[:120]
        pile.add(Employment, person, employer, *told)


def at_home(line: Line) -> str:
    """Where somebody is whom no organisation places."""
    city, address = line.text("city"), line.text("address")
    whole = address if city in address else f"{city} {address}".strip()
    return whole if len(whole) <= _LONGEST else address


def add_point(pile: Pile, party: int, code: str, line: Line, source: Source) -> None:
    key = (line.get("keys") or {}).get(code) or point_key(line, code)
    keep_point(pile, party, code, key, line.text(code), line, source)


def keep_point(pile: Pile, party: int, kind: str, key: str, value: str, line: Line, source: Source) -> None:
    verified = line.get("verified_on")
    told = verified.isoformat() if verified else None, seeing.BY_LIST if verified else ""
    name = source.name[:120]
    pile.add(ContactPoint, party, kind, key[:_LONGEST], value, name, source.seen_on, name, *told)


def note_doubt(pile: Pile, one: int, other: int, score: float, reasons: Any) -> None:
    """A new customer and one whom it may be wait for a person."""
    if one != other:
        first, second = sorted((one, other))
        pile.doubts.append((first, second, score, json.dumps(reasons)))


def fill_places(told: Iterable[tuple[Line, int]], source: Source, former: Former) -> set[int]:
    """Country, city, address and industry of customers on file, where they were not known; whose they were."""
    placed = {party: line for line, party in told if any(line.get(code) for code in PLACES)}
    if not placed:
        return set()
    held = Organisation.objects.filter(party__in=among(placed))
    wanting = held.filter(Q(*((code, "") for code in PLACES if any_tells(placed, code)), _connector=Q.OR))
    changed = [one for one in wanting if fill(one, placed[one.party_id])]
    former.rewrite(changed, PLACES)
    missing = sorted(placed.keys() - set(held.values_list("party_id", flat=True)))
    rows: list[Row] = [(pk, source.name[:120], *map(placed[pk].text, PLACES)) for pk in missing]
    insert(Organisation, COLUMNS[Organisation], rows, ignore_conflicts=True)
    return {one.party_id for one in changed} | set(missing)


def any_tells(lines: dict[int, Line], code: str) -> bool:
    return any(line.get(code) for line in lines.values())


def fill(organisation: Organisation, line: Line) -> bool:
    empty = [code for code in PLACES if line.get(code) and not getattr(organisation, code)]
    for code in empty:
        setattr(organisation, code, line.text(code))
    return bool(empty)
