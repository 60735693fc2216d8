"""Lists of editions: a dry run and a load of their own, for they speak of shows and not of customers."""

from collections import Counter
from typing import Any

from django.db import transaction

from everfair.intake.models import Batch, ImportedRow, RowResult
from everfair.jobs.imports.batches import Opened, loaded_keys
from everfair.jobs.imports.edition_rows import EditionRows, changes
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.room import one_load_at_a_time
from everfair.jobs.imports.shows import Show, Told, create
from everfair.jobs.registry import Result
from everfair.jobs.worker import rest
from everfair.parties.inserting import insert
from everfair.shows.models import Edition, Series
from everfair.tables.characters import writable
from everfair.work.models import Job, enqueue

Outcome = RowResult.Outcome
Met = list[tuple[Line, Show, Told]]
KEPT = 500
KEPT_REFUSED = 100_000
OBJECT = "shows.edition"
PROVENANCE = ("batch_id", "row", "natural_key", "object_type", "object_id")


class EditionDryRun:
    """Says of each row whether its edition is new, will change, stays as it is, or why it is refused."""

    def __init__(self, batch: Batch, job: Job) -> None:
        self.batch, self.job = batch, job
        self.opened = Opened.of(batch)
        self.rows = EditionRows(self.opened)
        self.counts: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()

    def run(self) -> Result:
        total = self.opened.table.row_count_estimate
        for lines in self.opened.readable_portions():
            results = self.look_at(lines)
            with transaction.atomic():
                RowResult.objects.bulk_create(results, batch_size=500)
                self.job.save_progress(self.counts["rows"], max(total, self.counts["rows"]), step="check")
            rest()
        with transaction.atomic():
            self.batch.checked(counts=dict(self.counts), plan=self.plan(), warnings=[])
            self.job.finish({"counts": dict(self.counts)})
        return None

    def look_at(self, lines: list[Line]) -> list[RowResult]:
        loaded = loaded_keys(lines)
        held = self.on_file(lines)
        found = [(line, self.outcome(line, line.key in loaded, held)) for line in lines]
        return [self.result(line, outcome) for line, outcome in found if self.is_kept(outcome)]

    def on_file(self, lines: list[Line]) -> dict[int, Edition]:
        shows = {show.pk for line in lines if not line.problems and (show := self.rows.place.show(line))}
        return Edition.objects.filter(series__in=[pk for pk in shows if pk]).in_bulk()

    def outcome(self, line: Line, was_loaded: bool, held: dict[int, Edition]) -> Outcome:
        met = self.rows.meet(line)
        if line.problems:
            return Outcome.REFUSED
        if met is None:
            self.counts["repeated"] += 1
        edition = held.get(met[1].pk or 0) if met else None
        if met is None or was_loaded or (edition is not None and not changes(line, edition)):
            return Outcome.UNCHANGED
        return Outcome.NEW if edition is None else Outcome.MATCHED

    def is_kept(self, outcome: Outcome) -> bool:
        self.counts["rows"] += 1
        self.counts[outcome] += 1
        self.kept[outcome] += 1
        return self.kept[outcome] <= (KEPT_REFUSED if outcome == Outcome.REFUSED else KEPT)

    def result(self, line: Line, outcome: Outcome) -> RowResult:
        told = {
            "cells": list(line.cells) if outcome == Outcome.REFUSED else [],
            "found": {"name": name_of(line)},
            "problems": line.problems,
        }
        return RowResult(batch=self.batch, row=line.row, outcome=outcome, **writable(told))

    def plan(self) -> dict[str, Any]:
        """The series and editions the list speaks of; `unordered` are those whose order nobody can tell."""
        order = self.batch.givens.get("order") or {}
        shows = [show for show in self.opened.shows.shows() if any(one.rows for one in show.distinct())]
        unordered = [show for show in shows if show.in_order(order.get(show.name, ())) is None]
        read = {"until": self.opened.until} if self.opened.until else {}
        return read | {
            "series": [{"name": one.name, "id": one.pk, "editions": editions_of(one)} for one in shows],
            "unordered": [
                {"name": one.name, "editions": [told.label for told in one.distinct()]} for one in unordered
            ],
        }


def name_of(line: Line) -> str:
    name = line.text("edition_name") or str(getattr(line.get("edition"), "text", ""))
    return " · ".join(part for part in (line.text("series"), name) if part)[:300]


def editions_of(show: Show) -> list[dict[str, Any]]:
    ordered = show.in_order() or show.distinct()
    return [
        {
            "label": one.label, "id": one.pk, "rows": one.rows, "is_ahead": one.is_ahead,
            "starts_on": one.starts_on.isoformat() if one.starts_on else None,
            "ends_on": one.ends_on.isoformat() if one.ends_on else None,
        }
        for one in ordered if one.rows
    ]  # fmt: skip


class EditionLoad:
    """Reads the list once more from its beginning, and writes what was not written before it was killed."""

    def __init__(self, batch: Batch, job: Job) -> None:
        self.batch, self.job = batch, job
        self.opened = Opened.of(batch)
        self.rows = EditionRows(self.opened)
        self.done = int(job.cursor.get("row", 0))
        self.counts: Counter[str] = Counter(job.cursor.get("counts", {}))

    def run(self) -> Result:
        for lines in self.opened.portions(self.batch.plan.get("until")):
            met = [(line, *found) for line in lines if (found := self.rows.meet(line))]
            if lines[-1].row > self.done:
                with transaction.atomic():
                    one_load_at_a_time()
                    self.write(lines, met)
                    cursor = {"row": lines[-1].row, "counts": dict(self.counts)}
                    total = max(self.opened.table.row_count_estimate, self.counts["rows"])
                    self.job.save_progress(self.counts["rows"], total, step="load", cursor=cursor)
            rest()
        self.finish()
        return None

    def write(self, lines: list[Line], met: Met) -> None:
        loaded = loaded_keys(lines)
        fresh = [one for one in met if one[0].key not in loaded]
        self.counts["rows"] += len(lines)
        self.counts["refused"] += sum(bool(line.problems) for line in lines)
        self.counts["written"] += len(fresh)
        self.write_shows(fresh)
        self.write_editions(fresh)
        provenance = [(self.batch.pk, line.row, line.key, OBJECT, told.pk) for line, _show, told in fresh]
        insert(ImportedRow, PROVENANCE, provenance)

    def write_shows(self, fresh: Met) -> None:
        """Series and editions that are new, all in the order of their dates."""
        order = self.batch.givens.get("order") or {}
        for show in {id(show): show for _line, show, _told in fresh}.values():
            self.counts["new_series"] += show.pk is None
            self.counts["new_editions"] += sum(one.pk is None and one.rows > 0 for one in show.distinct())
            series = create(show, order.get(show.name, ()))
            self.keep_series(series)

    def keep_series(self, series: Series) -> None:
        """A list that speaks of one show only belongs to it."""
        if self.batch.series_id is None and len(self.batch.plan.get("series", ())) == 1:
            Batch.objects.filter(pk=self.batch.pk).update(series=series)
            self.batch.series_id = series.pk

    def write_editions(self, fresh: Met) -> None:
        held = Edition.objects.in_bulk([told.pk for _line, _show, told in fresh])
        for line, _show, told in fresh:
            edition = held[told.pk or 0]
            changed = edition.change(by=self.batch.created_by, **changes(line, edition))
            self.counts["changed_editions"] += bool(changed)

    def finish(self) -> None:
        counts = dict(self.counts)
        with transaction.atomic():
            params = {"kind": self.batch.kind, "sha256": self.batch.sha256, "rows": counts.get("rows", 0)}
            self.batch.loaded(
                self.batch.counts | {"loaded": counts},
                by=self.batch.created_by,
                params=params | {"counts": counts},
            )
            self.job.finish({"counts": counts})
            if counts.get("written"):
                enqueue("relations.analyse", by=self.batch.created_by)
