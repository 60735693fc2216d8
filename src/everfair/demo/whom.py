"""Which party an organisation became: through the rows that spoke of it."""

from collections import defaultdict
from collections.abc import Iterator

from everfair.demo import truth
from everfair.demo.models import DemoShow
from everfair.intake.models import Batch, ImportedRow, Kind
from everfair.parties import forest
from everfair.shows.models import Participation

Spoken = tuple[int, int, str]  # party as it counts now, organisation, manner of naming


def spoken() -> Iterator[Spoken]:
    """Each loaded row: the party it was put to, whom it was about, and how it named them."""
    demo = DemoShow.loaded()
    batches = Batch.objects.filter(pk__in=demo.batches if demo else [])
    for batch in batches.order_by("pk"):
        about = truth.read_rows(batch.filename)
        parties = parties_of(batch)
        ends = forest.roots(set(parties.values()))
        for row, party in parties.items():
            if row in about:
                yield ends[party], *about[row]


def parties_of(batch: Batch) -> dict[int, int]:
    """Row of the file -> the party it was recorded for."""
    rows = dict(ImportedRow.objects.filter(batch=batch).values_list("row", "object_id"))
    if batch.kind == Kind.CONTACTS:
        return rows
    if batch.kind == Kind.PARTICIPATIONS:
        held = dict(
            Participation.every.filter(edition__in=editions_of(batch)).values_list("pk", "recorded_party")
        )
        return {row: held[pk] for row, pk in rows.items() if pk in held}
    return {}


def editions_of(batch: Batch) -> list[int]:
    told = [edition["id"] for planned in batch.plan.get("series", []) for edition in planned["editions"]]
    return [pk for pk in told if pk]


def organisations_of() -> dict[int, set[int]]:
    """Party -> the organisations it stands for: one, where everybody was recognised."""
    found: dict[int, set[int]] = defaultdict(set)
    for party, number, _ in spoken():
        found[party].add(number)
    return dict(found)
