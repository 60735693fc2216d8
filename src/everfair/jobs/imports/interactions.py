"""Lists of dealings with customers: calls, visits, complaints, answers."""

from everfair.contact.models import Interaction
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.writer import Ids, Writer


class InteractionsWriter(Writer):
    object_type = "contact.interaction"

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int]:
        rows = [self.interaction(line, firms[line.row], people.get(line.row)) for line in lines]
        held = dict(
            Interaction.objects.filter(natural_key__in=[row.natural_key for row in rows]).values_list(
                "natural_key", "pk"
            )
        )
        Interaction.objects.bulk_create([row for row in rows if row.natural_key not in held], batch_size=500)
        self.relate({(row.party_id, row.series_id, "exhibitor") for row in rows if row.series_id is not None})
        return [held.get(row.natural_key) or row.pk for row in rows]

    def interaction(self, line: Line, party: int, person: int | None) -> Interaction:
        show = self.shows.series(line.text("series")) if line.get("series") else None
        told = {code: line.get(code) for code in ("channel", "kind", "outcome") if line.get(code)}
        return Interaction(
            party_id=party,
            person_id=person,
            series_id=show.pk if show else None,
            occurred_on=line.get("date"),
            score=line.get("score"),
            note=line.text("note"),
            source=self.source.name[:120],
            natural_key=line.key,
            recorded_by_id=self.source.user_id,
            **told,
        )
