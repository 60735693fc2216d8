"""The dry run: what loading the file would do, written down for one decision."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from everfair.intake.kinds import Kind
from everfair.intake.models import Batch, RowResult
from everfair.jobs.imports.batches import Opened, loaded_keys
from everfair.jobs.imports.collecting import collecting_rarely
from everfair.jobs.imports.edition_lists import EditionDryRun
from everfair.jobs.imports.gathering import EditionOf, Gathered, Taking
from everfair.jobs.imports.meeting import Company, portion_of
from everfair.jobs.imports.placing import Place
from everfair.jobs.imports.plan import PlanWriter
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.referral_rows import ReferralRules
from everfair.jobs.imports.rules import Rules
from everfair.jobs.imports.shows import Show, Told
from everfair.jobs.imports.survey_rules import AnswerRules, RatingRules
from everfair.jobs.imports.suspicion import suspicions
from everfair.jobs.imports.who import Met
from everfair.jobs.registry import Result, job
from everfair.jobs.worker import rest
from everfair.shows.models import Stand
from everfair.tables import TableError
from everfair.tables.characters import writable
from everfair.work.models import Job

Outcome = RowResult.Outcome
RULES: dict[str, type[Rules]] = {
    Kind.REFERRALS: ReferralRules,
    Kind.ANSWERS: AnswerRules,
    Kind.RATINGS: RatingRules,
}
KEPT = 500
KEPT_REFUSED = 100_000
PLANNED = 250
FAR, MOST_TIMES = 3_000, 50


@job("intake.check")
def check(job: Job) -> Result:
    """Begins anew when it was killed: it writes nothing but its own report."""
    begin_anew(job)
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


def begin_anew(job: Job) -> None:
    """Only a file that kills its worker at the same place each time is at fault; machines are restarted anywhere."""
    fell, times = job.done, job.cursor.get("times", 0)
    if job.attempts > 1 and abs(fell - job.cursor.get("fell", -FAR)) >= FAR and times < MOST_TIMES:
        job.save_progress(0, cursor={"fell": fell, "times": times + 1})


class DryRun:
    def __init__(self, batch: Batch, job: Job) -> None:
        self.batch = batch
        self.job = job
        self.opened = Opened.of(batch)
        self.place = Place(self.opened.shows, self.opened.reader)
        self.rules = RULES.get(batch.kind, Rules)(self.opened)
        self.company = Company(self.opened.source.ids)
        self.gathered = Gathered()
        self.planned = PlanWriter(batch, job.token)
        self.counts: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.spoken_of: set[int] = set()
        self.nobodys = 0
        """Rows with a title, or what its holder decides, of a person whom they do not name."""

    def run(self) -> Result:
        self.go_through()
        with transaction.atomic():
            self.write_report()
            self.job.finish({"counts": dict(self.counts)})
        return None

    def go_through(self) -> None:
        """Decide on every row and write down the plan."""
        total = self.opened.table.row_count_estimate
        for lines in self.opened.readable_portions():
            results = self.look_at(lines)
            with transaction.atomic():
                RowResult.objects.bulk_create(results, batch_size=500)
                self.job.save_progress(self.counts["rows"], max(total, self.counts["rows"]), step="check")
            rest()

    def write_report(self) -> None:
        plan = self.plan()
        self.counts["shared_stands"] = self.gathered.shared_stands()
        self.counts["participations"] = self.gathered.participations()
        self.batch.checked(counts=dict(self.counts), plan=plan, warnings=self.warnings())

    def warnings(self) -> list[dict[str, Any]]:
        """What looks odd about the list as a whole, as code and parameters."""
        shows = self.opened.shows.shows() if self.batch.kind == Kind.PARTICIPATIONS else []
        odd = [*odd_days(shows), *self.stands_added(shows), *suspicions(shows, self.taking_part)]
        if self.nobodys:
            odd.append({"code": "titles_of_nobody", "params": {"count": self.nobodys}})
        return odd + self.rules.warnings()

    def stands_added(self, shows: list[Show]) -> Iterator[dict[str, Any]]:
        """Of whom other stands are on file at an edition: the list's come beside them."""
        known = [(show, one) for show in shows for one in show.distinct() if one.rows and one.pk]
        for show, one in known:
            stands = Stand.objects.filter(participation__edition=one.pk).exclude(number="")
            held = stands.values_list("participation__party", "number").iterator(chunk_size=2_000)
            count = self.gathered.stands_added(EditionOf(id(show), one.key), held)
            if count:
                params = {"edition": one.label, "series": show.name, "count": count}
                yield {"code": "stands_added", "params": params}

    def plan_anew(self) -> dict[str, Any]:
        """The plan alone, where it was lost: what is told stays told, and no row more is loaded."""
        for lines in self.opened.portions(self.batch.plan.get("until")):
            self.look_at(lines)
            rest()
        return self.written_down()

    def taking_part(self, show: Show, edition: Told) -> set[int]:
        return self.gathered.who(EditionOf(id(show), edition.key))

    def plan(self) -> dict[str, Any]:
        """The series and editions the file speaks of; `unordered` are those whose order nobody can tell."""
        order = self.batch.givens.get("order") or {}
        shows = [show for show in self.opened.shows.shows() if self.speaks_of(show)]
        series = [
            {
                "name": show.name,
                "names": self.opened.shows.names_of(show),
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
        read = {"until": self.opened.until} if self.opened.until else {}
        return {"series": series, "unordered": unordered, **read, **self.rules.plan(), **self.written_down()}

    def written_down(self) -> dict[str, Any]:
        """Where the load finds what was decided of each row, and how many records were numbered."""
        return {**self.planned.close(), "numbers": self.company.numbers.last}

    def speaks_of(self, show: Show) -> bool:
        if self.batch.kind == Kind.PARTICIPATIONS:
            return any(one.rows for one in show.distinct())
        return id(show) in self.spoken_of

    def look_at(self, lines: list[Line]) -> list[RowResult]:
        loaded = loaded_keys(lines)
        good = {line.row for line in lines if self.is_good(line)}
        fresh = [line for line in lines if line.row in good and self.is_fresh(line, loaded)]
        firms, people = self.company.meet(fresh)
        fresh = self.rules.sound(fresh, firms)
        self.heed(lines, good)
        self.remember(fresh, firms)
        self.nobodys += sum(is_of_nobody(line) for line in fresh)
        taken = {line.row for line in fresh}
        results = [
            self.result(line, line.row in taken, self.rules.met(line, firms, people)) for line in lines
        ]
        self.write_down(lines, fresh, firms, people)
        return [one for one in results if one is not None]

    def heed(self, lines: list[Line], good: set[int]) -> None:
        """Of a list that brings no participations: what good rows speak of is made, and nothing else."""
        if self.batch.kind == Kind.PARTICIPATIONS:
            return
        for line in lines:
            named = line.text("series") if line.row in good else ""
            show = self.opened.shows.series(named) if named else None
            if show is not None and not line.problems:
                self.spoken_of.add(id(show))
            elif show is not None and line.get("edition"):
                show.editions[line.text("edition").casefold()].rows -= 1

    def is_fresh(self, line: Line, loaded: set[str]) -> bool:
        """Neither loaded before nor said by an earlier row."""
        if not self.gathered.is_first(line.key):
            self.counts["repeated"] += 1
            return False
        return line.key not in loaded

    def write_down(
        self, lines: list[Line], fresh: list[Line], firms: dict[int, Met], people: dict[int, Met]
    ) -> None:
        """Small portions: as many are loaded at once as people do not notice."""
        for start in range(0, len(lines), PLANNED):
            part = lines[start : start + PLANNED]
            rows = {line.row for line in part}
            portion = portion_of([line for line in fresh if line.row in rows], firms, people)
            portion.rows, portion.refused = len(part), sum(bool(line.problems) for line in part)
            self.planned.add(portion)

    def is_good(self, line: Line) -> bool:
        if line.problems:
            return False
        show = self.place.show(line)
        if line.problems:
            return False
        edition = self.place.edition(line, show) if show is not None else None
        if edition is not None:
            line.values["edition"] = edition.key
        return True

    def remember(self, lines: Iterable[Line], firms: dict[int, Met]) -> None:
        """Who takes part in what, and who stands where, for the warnings."""
        if self.batch.kind != Kind.PARTICIPATIONS:
            return
        self.gathered.take_part(self.taking(line, firms[line.row].who) for line in lines)

    def taking(self, line: Line, who: int) -> Taking:
        show = self.opened.shows.series(line.text("series"))
        return Taking(EditionOf(id(show), line.text("edition")), who, line.get("stand") or ())

    def result(self, line: Line, is_fresh: bool, met: Met | None) -> RowResult | None:
        outcome = self.outcome(line, is_fresh, met)
        self.counts["rows"] += 1
        self.counts[outcome] += 1
        self.kept[outcome] += 1
        most = KEPT_REFUSED if outcome in (Outcome.REFUSED, Outcome.DOUBTFUL) else KEPT
        name = self.rules.name(line)
        if self.kept[outcome] > most or says_nothing(outcome, name):
            return None
        told = {
            "cells": list(line.cells) if outcome == Outcome.REFUSED else [],
            "found": described(name, met),
            "problems": line.problems,
        }
        return RowResult(batch=self.batch, row=line.row, outcome=outcome, **writable(told))

    def outcome(self, line: Line, is_fresh: bool, met: Met | None) -> Outcome:
        if line.problems:
            return Outcome.REFUSED
        if not is_fresh:
            return Outcome.UNCHANGED
        if met is None:
            return Outcome.UNNAMED
        if met.is_new:
            self.counts["new_customers"] += 1
        if met.doubts:
            return Outcome.DOUBTFUL
        return Outcome.NEW if met.is_new else Outcome.MATCHED


DRY_RUNS: dict[str, type[DryRun] | type[EditionDryRun]] = {Kind.EDITIONS: EditionDryRun}


def odd_days(shows: list[Show]) -> Iterator[dict[str, Any]]:
    """Editions that the list lets open on another day than stands on file, and those that it lets last too long."""
    told = [(show.name, one) for show in shows for one in show.distinct() if one.rows]
    for series, one in told:
        which = {"edition": one.label, "series": series, "id": one.pk}
        if one.opens_otherwise:
            days = {"says": str(one.said_on), "opens": str(one.starts_on)}
            yield {"code": "edition_opens_otherwise", "params": which | days}
        if one.is_too_long:
            days = {"first": str(one.said_on), "last": str(one.said_until)}
            yield {"code": "edition_too_long", "params": which | days}


def is_of_nobody(line: Line) -> bool:
    return not line.get("person") and bool(line.get("title") or line.get("decision_role"))


def says_nothing(outcome: Outcome, name: str) -> bool:
    """Rows that are told of in one figure, not one by one."""
    return outcome == Outcome.UNNAMED or outcome == Outcome.UNCHANGED and not name


def brief(one: Told) -> dict[str, Any]:
    return {
        "label": one.label,
        "key": one.key,
        "id": one.pk,
        "starts_on": one.starts_on.isoformat() if one.starts_on else None,
        "ends_on": one.ends_on.isoformat() if one.ends_on else None,
        "rows": one.rows,
        "is_ahead": one.is_ahead,
    }


def described(name: str, met: Met | None) -> dict[str, Any]:
    """What is shown of a row: who it is about, whom it was matched with and why, whom it may be."""
    told: dict[str, Any] = {"name": name[:300]}
    if met is None:
        return told
    told |= {"party": on_file(met.who), "reasons": met.reasons, "repeats": met.repeats}
    if met.doubts:
        told["doubts"] = [
            {
                "party": on_file(doubt.who),
                "name": doubt.name,
                "score": doubt.score,
                "reasons": doubt.reasons,
            }
            for doubt in met.doubts
        ]
    return told


def on_file(who: int) -> int | None:
    return who if who > 0 else None
