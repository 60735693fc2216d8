"""Takes the demo away again, and leaves whatever is real, also where the two have met."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from everfair.demo import truth
from everfair.demo.models import DemoShow
from everfair.house.models import User
from everfair.intake.models import Batch, Mapping
from everfair.jobs.parties import derive
from everfair.journal.models import Entry
from everfair.loop.models import Round
from everfair.parties import forest
from everfair.parties.merging import undo
from everfair.parties.models import Merge, Party
from everfair.parties.settling import owned_models, settle
from everfair.quality import asking
from everfair.quality.models import Report, SharedContact
from everfair.relations.models import AnalysisRun, Relationship, Score
from everfair.relations.models.run import Publication
from everfair.shows.models import Edition, Series
from everfair.work.models import Job

AT_ONCE = 400
Heard = Callable[[str, int, int], None]


def clear(heard: Heard) -> str:
    """What was removed, in numbers; nothing when no demo is here."""
    demo = DemoShow.loaded()
    if demo is None:
        return ""
    return Clearing(demo, heard).run()


class Clearing:
    def __init__(self, demo: DemoShow, heard: Heard) -> None:
        self.demo, self.heard = demo, heard
        self.batches = Batch.objects.filter(pk__in=demo.batches)
        self.files = list(self.batches.values_list("filename", flat=True))
        self.series = Series.objects.filter(pk__in=demo.series)
        brought = Party.objects.filter(
            created_by__in=demo.users, source__in=[name[:60] for name in self.files]
        )
        self.parties = set(brought.values_list("pk", flat=True))
        self.gone = 0

    def run(self) -> str:
        steps = [
            self.part_merges, self.take_rounds, self.take_series, self.take_parties, self.take_traces,
            self.take_batches, self.take_runs, self.take_staff,
        ]  # fmt: skip
        for place, step in enumerate(steps):
            self.heard(step.__name__.replace("_", " "), place, len(steps))
            step()
        shutil.rmtree(truth.folder(), ignore_errors=True)
        self.demo.delete()
        self.heard("done", len(steps), len(steps))
        shows, people = len(self.demo.series), len(self.demo.users)
        return f"{shows} series, {self.gone:,} organisations and persons, {people} accounts"

    def part_merges(self) -> None:
        """Where somebody merged a real customer with one of the demo's, each stands for itself again."""
        ours = Q(survivor__in=self.parties) | Q(absorbed__in=self.parties)
        merges = Merge.objects.filter(undone_at=None).order_by("-pk")
        for merge in merges.filter(pk__in=self._pks(Merge.objects, ours)):
            if {merge.survivor_id, merge.absorbed_id} - self.parties:
                undo(merge, by=None)

    def _pks(self, rows: Any, condition: Q) -> list[int]:
        return list(rows.filter(condition).values_list("pk", flat=True))

    @transaction.atomic
    def take_rounds(self) -> None:
        """First of all: members hold on to the edition."""
        Round.objects.filter(series__in=self.series).delete()

    @transaction.atomic
    def take_series(self) -> None:
        Entry.objects.filter(series_id__in=self.demo.series).delete()
        for edition in Edition.objects.filter(series__in=self.series):
            edition.delete()
        self.series.delete()

    def take_parties(self) -> None:
        """All that came in by the demo's files and that nothing real speaks of."""
        kept = self.spoken_of()
        doomed = sorted(self.parties - kept)
        for part in in_parts(doomed):
            with transaction.atomic():
                Entry.objects.filter(party_id__in=part).delete()
                Party.objects.filter(merged_into__in=part).update(merged_into=None)
                Merge.objects.filter(Q(survivor__in=part) | Q(absorbed__in=part)).delete()
                Party.objects.filter(pk__in=part).delete()
            self.gone += len(part)
            self.heard("take parties", self.gone, len(doomed))
        self.parties = kept

    def spoken_of(self) -> set[int]:
        """The demo's parties that real rows belong to: they stay, and so does what they were merged with."""
        found: set[int] = set()
        for owned in owned_models():
            rows = owned.rows
            if "source" in {one.name for one in owned.model._meta.concrete_fields}:
                rows = rows.exclude(source__in=self.sources(owned.model)).exclude(source="")
            elif owned.model is not Relationship:
                continue
            for of, _recorded in owned.pairs:
                for part in in_parts(sorted(self.parties)):
                    found.update(rows.filter(**{f"{of}__in": part}).values_list(f"{of}_id", flat=True))
        return found & self.parties

    def sources(self, model: type[models.Model]) -> list[str]:
        field = model._meta.get_field("source")
        return [name[: getattr(field, "max_length", 120)] for name in self.files]

    def take_traces(self) -> None:
        """What the demo's files told about customers that stay."""
        touched: set[int] = set()
        for owned in owned_models():
            if "source" not in {one.name for one in owned.model._meta.concrete_fields}:
                continue
            rows = owned.rows.filter(source__in=self.sources(owned.model))
            for of, _recorded in owned.pairs:
                touched.update(rows.exclude(**{of: None}).values_list(f"{of}_id", flat=True))
            with transaction.atomic():
                rows.delete()
        left = sorted(touched & set(Party.objects.values_list("pk", flat=True)))
        settle(set(forest.roots(left).values()))
        for part in in_parts(left):
            derive(part)

    @transaction.atomic
    def take_batches(self) -> None:
        Entry.objects.filter(object_type="intake.batch", object_id__in=self.demo.batches).delete()
        for batch in self.batches:
            batch.file.delete(save=False)
        self.batches.delete()
        Mapping.objects.filter(saved_by__in=self.demo.users).delete()

    @transaction.atomic
    def take_runs(self) -> None:
        """Runs that scored nothing but the demo."""
        empty = AnalysisRun.objects.filter(~Exists(Score.objects.filter(run=OuterRef("pk"))))
        empty = empty.exclude(state=AnalysisRun.State.RUNNING)
        gone = list(empty.values_list("pk", flat=True))
        Entry.objects.filter(object_type="relations.analysisrun", object_id__in=gone).delete()
        Publication.objects.filter(run__in=gone).delete()
        empty.delete()
        Job.objects.filter(created_by__in=self.demo.users).delete()
        self.take_reports()

    def take_reports(self) -> None:
        """How good the data was with the demo in it; what stays is measured anew."""
        Report.objects.all().delete()
        SharedContact.objects.all().delete()
        Job.objects.filter(name=asking.JOB, state=Job.State.QUEUED).delete()
        if Party.objects.exists():
            asking.ask()

    @transaction.atomic
    def take_staff(self) -> None:
        users = User.objects.filter(pk__in=self.demo.users)
        Entry.objects.filter(actor__in=users, series_id=None, party_id=None).delete()
        users.delete()


def in_parts(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
