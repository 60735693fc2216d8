"""Lists of referrals: who brought whom, or kept it away."""

from typing import Any

from everfair.jobs.imports.participations import Roles
from everfair.jobs.imports.placing import roles_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.writer import Ids, Writer
from everfair.parties.among import among
from everfair.parties.inserting import insert, reserve
from everfair.relations.lineage import Lineage
from everfair.relations.models import Referral

COLUMNS = (
    "id", "referrer_id", "child_id", "series_id", "side", "occurred_on", "weight", "is_warning", "note", "source",
    "natural_key", "recorded_by_id",
)  # fmt: skip
Place = tuple[int, int, int, str]  # referrer, child, series, side


class ReferralsWriter(Writer):
    object_type = "relations.referral"

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.roles = Roles()

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int | None]:
        places = [self.place(line, firms) for line in lines]
        held = on_file(places)
        lineages = lineages_of(places)
        made: dict[Place, Line] = {}
        for line, place in zip(lines, places, strict=True):
            if place not in held and place not in made and fits(lineages, place):
                made[place] = line
        ids = dict(zip(made, reserve(Referral, len(made)), strict=True))
        insert(Referral, COLUMNS, [self.row(pk, place, made[place]) for place, pk in ids.items()])
        self.relate({(child, series, side) for _, child, series, side in ids})
        self.relate_unknown({(referrer, series, side) for referrer, _, series, side in ids})
        return [held.get(place) or ids.get(place) for place in places]

    def place(self, line: Line, firms: Ids) -> Place:
        show = self.shows.series(line.text("series"))
        assert show is not None and show.pk is not None
        return firms[-line.row], firms[line.row], show.pk, self.roles.side(roles_of(line))

    def row(self, pk: int, place: Place, line: Line) -> tuple[Any, ...]:
        told = line.get("date").isoformat(), line.get("weight") or 1.0, line.get("direction") == "kept_away"
        return (
            pk, *place, *told, line.text("note"), self.source.name[:120], line.key, self.source.user_id
        )  # fmt: skip


def on_file(places: list[Place]) -> dict[Place, int]:
    rows = Referral.objects.filter(child__in=among({child for _, child, _, _ in places}))
    return {
        place: pk for pk, *told in rows.values_list("pk", "referrer_id", "child_id", "series_id", "side")
        if (place := tuple(told))
    }  # fmt: skip


def lineages_of(places: list[Place]) -> dict[int, Lineage]:
    shows = {series for _, _, series, _ in places}
    return {show: Lineage(show, {one for one, _, series, _ in places if series == show}) for show in shows}


def fits(lineages: dict[int, Lineage], place: Place) -> bool:
    """People merged or wrote down others meanwhile: who brought whom still must not go round."""
    referrer, child, series, _ = place
    if lineages[series].goes_round(referrer, child):
        return False
    lineages[series].add(referrer, child)
    return True
