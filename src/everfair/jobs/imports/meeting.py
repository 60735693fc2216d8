"""The dry run's portions: whom the rows are about, and all that is derived of those nobody knew."""

from collections.abc import Iterator

from everfair.jobs.imports.customers import called
from everfair.jobs.imports.plan import Newcomer, Portion, name_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import organisation_record, person_record
from everfair.jobs.imports.who import Meeting, Met, Numbers
from everfair.names import Record
from everfair.parties.models import Party
from everfair.parties.newcomers import derived


class Company:
    """Everybody whom one file speaks of."""

    def __init__(self, ids: str) -> None:
        self.ids = ids
        self.numbers = Numbers()
        self.organisations = Meeting(self.numbers)
        self.persons = Meeting(self.numbers, Party.Kind.PERSON)

    def meet(self, lines: list[Line]) -> tuple[dict[int, Met], dict[int, Met]]:
        """The organisation and the person of each row."""
        records = {line.row: organisation_record(line, self.ids) for line in lines}
        firms = self._met(self.organisations, {row: one for row, one in records.items() if one})
        people = {line.row: one for line in lines if (one := person_record(line, records[line.row]))}
        employers = [frozenset({firms[row].who} if row in firms else ()) for row in people]
        return firms, self._met(self.persons, people, employers)

    def _met(
        self, meeting: Meeting, records: dict[int, Record], employers: list[frozenset[int]] | None = None
    ) -> dict[int, Met]:
        return dict(zip(records, meeting.meet(list(records.values()), employers or ()), strict=True))


def portion_of(lines: list[Line], firms: dict[int, Met], people: dict[int, Met]) -> Portion:
    """As the plan keeps it."""
    portion = Portion(lines=lines)
    portion.firms = {line.row: name_of(firms[line.row]) for line in lines if line.row in firms}
    portion.people = {line.row: name_of(people[line.row]) for line in lines if line.row in people}
    portion.newcomers = list(newcomers(lines, firms, people))
    return portion


def newcomers(lines: list[Line], firms: dict[int, Met], people: dict[int, Met]) -> Iterator[Newcomer]:
    for met, kind in ((firms, Party.Kind.ORGANISATION), (people, Party.Kind.PERSON)):
        for line in lines:
            one = met.get(line.row)
            if one is not None and one.is_new:
                yield newcomer(line, one, kind.value)


def newcomer(line: Line, met: Met, kind: str) -> Newcomer:
    told = derived(met.record, kind, called(line, kind))
    place = (line.text("city"), line.text("country")) if kind == Party.Kind.ORGANISATION else ("", "")
    doubts = [(doubt.who, doubt.score, doubt.reasons) for doubt in met.doubts]
    return Newcomer(met.who, kind, told, place, doubts, met.is_related)
