"""Lists of participations: who took part in which edition, in which role, on which stand."""

from typing import Any

from everfair.jobs.imports import participations
from everfair.jobs.imports.participations import Fresh, Held, Place, Roles, Standing, Taking
from everfair.jobs.imports.placing import roles_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.writer import Ids, Writer
from everfair.parties.inserting import Spare
from everfair.shows.models import Participation


class ParticipationsWriter(Writer):
    object_type = "shows.participation"

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.roles = Roles()
        self.spare = Spare(Participation)
        self.held: dict[Place, Held] = {}
        self.stands: Standing = {}

    def look(self, lines: list[Line], firms: Ids, made: set[int]) -> None:
        known = [line for line in lines if firms[line.row] not in made]
        self.held = participations.on_file([self.taking(line, firms[line.row]) for line in known])
        self.stands = participations.standing(self.held)
        self.attending |= {firms[line.row] for line in known} - set(self.resolver.beside)
        self.attending -= {one for one in self.attending if one in self.resolver.own}
        self.spare.reach(sum(len(roles_of(line)) for line in lines))

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int]:
        takings = [self.taking(line, firms[line.row]) for line in lines]
        on_file = self.held, self.stands
        ids = participations.write(takings, *on_file, self.spare, self.roles, self.source, self.former)
        self.relate(
            {
                (one.party_id, one.show.pk or 0, side)
                for one in takings
                for side in self.roles.sides(one.roles)
            }
        )
        return ids

    @property
    def drawn(self) -> dict[str, list[int]]:
        new = (one.pk for one in self.held.values() if isinstance(one, Fresh))
        return super().drawn | {self.object_type: [pk for pk in new if pk is not None]}

    def taking(self, line: Line, party: int) -> Taking:
        show = self.shows.series(line.text("series"))
        assert show is not None
        return Taking(line, party, show, show.editions[line.text("edition").casefold()], roles_of(line))
