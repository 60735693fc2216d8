"""The dry run: what loading the file would do, written down for one decision."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from everfair.intake.kinds import Kind
from everfair.intake.models import Batch, RowResult
from everfair.jobs.imports.batches import Opened, loaded_keys
from everfair.jobs.imports.collecting import collecting_rarely
from everfair.jobs.imports.edition_lists import EditionDryRun
from everfair.jobs.imports.placing import Place
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import organisation_record, person_record
from everfair.jobs.imports.shows import Show, Told
from everfair.jobs.imports.suspicion import suspicions
from everfair.jobs.imports.who import Meeting, Met
from everfair.jobs.registry import Result, job
from everfair.jobs.worker import rest
from everfair.parties.models import Party
from everfair.tables import TableError
from everfair.tables.characters import writable
from everfair.work.models import Job

Outcome = RowResult.Outcome
KEPT = 500
KEPT_REFUSED = 100_000


@job("intake.check")
def check(job: Job) -> Result:
    """Begins anew when it was killed: it writes nothing but its own report."""
    batch = Batch.objects.select_related("created_by", "series").get(pk=job.args["batch"])
    if batch.state not in (Batch.State.CHECKING, Batch.State.CHECKED):
        return {"skipped": batch.state}
    RowResult.objects.filter(batch=batch).delete()
    try:
        with collecting_rarely():
            return DRY_RUNS.get(batch.kind, DryRun)(batch, job).run()
    except TableError as refused:
        batch.refuse(str(refused.code), refused.params)
        return {"refused": str(refused.code)}


class DryRun:
    def __init__(self, batch: Batch, job: Job) -> None:
        self.batch = batch
        self.job = job
        self.opened = Opened.of(batch)
        self.place = Place(self.opened.shows, self.opened.reader)
        self.organisations = Meeting(writes=False)
        self.persons = Meeting(Party.Kind.PERSON, writes=False)
        self.counts: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.takings: dict[tuple[int, str], set[int]] = {}
        self.seen: set[str] = set()
        self.participations: set[tuple[int, str, int]] = set()
        self.stands: dict[tuple[int, str, str], set[int]] = {}

    def run(self) -> Result:
        total = self.opened.table.row_count_estimate
        for lines in self.opened.portions():
            results = self.look_at(lines)
            with transaction.atomic():
                RowResult.objects.bulk_create(results, batch_size=500)
                self.job.save_progress(self.counts["rows"], max(total, self.counts["rows"]), step="check")
            rest()
        with transaction.atomic():
            self.write_report()
            self.job.finish({"counts": dict(self.counts)})
        return None

    def write_report(self) -> None:
        plan = self.plan()
        self.counts["shared_stands"] = sum(len(parties) > 1 for parties in self.stands.values())
        self.counts["participations"] = len(self.participations)
        warnings = suspicions(self.opened.shows.shows(), self.takings)
        self.batch.checked(counts=dict(self.counts), plan=plan, warnings=warnings)

    def plan(self) -> dict[str, Any]:
        """The series and editions the file speaks of; `unordered` are those whose order nobody can tell."""
        order = self.batch.givens.get("order") or {}
        shows = [show for show in self.opened.shows.shows() if self.speaks_of(show)]
        series = [
            {
                "name": show.name,
                "id": show.pk,
                "editions": [brief(one) for one in show.distinct() if one.rows],
            }
            for show in shows
        ]
        unordered = [
            {"name": show.name, "editions": [one.label for one in show.distinct()]}
            for show in shows
            if show.in_order(order.get(show.name, ())) is None
        ]
        return {"series": series, "unordered": unordered}

    def speaks_of(self, show: Show) -> bool:
        return self.batch.kind != Kind.PARTICIPATIONS or any(one.rows for one in show.distinct())

    def look_at(self, lines: list[Line]) -> list[RowResult]:
        loaded = loaded_keys(lines)
        good = [line for line in lines if self.is_good(line)]
        fresh = [line for line in good if line.key not in loaded]
        met = dict(zip([line.row for line in fresh], self.meet(fresh), strict=True))
        return [
            result for line in lines if (result := self.result(line, line.key in loaded, met.get(line.row)))
        ]

    def is_good(self, line: Line) -> bool:
        if line.problems:
            return False
        show = self.place.show(line)
        if line.problems:
            return False
        if show is not None and self.batch.kind == Kind.PARTICIPATIONS:
            self.place.edition(line, show)
        return True

    def meet(self, lines: list[Line]) -> list[Met]:
        """The customer each row is about: its organisation, or the person where it names none."""
        records = {line.row: organisation_record(line, self.opened.source.ids) for line in lines}
        firms = [line for line in lines if records[line.row] is not None]
        met = dict(
            zip(
                [line.row for line in firms],
                self.organisations.meet([r for r in records.values() if r]),
                strict=True,
            )
        )
        alone = [line for line in lines if records[line.row] is None]
        persons = [record for line in alone if (record := person_record(line, None))]
        met.update(zip([line.row for line in alone], self.persons.meet(persons), strict=True))
        self.remember(lines, met)
        return [met[line.row] for line in lines]

    def remember(self, lines: Iterable[Line], met: dict[int, Met]) -> None:
        """Who takes part in what, and who stands where, for the warnings."""
        if self.batch.kind != Kind.PARTICIPATIONS:
            return
        for line in lines:
            show = self.opened.shows.series(line.text("series"))
            assert show is not None
            edition, customer = self.edition_of(line, show), met[line.row].customer
            who = customer.party_id or -id(customer)
            self.takings.setdefault((id(show), edition.label), set()).add(who)
            self.participations.add((id(show), edition.label, who))
            for number in line.get("stand") or ():
                self.stands.setdefault((id(show), edition.label, number), set()).add(who)

    def edition_of(self, line: Line, show: Show) -> Told:
        return show.edition(line.get("edition"), line.get("date"))

    def result(self, line: Line, was_loaded: bool, met: Met | None) -> RowResult | None:
        outcome = self.outcome(line, was_loaded, met)
        self.counts["rows"] += 1
        self.counts[outcome] += 1
        self.kept[outcome] += 1
        most = KEPT_REFUSED if outcome in (Outcome.REFUSED, Outcome.DOUBTFUL) else KEPT
        if self.kept[outcome] > most:
            return None
        told = {
            "cells": list(line.cells) if outcome == Outcome.REFUSED else [],
            "found": described(line, met),
            "problems": line.problems,
        }
        return RowResult(batch=self.batch, row=line.row, outcome=outcome, **writable(told))

    def outcome(self, line: Line, was_loaded: bool, met: Met | None) -> Outcome:
        if line.problems:
            return Outcome.REFUSED
        if line.key in self.seen:
            self.counts["repeated"] += 1
            return Outcome.UNCHANGED
        self.seen.add(line.key)
        if was_loaded or met is None:
            return Outcome.UNCHANGED
        if met.is_new:
            self.counts["new_customers"] += 1
        if met.doubts:
            return Outcome.DOUBTFUL
        return Outcome.NEW if met.is_new else Outcome.MATCHED


DRY_RUNS: dict[str, type[DryRun] | type[EditionDryRun]] = {Kind.EDITIONS: EditionDryRun}


def brief(one: Told) -> dict[str, Any]:
    return {
        "label": one.label,
        "id": one.pk,
        "starts_on": one.starts_on.isoformat() if one.starts_on else None,
        "ends_on": one.ends_on.isoformat() if one.ends_on else None,
        "rows": one.rows,
        "is_ahead": one.is_ahead,
    }


def described(line: Line, met: Met | None) -> dict[str, Any]:
    """What is shown of a row: who it is about, whom it was matched with and why, whom it may be."""
    told: dict[str, Any] = {"name": line.name[:300]}
    if met is None:
        return told
    told |= {"party": met.customer.party_id, "reasons": met.reasons, "repeats": met.repeats}
    if met.doubts:
        told["doubts"] = [
            {
                "party": doubt.other.party_id,
                "name": doubt.other.record.names[0] if doubt.other.record else "",
                "score": doubt.score,
                "reasons": doubt.reasons,
            }
            for doubt in met.doubts
        ]
    return told
