"""Lists of participations: who took part in which edition, in which role, on which stand."""

from everfair.jobs.imports import participations
from everfair.jobs.imports.batches import Opened
from everfair.jobs.imports.customers import ident
from everfair.jobs.imports.participations import Roles, Taking
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.who import Met
from everfair.jobs.imports.writer import Writer


class ParticipationsWriter(Writer):
    object_type = "shows.participation"

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.roles = Roles()

    def write_rows(self, lines: list[Line], firms: dict[int, Met], people: dict[int, Met]) -> list[int]:
        takings = [self.taking(line, firms[line.row]) for line in lines]
        ids = participations.write(takings, self.roles, self.source)
        self.relate(
            {
                (one.party_id, one.show.pk or 0, side)
                for one in takings
                for side in self.roles.sides(one.roles)
            }
        )
        return ids

    def taking(self, line: Line, met: Met) -> Taking:
        show = self.place.show(line)
        assert show is not None
        edition = show.edition(line.get("edition"), line.get("date"))
        return Taking(line, ident(met.customer), show, edition, self.place.roles(line))
