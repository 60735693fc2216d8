"""The load: the good rows of a checked file, a portion a transaction, taken up where it was killed."""

from datetime import date
from typing import Any

from django.db import transaction

from everfair.intake.models import Batch, ImportedRow, Kind
from everfair.jobs.imports.batches import Opened
from everfair.jobs.imports.collecting import collecting_rarely
from everfair.jobs.imports.contacts import ContactsWriter
from everfair.jobs.imports.edition_lists import EditionLoad
from everfair.jobs.imports.interactions import InteractionsWriter
from everfair.jobs.imports.participating import ParticipationsWriter
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.sharing import mark_shared
from everfair.jobs.imports.shows import Show, Shows, Told, create
from everfair.jobs.imports.writer import Writer
from everfair.jobs.registry import Result, job
from everfair.jobs.worker import rest
from everfair.loop.measuring import tell_rounds_of
from everfair.quality.asking import ask as measure_quality
from everfair.shows.models import Participation
from everfair.work.models import Job, enqueue

WRITERS: dict[str, type[Writer]] = {
    Kind.PARTICIPATIONS: ParticipationsWriter,
    Kind.CONTACTS: ContactsWriter,
    Kind.INTERACTIONS: InteractionsWriter,
}


@job("intake.load")
def load(job: Job) -> Result:
    batch = Batch.objects.select_related("created_by", "series").get(pk=job.args["batch"])
    if batch.state != Batch.State.LOADING:
        return {"skipped": batch.state}
    if batch.kind == Kind.EDITIONS:
        return EditionLoad(batch, job).run()
    opened = Opened.of(batch)
    prepare_shows(batch, opened.shows)
    writer = WRITERS[batch.kind](opened)
    writer.counts.update(job.cursor.get("counts", {}))
    with collecting_rarely():
        for lines in opened.portions(after=int(job.cursor.get("row", 0))):
            write(job, opened, writer, lines)
            rest()
    finish(job, batch, dict(writer.counts))
    return None


def write(job: Job, opened: Opened, writer: Writer, lines: list[Line]) -> None:
    """One portion, together with how far the load has come."""
    with transaction.atomic():
        writer.write(lines)
        cursor = {"row": lines[-1].row, "counts": dict(writer.counts)}
        total = max(opened.table.row_count_estimate, writer.counts["rows"])
        job.save_progress(writer.counts["rows"], total, step="load", cursor=cursor)


def prepare_shows(batch: Batch, shows: Shows) -> None:
    """Write the series and editions the dry run found, in their order."""
    order = batch.givens.get("order") or {}
    with transaction.atomic():
        for planned in batch.plan.get("series", []):
            show = shows.series(planned["name"])
            if show is not None:
                for edition in planned["editions"]:
                    recall(show, edition)
                series = create(show, order.get(show.name, ()))
                planned["id"] = series.pk
                shows.found[planned["name"].strip().casefold()] = show
                if batch.series_id is None and len(batch.plan["series"]) == 1:
                    Batch.objects.filter(pk=batch.pk).update(series=series)
                    batch.series_id = series.pk
        keep_plan(batch)


def keep_plan(batch: Batch) -> None:
    """The plan knows the ids of what was made; editions found wanting are left out of analysis."""
    batch.save(update_fields=["plan"])
    batch.apply_exclusions(by=batch.created_by)


def recall(show: Show, planned: dict[str, Any]) -> None:
    """What the dry run found of an edition: its dates are known before its first row is written."""
    told = show.editions.setdefault(planned["label"].casefold(), Told(planned["label"]))
    starts, ends = (
        date.fromisoformat(day) if day else None for day in (planned["starts_on"], planned["ends_on"])
    )
    told.met(starts, ends)


def finish(job: Job, batch: Batch, counts: dict[str, Any]) -> None:
    editions = edition_ids(batch)
    with transaction.atomic():
        counts["shared_stands"] = mark_shared(editions)
        params = {"kind": batch.kind, "sha256": batch.sha256, "rows": counts.get("rows", 0), "counts": counts}
        batch.loaded(
            batch.counts | {"loaded": counts}, by=batch.created_by, params=params | {"editions": editions}
        )
        job.finish({"counts": counts})
        measure_quality(by=batch.created_by)
        if batch.kind == Kind.PARTICIPATIONS:
            enqueue("relations.analyse", by=batch.created_by)
            tell_rounds_of(editions, by=batch.created_by)


def edition_ids(batch: Batch) -> list[int]:
    loaded = ImportedRow.objects.filter(batch=batch, object_type="shows.participation").values("object_id")
    rows = Participation.every.filter(pk__in=loaded).order_by("edition_id")
    return list(rows.values_list("edition_id", flat=True).distinct())
