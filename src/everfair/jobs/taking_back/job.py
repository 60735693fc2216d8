"""Taking a load back: first looked at, then done. A few hundred rows a transaction, taken up where it was killed."""

from collections import Counter
from collections.abc import Iterator
from math import inf
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.functional import cached_property

from everfair.intake.kinds import ANALYSED, Kind
from everfair.intake.models import Batch, FormerValues, HandedOn, ImportedRow, Remaining
from everfair.intake.visible import batches
from everfair.jobs.imports.load import edition_ids
from everfair.jobs.imports.lots import Others
from everfair.jobs.imports.room import one_load_at_a_time
from everfair.jobs.imports.sharing import mark_shared, unmark
from everfair.jobs.registry import Result, job
from everfair.jobs.taking_back.heirs import Heirs, Whose, begun
from everfair.jobs.taking_back.shows import GROUNDS, Grounds
from everfair.jobs.taking_back.steps import STEPS, Step
from everfair.jobs.taking_back.values import Values
from everfair.jobs.taking_back.written import Chunk, Written
from everfair.jobs.worker import rest
from everfair.loop.measuring import tell_rounds_of
from everfair.parties import forest
from everfair.parties.models import Party
from everfair.quality.asking import ask as measure_quality
from everfair.shows.scope import Capability, Scope, scope_of
from everfair.work.models import Job, enqueue

State = Batch.State
VALUES = "values"
_ROWS = 2_000


class NotYours(Exception):
    """Whoever asked for it may not bring lists in for it any more."""


@job("intake.foresee")
def foresee(job: Job) -> Result:
    return Looking(job, State.FORESEEING).run()


@job("intake.take_back")
def take_back(job: Job) -> Result:
    return Taking(job, State.TAKING).run()


class Looking:
    """What would go and what would stay, written down; nothing else is changed."""

    def __init__(self, job: Job, state: str) -> None:
        self.job, self.state = job, state
        self.batch = Batch.objects.select_related("series").get(pk=job.args["batch"])
        self.go: Counter[str] = Counter(job.cursor.get("go", {}))
        self.to: Counter[str] = Counter(job.cursor.get("to", {}))
        self.done = job.done
        self.is_resumed = bool(job.cursor)
        self.others = Others()

    def run(self) -> Result:
        if self.batch.state != self.state:
            return {"skipped": self.batch.state}
        self.begin()
        place, after = self.job.cursor.get("step", 0), self.job.cursor.get("after", 0)
        if place == 0:
            self.values()
            self.save(1, 0)
        self.go_from(place, after)
        self.finish()
        return None

    def go_from(self, place: int, after: int) -> None:
        for at, step in enumerate(self.steps, 1):
            if at >= place:
                self.go_through(at, step, after if at == place else 0)

    def begin(self) -> None:
        """What was found the last time does not count."""
        if not self.job.cursor:
            with transaction.atomic():
                Remaining.objects.filter(batch=self.batch).delete()
                cursor = {"editions": edition_ids(self.batch), "begun": begun(self.batch)}
                self.job.save_progress(0, self.total, cursor=cursor)

    @cached_property
    def scope(self) -> Scope | None:
        """None: from the command line, by nobody in particular. A right that was taken away holds."""
        scope = scope_of(self.job.created_by) if self.job.created_by_id else None
        if scope is not None and not batches(scope).filter(pk=self.batch.pk).exists():
            raise NotYours(self.batch)
        return scope

    @cached_property
    def series(self) -> frozenset[int] | None:
        if self.scope is None or self.scope.may_everywhere(Capability.IMPORT):
            return None
        return self.scope.series_with(Capability.IMPORT)

    @cached_property
    def written(self) -> Written:
        return Written(self.batch)

    @cached_property
    def heirs(self) -> Heirs:
        return Heirs(self.written, self.job.cursor.get("begun") or begun(self.batch))

    @cached_property
    def steps(self) -> list[Step]:
        return [made(model, self.written, self.series, self.heirs) for made, model in STEPS]

    @property
    def total(self) -> int:
        return sum(step.size for step in self.steps)

    def values(self) -> None:
        """As a whole: nothing is written but what was found."""
        passed: dict[str, set[int]] = {}
        for values in self.former():
            back, stay = values.look(passed.setdefault(values.kept.object_type, set()))
            self.go[VALUES] += back
            self.note(stay, values.whose)

    def former(self) -> Iterator[Values]:
        """Newest first: of a row that two portions changed the older one tells what it was."""
        held = FormerValues.objects.filter(batch=self.batch).exclude(fields=[]).order_by("-pk")
        for pk in list(held.values_list("pk", flat=True)):
            yield Values(self.written, self.series, held.get(pk=pk), self.heirs)
            self.rest()

    def go_through(self, at: int, step: Step, after: int) -> None:
        for chunk in step.chunks(after):
            with transaction.atomic():
                self.go_on(step, chunk)
                self.done += len(chunk)
                self.save(at, chunk[-1])
            self.rest()
        self.save(at + 1, 0)

    def rest(self) -> None:
        """Where others are at work, too; and wherever the worker is told to stop."""
        rest(had=0.0 if self.others.work() else inf)

    def go_on(self, step: Step, chunk: Chunk) -> None:
        found = step.look(chunk)
        self.go.update(step.tally(found))
        self.note(found.stay, found.whose)

    def note(self, stay: list[Remaining], whose: Whose) -> None:
        """What stays, and of which newer lists it is."""
        Remaining.objects.bulk_create(stay, ignore_conflicts=True)
        self.to.update(str(whose[one.object_id]) for one in stay if one.object_id in whose)

    def save(self, step: int, after: int) -> None:
        told = {"step": step, "after": after, "go": dict(self.go), "to": dict(self.to)}
        self.job.save_progress(self.done, self.total, step=self.state, cursor=self.job.cursor | told)

    def told(self) -> dict[str, Any]:
        rows = Remaining.objects.filter(batch=self.batch).order_by()
        customers = rows.filter(object_type=Party._meta.label_lower)
        kinds = Party.objects.filter(pk__in=customers.values("object_id")).order_by().values_list("kind")
        others = rows.exclude(object_type=Party._meta.label_lower).values_list("object_type")
        stay = {label: count for held in (kinds, others) for label, count in held.annotate(count=Count("pk"))}
        go = {label: count for label, count in self.go.items() if count}
        return {"go": go, "stay": stay, "to": dict(self.to)}

    def finish(self) -> None:
        with transaction.atomic():
            self.batch.foreseen(self.told())
            self.job.finish(self.told())


def one_at_a_time() -> None:
    """No load meanwhile, nor a merge: that holds customers before their rows."""
    one_load_at_a_time()
    forest.one_at_a_time()


class Taking(Looking):
    """The same, done."""

    @cached_property
    def steps(self) -> list[Step]:
        grounds = [Grounds(model, self.written, self.series, self.heirs) for model in GROUNDS]
        return [*super().steps, *grounds]

    def values(self) -> None:
        for values in self.former():
            with transaction.atomic():
                one_at_a_time()
                self.heirs.heed()
                back, stay = values.put_back()
                self.go[VALUES] += back
                self.note(stay, values.whose)
                self.save(0, 0)

    def go_on(self, step: Step, chunk: Chunk) -> None:
        one_at_a_time()
        self.heirs.heed()
        step.hold(chunk)
        found = step.look(chunk)
        self.go.update(step.tally(found))
        step.remove(found)
        step.hand_on(found)
        self.note(found.stay, found.whose)

    def finish(self) -> None:
        """Whoever goes on after a kill does not know what was handed on meanwhile: once more, if anything was."""
        self.forget_rows()
        again = self.is_resumed and HandedOn.objects.filter(batch=self.batch).exists()
        while again or not self.is_finished():
            again = False
            self.written = Written(self.batch)
            del self.heirs, self.steps
            self.go_from(1, 0)
            self.forget_rows()

    def is_finished(self) -> bool:
        """Not where an older list that is taken back at the same time has handed something on; none does meanwhile."""
        editions = self.job.cursor["editions"]
        with transaction.atomic():
            one_load_at_a_time()
            if self.written.is_outdated:
                return False
            unmark(editions)
            mark_shared(editions)
            by = self.job.created_by
            HandedOn.objects.filter(batch=self.batch).delete()
            FormerValues.objects.filter(batch=self.batch).delete()
            self.batch.taken_back(self.told(), by=by)
            self.job.finish(self.told())
            check_again()
            measure_quality(by=by)
            if self.batch.kind in ANALYSED:
                enqueue("relations.analyse", by=by)
            if self.batch.kind == Kind.PARTICIPATIONS:
                tell_rounds_of(editions, by=by)
        return True

    def forget_rows(self) -> None:
        """The same rows may come again; but not those that are still there."""
        for rows in self.rows_by_portion():
            with transaction.atomic():
                ImportedRow.objects.filter(batch=self.batch, row__in=rows).delete()
                self.job.heartbeat()
            self.rest()

    def rows_by_portion(self) -> Iterator[list[int]]:
        after = 0
        while True:
            held = ImportedRow.objects.filter(batch=self.batch, row__gt=after).order_by("row")
            told = list(held.values_list("row", "object_type", "object_id")[:_ROWS])
            if not told:
                return
            yield self.forgettable(told)
            after = told[-1][0]

    def forgettable(self, told: list[tuple[int, str, int]]) -> list[int]:
        """Of what was handed on another list tells now."""
        ids = {pk for _, _, pk in told}
        staying = Remaining.objects.filter(batch=self.batch, object_id__in=ids)
        handed = HandedOn.objects.exclude(batch=self.batch).filter(object_id__in=ids)
        what = ("object_type", "object_id")
        there = set(staying.values_list(*what)) - set(handed.values_list(*what))
        return [
            row for row, label, pk in told if (label, pk) not in there or not self.written.owns(label, pk)
        ]


def check_again() -> None:
    """Lists that wait for a decision found rows unchanged which may be gone now."""
    for other in Batch.objects.filter(state=State.CHECKED):
        if other.counts.get("unchanged"):
            other.start_check(by=other.created_by)
