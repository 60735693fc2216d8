"""Lists of what relationships bring and cost."""

from typing import Any

from everfair.jobs.imports.participations import Roles
from everfair.jobs.imports.placing import edition_of, roles_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.writer import Ids, Writer
from everfair.parties.among import among
from everfair.parties.inserting import insert, reserve
from everfair.relations.models import LedgerEntry

COLUMNS = (
    "id", "party_id", "series_id", "side", "edition_id", "occurred_on", "kind", "amount_minor", "currency", "note",
    "source", "natural_key", "recorded_by_id",
)  # fmt: skip


class LedgerWriter(Writer):
    object_type = "relations.ledgerentry"

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.roles = Roles()

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int | None]:
        keys = among([line.key for line in lines])
        held = dict(LedgerEntry.objects.filter(natural_key__in=keys).values_list("natural_key", "pk"))
        new = [line for line in lines if line.key not in held]
        rows = [
            self.row(pk, line, firms[line.row])
            for pk, line in zip(reserve(LedgerEntry, len(new)), new, strict=True)
        ]
        insert(LedgerEntry, COLUMNS, rows)
        self.relate({(party, series, side) for _, party, series, side, *_ in rows})
        made = {line.key: row[0] for line, row in zip(new, rows, strict=True)}
        return [held.get(line.key) or made[line.key] for line in lines]

    def row(self, pk: int, line: Line, party: int) -> tuple[Any, ...]:
        show = self.shows.series(line.text("series"))
        assert show is not None
        about = party, show.pk, self.roles.side(roles_of(line)), edition_of(show, line)
        money = line.text("kind"), line.get("amount"), line.text("currency")
        told = line.text("note"), self.source.name[:120], line.key, self.source.user_id
        return (pk, *about, line.get("date").isoformat(), *money, *told)
