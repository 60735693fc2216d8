"""From the customers of a plan to parties on file, as the house stands now."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from everfair.jobs.imports.changes import Changes
from everfair.jobs.imports.customers import Source
from everfair.jobs.imports.meeting import newcomer
from everfair.jobs.imports.plan import Named, Newcomer, Portion
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import organisation_record, person_record
from everfair.jobs.imports.who import Met, doubts_of
from everfair.names import Record
from everfair.parties import forest
from everfair.parties.inserting import reserve
from everfair.parties.matching import Found, Match, Matcher
from everfair.parties.models import Party

Asked = list[tuple[Line, Named]]


class Resolver:
    """`first`: the id of the newcomer with number 1; the others follow."""

    def __init__(self, first: int, numbers: int, changes: Changes, source: Source) -> None:
        self.own = range(first, first + numbers)
        self.changes = changes
        self.source = source
        self.beside: list[int] = []
        """Ids of parties that were made though the plan knew somebody."""

    def ident(self, who: int) -> int:
        """The id of a party that the plan speaks of."""
        return who if who > 0 else self.own.start - who - 1

    def resolve(self, portion: Portion, kind: str, asked: Asked, employers: dict[int, int]) -> "Resolved":
        """Who each row's customer is now; `employers` by row. Nobody merges them away until the transaction ends."""
        spoken_of = {named.who for _, named in asked if named.is_new}
        planned = {one.who: one for one in portion.newcomers if one.who in spoken_of and one.kind == kind}
        late = self.changes.late({who: one.derived.keys for who, one in planned.items()}, self.own)
        new = {who: one for who, one in planned.items() if who not in late}
        known = {named.who for _, named in asked} - new.keys()
        doubted = {who for one in new.values() for who, *_ in one.doubts} - new.keys()
        roots = forest.hold(self.ident(who) for who in known | doubted)
        found = Resolved(
            kind, {who: roots[self.ident(who)] for who in known if self.stands(who, roots)}, roots
        )
        for who, one in new.items():
            found.ids[who] = self.ident(who)
            found.make(found.ids[who], one)
        self.meet_again(found, asked, employers)
        return found

    def stands(self, who: int, roots: dict[int, int]) -> bool:
        """Whether the plan's word still holds: the party is there, and nothing was changed about it."""
        party = self.ident(who)
        return party in roots and not (who > 0 and self.changes.of(roots[party]))

    def meet_again(self, found: "Resolved", asked: Asked, employers: dict[int, int]) -> None:
        """With the parties on file as they are now, and with each other: few."""
        if all(named.who in found.ids for _, named in asked):
            return
        matcher = Matcher(found.kind)
        met_before: list[int] = []
        for line, named in asked:
            if named.who not in found.ids:
                works_for = frozenset({employers[line.row]} if line.row in employers else ())
                match = matcher.match([self.record(line, found.kind)], employers=[works_for])[0]
                party = self.settle(found, line, named, on_file(match, met_before))
                found.ids[named.who] = party
                met_before.append(party)

    def settle(self, found: "Resolved", line: Line, named: Named, match: Match) -> int:
        """The party that the row's customer is after all."""
        known = match.certain or (match.doubtful[0] if match.repeats else None)
        named.repeats, named.is_new = False, known is None
        if known is not None and known.party_id in found.made:
            return known.party_id
        if known is not None and known.party_id is not None:
            return forest.hold([known.party_id])[known.party_id]
        party = self.ident(named.who) if named.who < 0 else self.one_beside()
        record, related = self.record(line, found.kind), bool(match.related)
        met = Met(party, record, is_new=True, doubts=doubts_of(match), is_related=related)
        found.roots |= {doubt.who: doubt.who for doubt in met.doubts}
        found.make(party, newcomer(line, met, found.kind))
        return party

    def one_beside(self) -> int:
        self.beside += reserve(Party, 1)
        return self.beside[-1]

    def record(self, line: Line, kind: str) -> Record:
        firm = organisation_record(line, self.source.ids)
        record = firm if kind == Party.Kind.ORGANISATION else person_record(line, firm)
        assert record is not None, "the plan names nobody whom the row does not"
        return record


class Resolved:
    """The customers of one portion, of one kind: their ids by how the plan names them, and those to be made."""

    def __init__(self, kind: str, ids: dict[int, int], roots: dict[int, int]) -> None:
        self.kind = kind
        self.ids = ids
        self.roots = roots
        self.new: list[tuple[int, Newcomer]] = []
        self.made: set[int] = set()

    def make(self, party: int, one: Newcomer) -> None:
        self.new.append((party, one))
        self.made.add(party)

    def doubts(self, resolver: Resolver) -> Iterator[tuple[int, int, float, object]]:
        """Pairs that wait for a person: a new customer, and whom it may be, as far as these are on file."""
        for pk, one in self.new:
            for who, score, reasons in one.doubts:
                other = self.ids.get(who) or self.roots.get(resolver.ident(who))
                if other is not None:
                    yield pk, other, score, reasons


def on_file(match: Match, parties: list[int]) -> Match:
    """With the parties that the rows before it have become."""

    def named(found: Found) -> Found:
        return found if found.row is None else replace(found, party_id=parties[found.row], row=None)

    certain = named(match.certain) if match.certain else None
    return replace(match, certain=certain, doubtful=tuple(map(named, match.doubtful)))


def of_rows(lines: Iterable[Line], named: dict[int, Named]) -> Asked:
    return [(line, named[line.row]) for line in lines if line.row in named]
