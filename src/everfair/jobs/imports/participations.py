"""Writing participations and their stand lines, in bulk."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from everfair.jobs.imports.customers import Source
from everfair.jobs.imports.former import Former
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.shows import Show, Told
from everfair.parties.among import among
from everfair.parties.inserting import Plain, Spare, insert
from everfair.shows.models import Participation, Role, Stand
from everfair.shows.models.role import Side

Status = Participation.Status
_RANK = {Status.INVITED: 0, Status.APPLIED: 1, Status.BOOKED: 2, Status.CAME: 3}
Place = tuple[int, int, int]
COLUMNS = (
    "id", "party_id", "edition_id", "role_id", "status", "booked_on", "display_name", "note", "source"
)  # fmt: skip


@dataclass
class Taking:
    """One row's participation: the party, the edition and the roles it takes part in."""

    line: Line
    party_id: int
    show: Show
    edition: Told
    roles: list[str] = field(default_factory=lambda: ["exhibitor"])

    @property
    def status(self) -> str:
        return self.line.text("status") or (Status.BOOKED if self.edition.is_ahead else Status.CAME)


@dataclass(slots=True)
class Fresh:
    """A participation to be written."""

    party_id: int
    edition_id: int
    role_id: int
    status: str
    source: str
    pk: int | None = None
    booked_on: date | None = None
    display_name: str = ""
    note: str = ""

    def row(self) -> tuple[Plain, ...]:
        booked = self.booked_on.isoformat() if self.booked_on else None
        place = (self.pk, self.party_id, self.edition_id, self.role_id)
        return (*place, self.status, booked, self.display_name, self.note, self.source)


# One to be written, or one on file.
Held = Fresh | Participation


@dataclass(slots=True)
class StandLine:
    """A stand line to be written; its columns in the order of `STAND_COLUMNS`."""

    participation_id: int
    number: str
    area_dm2: int | None
    amount_minor: int | None
    currency: str
    natural_key: str
    pk: None = None

    def row(self) -> tuple[Plain, ...]:
        measured = (self.area_dm2, self.amount_minor, self.currency)
        return (self.participation_id, self.number, *measured, self.natural_key)


# By participation and natural key.
Standing = dict[tuple[int, str], StandLine | Stand]


class Roles:
    """The roles by code, read once."""

    def __init__(self) -> None:
        self.by_code = {role.code: role for role in Role.objects.all()}

    def of(self, taking: Taking) -> list[Role]:
        return [self.by_code[code] for code in taking.roles]

    def side(self, codes: Iterable[str]) -> str:
        """Of the first of these roles."""
        return str(Side(self.by_code[next(iter(codes))].side))

    def sides(self, codes: Iterable[str]) -> set[str]:
        return {str(Side(self.by_code[code].side)) for code in codes}


def write(
    takings: list[Taking],
    held: dict[Place, Held],
    stands: Standing,
    spare: Spare,
    roles: Roles,
    source: Source,
    former: Former,
) -> list[int]:
    """Make or bring up to date what the rows say; the id of each row's first participation. `held` and `stands`: what
    is on file of those the rows are about."""
    made: dict[Place, Fresh] = {}
    changed: dict[int, Participation] = {}
    of_row: list[Held] = []
    for taking in takings:
        rows = [take_part(taking, role, held, made, changed, source) for role in roles.of(taking)]
        of_row.append(rows[0])
        former.repeat(Participation, (one.pk for one in rows[1:] if isinstance(one, Participation)))
    for one, pk in zip(made.values(), spare.take(len(made)), strict=True):
        one.pk = pk
    insert(Participation, COLUMNS, [one.row() for one in made.values()])
    fields = ["status", "booked_on", "display_name", "note", "version"]
    former.rewrite(list(changed.values()), fields)
    ids = [one.pk or 0 for one in of_row]
    write_stands(zip(takings, ids, strict=True), stands, former)
    return ids


def on_file(takings: list[Taking]) -> dict[Place, Held]:
    """Asked for the editions, too, PostgreSQL may read all who take part in them."""
    if not takings:
        return {}
    editions = {taking.edition.pk for taking in takings}
    rows = Participation.objects.filter(party__in=among({taking.party_id for taking in takings}))
    found = [pk for pk, edition in rows.values_list("pk", "edition_id") if edition in editions]
    if not found:
        return {}
    held = Participation.objects.filter(pk__in=among(found))
    return {(one.party_id, one.edition_id, one.role_id): one for one in held}


def standing(held: dict[Place, Held]) -> Standing:
    """The stands of participations on file."""
    if not held:
        return {}
    stands = Stand.objects.filter(participation__in=among({one.pk or 0 for one in held.values()}))
    return {(one.participation_id, one.natural_key): one for one in stands}


def take_part(
    taking: Taking,
    role: Role,
    held: dict[Place, Held],
    made: dict[Place, Fresh],
    changed: dict[int, Participation],
    source: Source,
) -> Held:
    assert taking.edition.pk is not None
    place = (taking.party_id, taking.edition.pk, role.pk)
    found = held.get(place)
    if found is None:
        found = held[place] = made[place] = Fresh(*place, taking.status, source.name[:120])
        tell(found, taking.line)
    elif bring_up_to_date(found, taking) and isinstance(found, Participation):
        found.version += found.pk not in changed
        changed[found.pk] = found
    return found


def bring_up_to_date(found: Held, taking: Taking) -> bool:
    before = (found.status, found.booked_on, found.display_name, found.note)
    said = taking.line.get("status")
    if said or _RANK.get(Status(taking.status), -1) > _RANK.get(Status(found.status), 9):
        found.status = taking.status
    tell(found, taking.line)
    return before != (found.status, found.booked_on, found.display_name, found.note)


def tell(found: Held, line: Line) -> None:
    """Fill in what was not known; a note that says something else is added below."""
    found.display_name = found.display_name or line.text("display_name")
    found.booked_on = found.booked_on or line.get("booked_on")
    note = line.text("note")
    if note and note not in found.note.split("\n"):
        found.note = f"{found.note}\n{note}".strip()


def write_stands(told: Iterable[tuple[Taking, int]], held: Standing, former: Former) -> None:
    made: list[StandLine] = []
    changed: dict[int, Stand] = {}
    for taking, participation in told:
        for stand in stands_of(taking.line, participation):
            before = held.get((participation, stand.natural_key))
            if before is None:
                made.append(stand)
                held[(participation, stand.natural_key)] = stand
            elif measure(before, stand) and isinstance(before, Stand):
                changed[before.pk] = before
            elif isinstance(before, Stand):
                former.repeat(Stand, [before.pk])
    insert(Stand, STAND_COLUMNS, [stand.row() for stand in made])
    former.rewrite(list(changed.values()), MEASURES)


MEASURES = ["area_dm2", "amount_minor", "currency"]
STAND_COLUMNS = ("participation_id", "number", *MEASURES, "natural_key")


def measure(before: StandLine | Stand, told: StandLine) -> bool:
    """Take over what the row says of area and amount; what it leaves out stays."""
    said = [name for name in MEASURES if getattr(told, name) not in (None, "")]
    differs = [name for name in said if getattr(before, name) != getattr(told, name)]
    for name in differs:
        setattr(before, name, getattr(told, name))
    return bool(differs)


def stands_of(line: Line, participation: int) -> list[StandLine]:
    """One line for each stand named; area and amount stand with the first. Nothing said: no line."""
    numbers: list[str] = line.get("stand") or []
    area, amount = line.get("area"), line.get("amount")
    if not numbers and area is None and amount is None:
        return []
    currency = line.text("currency") if amount is not None else ""
    first, *others = numbers or [""]
    stands = [StandLine(participation, first, area, amount, currency, stand_key(line, first))]
    return stands + [StandLine(participation, one, None, None, "", stand_key(line, one)) for one in others]


def stand_key(line: Line, number: str) -> str:
    return number[:120] or f"row {hashlib.sha256(line.key.encode()).hexdigest()[:16]}"
