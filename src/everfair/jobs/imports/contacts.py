"""Lists of contacts: who they are and how they are reached; prospects of a series, if it is told."""

from typing import Any

from everfair.jobs.imports import details
from everfair.jobs.imports.participations import Roles
from everfair.jobs.imports.placing import roles_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.writer import Ids, Writer
from everfair.parties.among import among
from everfair.parties.models import Organisation, Party, Person
from everfair.relations.models import Relationship


class ContactsWriter(Writer):
    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.roles = Roles()

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int]:
        parties = self.customers(lines, firms, people)
        self.note(lines, parties)
        self.detail(lines, firms, people)
        wanted = set()
        for line, party in zip(lines, parties, strict=True):
            show = self.shows.series(line.text("series")) if line.get("series") else None
            if show is not None and show.pk is not None:
                wanted |= {(party, show.pk, side) for side in self.roles.sides(roles_of(line))}
        self.former.repeat(Relationship, on_file(wanted))
        self.relate(wanted)
        return parties

    def detail(self, lines: list[Line], firms: Ids, people: Ids) -> None:
        """What is told of whoever a row is about: the person it names, else the organisation."""
        about_people = [(line, people[line.row]) for line in lines if line.row in people]
        about_firms = [(line, firms[line.row]) for line in lines if line.row not in people]
        for model, rows in ((Person, about_people), (Organisation, about_firms)):
            told = details.told_of(rows, details.DETAILS[model])
            details.complete(model, told, self.source.name[:120], self.former)
        details.record_consents(about_people + about_firms, self.source.name[:120], self.former)
        asked = [party for line, party in about_people + about_firms if line.get("do_not_contact") == "yes"]
        if asked:
            details.leave_alone(asked, self.former)

    def note(self, lines: list[Line], parties: list[int]) -> None:
        """A note is added below what is noted already."""
        told = {
            party: line.text("note") for line, party in zip(lines, parties, strict=True) if line.get("note")
        }
        held = list(Party.objects.filter(pk__in=told))
        changed = [party for party in held if told[party.pk] not in party.note.split("\n")]
        for party in changed:
            party.note = f"{party.note}\n{told[party.pk]}".strip()
            party.version += 1
        self.former.rewrite(changed, ["note", "version"])


def on_file(wanted: set[tuple[int, int, str]]) -> list[int]:
    """Relationships of these customers, shows and sides."""
    held = Relationship.objects.filter(party__in=among({party for party, *_ in wanted})) if wanted else ()
    return [one.pk for one in held if (one.party_id, one.series_id, one.side) in wanted]
