"""What the writers of all kinds of lists have in common: who the rows are about, and where they came from."""

from collections import Counter
from collections.abc import Iterable

from everfair.intake.models import ImportedRow
from everfair.jobs.imports import customers
from everfair.jobs.imports.batches import Opened, loaded_keys
from everfair.jobs.imports.customers import Pile, ident
from everfair.jobs.imports.placing import Place
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import organisation_record, person_record
from everfair.jobs.imports.who import Meeting, Met
from everfair.jobs.parties import derive
from everfair.names import Record
from everfair.parties import forest
from everfair.parties.inserting import insert
from everfair.parties.models import Party
from everfair.relations.models import Relationship

PROVENANCE = ("batch_id", "row", "natural_key", "object_type", "object_id")


class Writer:
    """Writes one portion of lines at a time, inside the caller's transaction."""

    object_type = "parties.party"

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.source = opened.source
        self.place = Place(opened.shows, opened.reader)
        self.organisations = Meeting(writes=True)
        self.persons = Meeting(Party.Kind.PERSON, writes=True)
        self.counts: Counter[str] = Counter()
        self.related: set[tuple[int, int, str]] = set()

    def write(self, lines: list[Line]) -> None:
        loaded = loaded_keys(lines)
        self.counts["rows"] += len(lines)
        fresh: list[Line] = []
        for line in lines:
            if self.is_good(line) and line.key not in loaded:
                loaded[line.key] = 0
                fresh.append(line)
        firms, people = self.customers(fresh)
        objects = self.write_rows(fresh, firms, people)
        insert(
            ImportedRow,
            PROVENANCE,
            [self.provenance(line, pk) for line, pk in zip(fresh, objects, strict=True)],
        )
        self.counts["written"] += len(fresh)

    def provenance(self, line: Line, pk: int) -> tuple[int, int, str, str, int]:
        return self.opened.batch.pk, line.row, line.key, self.object_type, pk

    def is_good(self, line: Line) -> bool:
        if not line.problems:
            self.place.show(line)
        if line.problems:
            self.counts["refused"] += 1
        return not line.problems

    def write_rows(self, lines: list[Line], firms: dict[int, Met], people: dict[int, Met]) -> list[int]:
        """Write what the lines say, besides who they are about; the id of the object each became."""
        return [ident((firms.get(line.row) or people[line.row]).customer) for line in lines]

    def customers(self, lines: list[Line]) -> tuple[dict[int, Met], dict[int, Met]]:
        """The organisation and the person of each row, on file from now on."""
        records = {line.row: organisation_record(line, self.source.ids) for line in lines}
        named = [line for line in lines if records[line.row] is not None]
        pile = Pile()
        firms = self.meet(self.organisations, named, [r for r in records.values() if r], [], pile)
        filled = self.describe_firms(named, firms, pile)
        touched = pile.write() | filled
        pile = Pile()
        people = self.people(lines, records, firms, pile)
        derive(sorted(touched | pile.write()))
        return firms, people

    def meet(
        self,
        meeting: Meeting,
        lines: list[Line],
        records: list[Record],
        employers: list[frozenset[int]],
        pile: Pile,
    ) -> dict[int, Met]:
        met = meeting.meet(records, employers)
        new = [one for one in met if one.is_new]
        customers.create(new, meeting.matcher.kind, self.source)
        self.counts[f"new_{meeting.matcher.kind}s"] += len(new)
        self.hold(one for one in met if not one.is_new)
        pile.new |= {ident(one.customer) for one in new}
        for one in new:
            customers.note_doubts(pile, one)
            self.counts["doubtful"] += bool(one.doubts)
        return {line.row: one for line, one in zip(lines, met, strict=True)}

    def hold(self, met: Iterable[Met]) -> None:
        """Nobody merges these away meanwhile; who was merged away since is written for the survivor."""
        known = {one.customer for one in met if one.customer.party_id is not None}
        roots = forest.hold(ident(customer) for customer in known)
        for customer in known:
            customer.party_id = roots[ident(customer)]

    def describe_firms(self, lines: list[Line], met: dict[int, Met], pile: Pile) -> set[int]:
        """The parties of which more is known now where they are."""
        added = [(line, met[line.row]) for line in lines if not met[line.row].repeats]
        for line, one in added:
            customers.describe_organisation(pile, line, one.customer, self.source, one.is_new)
        return customers.fill_places((line, one.customer) for line, one in added if not one.is_new)

    def people(
        self, lines: list[Line], records: dict[int, Record | None], firms: dict[int, Met], pile: Pile
    ) -> dict[int, Met]:
        named = {line.row: record for line in lines if (record := person_record(line, records[line.row]))}
        with_person = [line for line in lines if line.row in named]
        if not with_person:
            return {}
        employers = [
            frozenset({ident(firms[line.row].customer)}) if line.row in firms else frozenset[int]()
            for line in with_person
        ]
        met = self.meet(self.persons, with_person, list(named.values()), employers, pile)
        for line in with_person:
            one, firm = met[line.row], firms.get(line.row)
            if not one.repeats:
                employer = firm.customer if firm else None
                customers.describe_person(pile, line, one.customer, employer, self.source, one.is_new)
        return met

    def relate(self, wanted: set[tuple[int, int, str]]) -> None:
        """Each customer's relationship with the series, begun if there was none."""
        new = wanted - self.related
        insert(Relationship, ("party_id", "series_id", "side"), sorted(new), ignore_conflicts=True)
        self.related |= new
        if len(self.related) > 200_000:
            self.related = set(wanted)
