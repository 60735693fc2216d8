"""The dry run's portions: whom the rows are about, and all that is derived of those nobody knew."""

from collections.abc import Iterator
from itertools import chain

from everfair.jobs.imports.customers import called
from everfair.jobs.imports.plan import Newcomer, Portion, name_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import organisation_record, organisations_of, person_record
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
        """The organisation and the person of each row; who brought the organisation by minus the row."""
        organisations = chain.from_iterable(map(organisations_of, lines))
        records = {line.row: organisation_record(line, self.ids) for line in organisations}
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
    rows = [one for line in lines for one in (-line.row, line.row)]
    portion.firms = {row: name_of(firms[row]) for row in rows if row in firms}
    portion.people = {line.row: name_of(people[line.row]) for line in lines if line.row in people}
    portion.newcomers = list(newcomers(lines, firms, people))
    return portion


def newcomers(lines: list[Line], firms: dict[int, Met], people: dict[int, Met]) -> Iterator[Newcomer]:
    organisations = list(chain.from_iterable(map(organisations_of, lines)))
    for spoken, met, kind in (
        (organisations, firms, Party.Kind.ORGANISATION),
        (lines, people, Party.Kind.PERSON),
    ):
        for line in spoken:
            one = met.get(line.row)
            if one is not None and one.is_new:
                yield newcomer(line, one, kind.value)


def newcomer(line: Line, met: Met, kind: str) -> Newcomer:
    told = derived(met.record, kind, called(line, kind))
    place = (line.text("city"), line.text("country")) if kind == Party.Kind.ORGANISATION else ("", "")
    doubts = [(doubt.who, doubt.score, doubt.reasons) for doubt in met.doubts]
    return Newcomer(met.who, kind, told, place, doubts, met.is_related)
