"""What the writers of all kinds of lists have in common: who the rows are about, and where they came from."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

from everfair.intake.models import Batch, ImportedRow
from everfair.jobs.imports import customers
from everfair.jobs.imports.batches import loaded_keys
from everfair.jobs.imports.customers import Pile, Source
from everfair.jobs.imports.former import Former
from everfair.jobs.imports.made import PARTY
from everfair.jobs.imports.plan import Portion
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import organisations_of
from everfair.jobs.imports.resolving import Resolved, Resolver, of_rows
from everfair.jobs.imports.shows import Shows
from everfair.jobs.parties import derive
from everfair.parties.among import among
from everfair.parties.inserting import insert
from everfair.parties.models import Party
from everfair.parties.search import index_parties
from everfair.relations.models import Relationship
from everfair.work.models import Job, enqueue

PROVENANCE = ("batch_id", "row", "natural_key", "object_type", "object_id")
RELATED = ("party_id", "series_id", "side")
Ids = dict[int, int]
_RELATED = 200_000
_LOOKED_AT = 5_000  # by one job


class Writer:
    """Writes one portion of a plan at a time, inside the caller's transaction."""

    object_type = PARTY

    def __init__(self, batch_id: int, shows: Shows, source: Source, resolver: Resolver) -> None:
        self.batch_id = batch_id
        self.shows = shows
        self.source = source
        self.resolver = resolver
        self.counts: Counter[str] = Counter()
        self.related: set[tuple[int, int, str]] = set()
        self.made: set[int] = set()
        """Parties that this portion makes: nothing of theirs is on file."""
        self.belonging: list[int] = []
        """Those of them that belong to others."""
        self.looking: Job | None = None
        """Looks at such ones, also of portions before this one."""
        self.met: list[tuple[Line, int]] = []
        """Rows that say more of somebody's organisation."""
        self.changed: set[int] = set()
        """Parties of which something is to be derived anew."""
        self.employed: set[int] = set()
        """People that this portion makes: their employers are found by them."""
        self.attending: set[int] = set()
        """Customers on file before the load, of whom this portion tells who came where."""
        self.former = Former()

    def write(self, portion: Portion) -> None:
        self.resolver.changes.look(self.resolver.own)
        for of_last in (self.made, self.belonging, self.met, self.changed, self.employed, self.attending):
            of_last.clear()
        lines = self.fresh(portion)
        firms = self.firms(portion, lines)
        people = self.people(portion, lines, firms)
        objects = self.write_rows(lines, firms, people) if lines else []
        rows = zip(lines, objects, strict=True)
        told = [(self.batch_id, line.row, line.key, self.object_type, pk) for line, pk in rows if pk]
        insert(ImportedRow, PROVENANCE, told)
        self.complete()
        self.look_at_belonging()
        self.former.keep(self.batch_id)
        self.counts["rows"] += portion.rows
        self.counts["written"] += len(told)
        self.counts["refused"] += len(lines) - len(told)

    @property
    def drawn(self) -> dict[str, list[int]]:
        """What it made under ids that were drawn for it, but for the numbers that the load reserved."""
        return {PARTY: self.resolver.beside}

    def fresh(self, portion: Portion) -> list[Line]:
        """Rows that nobody loaded meanwhile, of shows that the user may still bring lists in for."""
        loaded = loaded_keys(portion.lines) if self.resolver.changes.others_loaded else set()
        allowed = [line for line in portion.lines if self.may(line)]
        self.counts["refused"] += portion.refused + len(portion.lines) - len(allowed)
        return [line for line in allowed if line.key not in loaded]

    def may(self, line: Line) -> bool:
        if not line.get("series"):
            return self.shows.may_any
        return self.shows.series(line.text("series")) is not None

    def firms(self, portion: Portion, lines: list[Line]) -> Ids:
        """The organisation of each row (and who brought it, by minus the row), on file from now on."""
        asked = of_rows(chain.from_iterable(map(organisations_of, lines)), portion.firms)
        found = self.resolver.resolve(portion, Party.Kind.ORGANISATION.value, asked, {})
        ids = {line.row: found.ids[one.who] for line, one in asked}
        self.look(lines, ids, found.made)
        added = [(line, found.ids[one.who], one.is_new) for line, one in asked if not one.repeats]

        def describe(pile: Pile, made: bool) -> None:
            for line, party, is_new in added:
                if (party in found.made) is made:
                    customers.describe_organisation(pile, line, party, self.source, is_new)

        self.changed |= self.pile(found, describe)
        self.met += [(line, party) for line, party, is_new in added if not is_new]
        self.changed |= {party for _, party in self.met} & found.made
        return ids

    def look(self, lines: list[Line], firms: Ids, made: set[int]) -> None:
        """At what is on file of those the rows are about, before anything is written: what is asked later waits
        until PostgreSQL has taken all that was sent. `made`: of these nothing is."""

    def people(self, portion: Portion, lines: list[Line], firms: Ids) -> Ids:
        asked = of_rows(lines, portion.people)
        if not asked:
            return {}
        found = self.resolver.resolve(portion, Party.Kind.PERSON.value, asked, firms)
        ids = {line.row: found.ids[one.who] for line, one in asked}

        def describe(pile: Pile, made: bool) -> None:
            for line, one in asked:
                if not one.repeats and (ids[line.row] in found.made) is made:
                    told = ids[line.row], firms.get(line.row), self.source, one.is_new
                    customers.describe_person(pile, line, *told)

        self.changed |= self.pile(found, describe)
        self.employed |= found.made
        return ids

    def pile(self, found: Resolved, describe: Callable[[Pile, bool], None]) -> set[int]:
        """Write what `describe` piles up of those on file (False), and of those made here (True), with the questions
        about them; of whom on file something is new. What is on file is looked at before anything is sent."""
        pile = Pile(new=found.made, own=self.resolver.own, former=self.former)
        describe(pile, False)
        pile.look()
        self.make(found, pile)
        describe(pile, True)
        return pile.write() - found.made

    def make(self, found: Resolved, pile: Pile) -> None:
        """Those who were not on file."""
        customers.create(found.new, self.source)
        self.made |= found.made
        self.counts[f"new_{found.kind}s"] += len(found.new)
        self.counts["doubtful"] += sum(bool(one.doubts) for _, one in found.new)
        self.belonging += [pk for pk, one in found.new if one.is_related]
        for one, other, score, reasons in found.doubts(self.resolver):
            customers.note_doubt(pile, one, other, score, reasons)

    def complete(self) -> None:
        """What needs all that was written: it waits until PostgreSQL has taken that."""
        self.changed |= customers.fill_places(self.met, self.source, self.former)
        derive(sorted(self.changed))
        index_parties(self.employed)

    def look_at_belonging(self) -> None:
        """New customers that belong to others: linked or asked about by a job, once they stand on file."""
        if not self.belonging or (self.looking and self.looking.take_more(self.belonging, _LOOKED_AT)):
            return
        asked_by = Batch.objects.select_related("created_by").get(pk=self.batch_id).created_by
        self.looking = enqueue("parties.find_duplicates", {"ids": self.belonging[:]}, by=asked_by)

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> Sequence[int | None]:
        """Write what the lines say, besides who they are about; the id of the object each became (None: it cannot stand
        any more)."""
        return self.customers(lines, firms, people)

    def customers(self, lines: list[Line], firms: Ids, people: Ids) -> list[int]:
        return [firms.get(line.row) or people[line.row] for line in lines]

    def relate_unknown(self, wanted: set[tuple[int, int, str]]) -> None:
        """A relationship for those whom the show knows on no side yet."""
        held = Relationship.objects.filter(party__in=among({party for party, *_ in wanted}))
        known = defaultdict(list)
        for pk, *place in held.values_list("pk", "party_id", "series_id"):
            known[tuple(place)].append(pk)
        again = {one[:2] for one in wanted} & known.keys()
        self.former.repeat(Relationship, (pk for place in again for pk in known[place]))
        self.relate({one for one in wanted if one[:2] not in known})

    def relate(self, wanted: set[tuple[int, int, str]]) -> None:
        """Each customer's relationship with the series, begun if there was none."""
        new = wanted - self.related
        alone = {one for one in new if one[0] in self.made}
        insert(Relationship, RELATED, sorted(alone))
        insert(Relationship, RELATED, sorted(new - alone), ignore_conflicts=True)
        self.related |= new
        if len(self.related) > _RELATED:
            self.related = set(wanted)
