"""Lists of what customers suggest, and what became of it."""

from everfair.contact.models import Suggestion
from everfair.jobs.imports.placing import edition_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.writer import Ids, Writer
from everfair.parties.among import among
from everfair.shows.models.role import Side


class SuggestionsWriter(Writer):
    object_type = "contact.suggestion"

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int]:
        rows = [self.suggestion(line, firms[line.row], people.get(line.row)) for line in lines]
        asked = Suggestion.objects.filter(natural_key__in=among([row.natural_key for row in rows]))
        held = dict(asked.values_list("natural_key", "pk"))
        Suggestion.objects.bulk_create([row for row in rows if row.natural_key not in held], batch_size=500)
        self.relate_unknown({(row.party_id, row.series_id, Side.EXHIBITOR.value) for row in rows})
        return [held.get(row.natural_key) or row.pk for row in rows]

    def suggestion(self, line: Line, party: int, person: int | None) -> Suggestion:
        show = self.shows.series(line.text("series"))
        assert show is not None and show.pk is not None
        told = {code: line.get(code) for code in ("kind", "state", "answered_on") if line.get(code)}
        effect = line.get("amount")
        return Suggestion(
            party_id=party,
            person_id=person,
            series_id=show.pk,
            edition_id=edition_of(show, line),
            given_on=line.get("date"),
            text=line.text("text"),
            answer=line.text("answer"),
            effect_minor=effect,
            currency=line.text("currency") if effect is not None else "",
            source=self.source.name[:120],
            natural_key=line.key,
            recorded_by_id=self.source.user_id,
            **told,
        )
