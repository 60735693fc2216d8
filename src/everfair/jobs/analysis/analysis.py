"""One run of the analysis, from snapshot to publication."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from threadpoolctl import threadpool_limits

from everfair.engine import STEPS, Pipeline
from everfair.jobs.analysis import backtests, score_rows
from everfair.jobs.analysis.cell_scores import cell_scores
from everfair.jobs.analysis.chances import Chances, chances
from everfair.jobs.analysis.chosen_engine import open_facts
from everfair.jobs.analysis.edition_figures import edition_counts, figures, flows, time_to_trust
from everfair.jobs.analysis.grid import BOOKED, Grid, Grids
from everfair.jobs.analysis.knowing import Knowledge, Thought
from everfair.jobs.analysis.stages import Stages, stages
from everfair.jobs.facts_out import Snapshot, facts_out
from everfair.jobs.imports.settled import settle
from everfair.loop.models import Round
from everfair.relations.models import (
    AnalysisRun,
    Backtest,
    EditionFigures,
    Finding,
    Forecast,
    Relationship,
    StageFlow,
)
from everfair.relations.models.publishable import Overtaken
from everfair.work.models import Job

MODEL_VERSION = "1"  # raised whenever the same facts would be scored differently
Heard = Callable[[str, int, int], None]  # phase, done, total

# Parts of a hundred at which each phase ends, for progress.
FACTS, STEPS_RUN, THOUGHT, FOUND_OUT, SCORED, WRITTEN = 10, 25, 40, 46, 50, 98


class Analysis:
    """Takes a snapshot, lets engine and science work on it, writes the scores and publishes them.

    `run` is the row of this run; nothing of it shows before the switch. Killed anywhere, what was published stays.
    """

    def __init__(self, job: Job | None = None, heard: Heard | None = None) -> None:
        self.job = job
        self.heard = heard
        self.run = AnalysisRun.objects.create(job=job, model_version=MODEL_VERSION)
        self.folder = Path(settings.DATA_DIR) / "facts" / f"run-{self.run.pk}"
        self.scores = self.folder / "scores.parquet"
        self.today = timezone.localdate()

    def publish(self) -> AnalysisRun:
        """Do it all. A run over older facts than those shown already ends as failed, and is not an error."""
        with self._accounted():
            snapshot = self._facts()
            with open_facts(snapshot.folder, self.today) as pipeline:
                self._steps(pipeline)
                self._score(pipeline)
            self._write_scores()
            self._switch()
        if self.run.state == AnalysisRun.State.DONE:
            self._tidy()  # whatever becomes of that: what is shown stays
        return self.run

    @contextmanager
    def _accounted(self) -> Iterator[None]:
        """A run that falls says why and takes its rows with it; its facts go in any case."""
        try:
            yield
        except Overtaken as overtaken:
            self.run.fail(str(overtaken))
        except Exception as error:
            self.run.fail(f"{type(error).__name__}: {error}")
            raise
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _facts(self) -> Snapshot:
        self._tell("facts", 0)
        with self._timed("facts"):
            snapshot = facts_out(self.folder)
        self.run.data_moment = snapshot.data_moment
        self.run.counts = dict(snapshot.counts)
        self.run.save(update_fields=["data_moment", "counts"])
        return snapshot

    def _steps(self, pipeline: Pipeline) -> None:
        self._tell("steps", FACTS)
        pipeline.run(STEPS)
        for taken in pipeline.taken:
            self.run.seconds[f"step {taken.name}"] = round(taken.seconds, 3)
        self.run.counts["cells"] = pipeline.count("cells")
        self._tell("science", STEPS_RUN)

    def _score(self, pipeline: Pipeline) -> None:
        """Every cell, and from the cells every relationship, into Parquet."""
        cells: list[pa.Table] = []
        thoughts = list(self._think(pipeline, cells))
        self._tell("findings", THOUGHT)
        with self._timed("findings"), threadpool_limits(1):
            known = Knowledge(pipeline, thoughts)
            self._write_findings(known)
        self._tell("scoring", FOUND_OUT)
        self.run.counts["scored"] = pipeline.count("scored")
        with self._timed("scoring"):
            if cells:
                pipeline.give("cell_scores", pa.concat_tables(cells).unify_dictionaries())
                pipeline.write(known.scores(), self.scores)

    def _write_findings(self, known: Knowledge) -> None:
        rows = [
            Finding(run=self.run, series_id=of.series, side=of.side, edition_id=edition, code=code, body=body)
            for of, edition, code, body in known.findings()
        ]
        with transaction.atomic():
            Finding.objects.bulk_create(rows, batch_size=500)

    def _think(self, pipeline: Pipeline, cells: list[pa.Table]) -> Iterator[Thought]:
        """What is thought of each grid; the columns of its cells go to `cells`."""
        grids = Grids(pipeline)
        for number, grid in enumerate(grids):
            # Matrices are small here: the threads of the algebra library would only wait for one another.
            with threadpool_limits(1, "blas"):
                with self._timed("science"):
                    chance = chances(grid)
                    found = stages(grid, chance)
                with self._timed("backtests"):
                    judged = [backtests.as_row(grid, one) for one in backtests.latest(grid)]
            self._write_figures(grid, found, chance, judged)
            cells.append(cell_scores(grid, found, chance))
            yield Thought.of(grid, found, chance)
            self._tell("science", STEPS_RUN + (THOUGHT - STEPS_RUN) * (number + 1) // len(grids))

    def _write_figures(
        self,
        grid: Grid,
        found: Stages,
        chance: Chances | None,
        judged: list[dict[str, Any]],
    ) -> None:
        rows = [
            EditionFigures(run=self.run, edition_id=one["edition"], side=grid.side, figures=figures(one))
            for one in edition_counts(grid)
        ]
        order = self.run.counts.setdefault("order", [])
        order += [(grid.series, grid.side, one.edition_id) for one in rows]
        told = time_to_trust(grid, found)
        if rows and told:
            rows[-1].figures["time-to-trust"] = told
        with transaction.atomic():
            EditionFigures.objects.bulk_create(rows)
            StageFlow.objects.bulk_create(
                [StageFlow(run=self.run, side=grid.side, **flow) for flow in flows(grid, found)],
                batch_size=500,
            )
            Backtest.objects.bulk_create([Backtest(run=self.run, **row) for row in judged])
            if chance is not None:
                self._forecast(grid, found, chance).save()

    def _forecast(self, grid: Grid, found: Stages, chance: Chances) -> Forecast:
        expected, low, high = (round(value, 4) for value in chance.expected)
        return Forecast(
            run=self.run,
            series_id=grid.series,
            side=grid.side,
            edition_id=grid.next_edition,
            expected=expected,
            low=low,
            high=high,
            known=int(grid.count[chance.rows].sum()),
            booked=grid.relationships_where(grid.next_mark == BOOKED),
            model=chance.told | {"forecast": chance.forecast.to_dict(), "life_cycle": found.model.to_dict()},
        )

    def _write_scores(self) -> None:
        total = self.run.counts["scored"]

        def heard(done: int) -> None:
            self._tell("scores", SCORED + (WRITTEN - SCORED) * done // total)

        with self._timed("scores"):
            if total:
                score_rows.write(self.scores, self.run.pk, heard)

    def _switch(self) -> None:
        self._tell("publishing", WRITTEN)
        up_to = settle(Relationship)
        with transaction.atomic():
            if self.job is not None:
                self.job.heartbeat()  # a worker that lost the job must not publish
            self.run.publish(up_to)

    def _tidy(self) -> None:
        self._sweep()
        drafts = Round.objects.filter(state=Round.State.DRAFT).exclude(run=None)
        self.run.prune(settings.RUNS_KEPT, also=set(drafts.values_list("run_id", flat=True)))
        self._tell("done", 100)

    def _sweep(self) -> None:
        """Facts of earlier runs are left only by those that were killed."""
        for left in self.folder.parent.glob("run-*"):
            if int(left.name.removeprefix("run-")) < self.run.pk:
                shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def _timed(self, phase: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        spent = self.run.seconds.get(phase, 0.0) + time.perf_counter() - begun
        self.run.seconds[phase] = round(spent, 3)

    def _tell(self, phase: str, done: int) -> None:
        if self.job is not None:
            self.job.save_progress(done, 100, step=phase)
        if self.heard is not None:
            self.heard(phase, done, 100)
