"""What a run finds out beyond who comes: money, opinions, reasons; as findings, and as columns of scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from everfair.engine import Pipeline, Step
from everfair.engine.steps import (
    AFTER_FOLLOWING,
    AFTER_STEPS,
    ANSWER_STEPS,
    AT_STAKE,
    FOLLOWING_STEPS,
    RECKONING,
    scores_with,
)
from everfair.jobs.analysis import opinions, replies
from everfair.jobs.analysis.accounts import value_all
from everfair.jobs.analysis.answers import places
from everfair.jobs.analysis.chances import Chances
from everfair.jobs.analysis.findings import (  # noqa: F401 (each registers its finders)
    booking,
    comparing,
    following,
    grouping,
    keeping,
    loyalty,
    referring,
    relating,
    satisfaction,
    valuing,
    wanting,
)
from everfair.jobs.analysis.findings.keeping import Leaving, leaving
from everfair.jobs.analysis.findings.registry import FINDERS, Finder
from everfair.jobs.analysis.grid import Arrays, Grid, Ints
from everfair.jobs.analysis.replies import Replies
from everfair.jobs.analysis.stages import Stages
from everfair.jobs.analysis.strand import Speakers, Strand, Terms
from everfair.relations.findings import BY_EDITION
from everfair.science.arrays import Floats, plain
from everfair.science.churn import REASONS
from everfair.science.enough import NotEnough

Body = dict[str, Any]
NUMBERS, CODES = opinions.NUMBERS, opinions.CODES


@dataclass(frozen=True)
class Thought:
    """What was thought of one grid, as far as others need it."""

    grid: Grid
    chance: Chances | None
    stage: Ints  # [c]
    missed: Ints  # [c]

    @classmethod
    def of(cls, grid: Grid, found: Stages, chance: Chances | None) -> "Thought":
        return cls(grid, chance, found.posterior.argmax(axis=1), found.missed)


class Knowledge:
    """Runs the engine's further steps over a pipeline that has cells, and finds out all there is."""

    def __init__(self, pipeline: Pipeline, thoughts: Sequence[Thought]) -> None:
        self.pipeline = pipeline
        pipeline.release(*AFTER_STEPS)
        pipeline.run((RECKONING, *ANSWER_STEPS, *FOLLOWING_STEPS)).release(*AFTER_FOLLOWING)
        self.strands = list(_strands(pipeline, thoughts))
        self._has_opinions = self._form_opinions()
        self._has_money = value_all(pipeline, self.strands)
        self._has_reasons = self._tell_reasons()

    def findings(self) -> Iterator[tuple[Strand, int | None, str, Body]]:
        """(strand, edition or None for all together, code, body)."""
        for of in self.strands:
            for code, finder in FINDERS.items():
                yield of, None, code, body(finder, of)
            yield from self._by_edition(of)

    @staticmethod
    def _by_edition(of: Strand) -> Iterator[tuple[Strand, int | None, str, Body]]:
        for edition in of.replies.editions:
            alone = of.at(edition)
            for code in BY_EDITION:
                found = body(FINDERS[code], alone)
                if "not_enough" not in found:
                    yield of, edition, code, found

    def scores(self) -> Step:
        """The step that writes scores with all that is known."""
        return scores_with(worth=self._has_money, opinions=self._has_opinions, leaving=self._has_reasons)

    def _form_opinions(self) -> bool:
        for of in self.strands:
            if of.speakers:
                of.opinions = opinions.opinions(of)
        return any(of.speakers for of in self.strands)

    def _tell_reasons(self) -> bool:
        """Why customers leave: of cells, and of those who answered among their opinions."""
        found = [(of, _leaving(of)) for of in self.strands]
        self.pipeline.give("opinions", _opinion_table([(of, one) for of, one in found if of.speakers]))
        told = [(of.grid, one) for of, one in found if of.grid is not None and one is not None]
        self.pipeline.give("leaving", _leaving_table(told))
        self.pipeline.run([AT_STAKE])
        return any(one.told.any() for _, one in told)


def body(finder: Finder, of: Strand) -> Body:
    try:
        found: Mapping[str, Any] = finder(of)
    except NotEnough as missing:
        return {"not_enough": {"n": missing.n, "needs": missing.needs, "of": missing.of}}
    told: Body = plain(found)
    return told


def _strands(pipeline: Pipeline, thoughts: Sequence[Thought]) -> Iterator[Strand]:
    """Those with histories, then those of which only unnamed respondents speak."""
    known = {(one.grid.series, one.grid.side): one for one in thoughts}
    numbers = dict(_keys(pipeline, "sides", "strand"))
    spoken = {key for key, _ in _keys(pipeline, "sheets")}
    speakers = pipeline.arrays("speakers", "relationship")
    for key in [*known, *sorted(spoken - set(known))]:
        yield _strand(pipeline, key, numbers.get(key), known.get(key), speakers)


def _keys(
    pipeline: Pipeline, table: str, also: str = "0 AS nothing"
) -> Iterator[tuple[tuple[int, str], int]]:
    """Series and side, and what else is asked for."""
    rows = pipeline.arrays(table, "ALL", f"DISTINCT series, side, {also}")
    for series, side, other in zip(*(values.tolist() for values in rows.values()), strict=True):
        yield (series, side), other


def _strand(
    pipeline: Pipeline,
    key: tuple[int, str],
    number: int | None,
    thought: Thought | None,
    speakers: Arrays,
) -> Strand:
    series, side = key
    mine = partial(pipeline.arrays, series=series, side=side)
    nothing = np.zeros(0, dtype=np.int64)
    return Strand(
        pipeline=pipeline,
        number=number,
        series=series,
        side=side,
        terms=_terms(pipeline.arrays("reckoning", series=series)),
        grid=thought.grid if thought else None,
        chance=thought.chance if thought else None,
        stage=thought.stage if thought else nothing,
        missed=thought.missed if thought else nothing,
        replies=Replies(mine(replies.ROWS, replies.ORDER, replies.COLUMNS)),
        words=mine("words", "response, asks, text"),
        rated=mine("rated", "topic, relationship, respondent, competitor, edition"),
        items=mine("items", "response, item"),
        speakers=_speakers(thought, speakers),
    )


def _terms(row: Arrays) -> Terms:
    first = {
        name: values[0].item() if hasattr(values[0], "item") else values[0] for name, values in row.items()
    }
    return Terms(
        currency=str(first["currency"]), margin=float(first["margin"]), rate=float(first["rate"]),
        gamma=float(first["gamma"]), editions_a_year=float(first["editions_a_year"]),
    )  # fmt: skip


def _speakers(thought: Thought | None, rows: Arrays) -> Speakers:
    """Cells of a grid are numbered one after the other."""
    first, many = (int(thought.grid.cell[0]), len(thought.grid)) if thought and len(thought.grid) else (0, 0)
    row = rows["cell"].astype(np.int64) - first
    here = (row >= 0) & (row < many)
    return Speakers(rows["relationship"][here].astype(np.int64), row[here])


def _leaving(of: Strand) -> Leaving | None:
    try:
        return of.once("leaving", leaving)
    except NotEnough:
        return None


def _opinion_table(told: Sequence[tuple[Strand, Leaving | None]]) -> pa.Table:
    """A row for each relationship that answered; what is not known is null."""
    nothing = np.zeros(0, dtype=np.int64)
    together = {
        name: np.concatenate([nothing, *(of.opinions[name] for of, _ in told)])
        for name in ("relationship", *NUMBERS, *CODES)
    }
    columns: dict[str, Any] = {"relationship": pa.array(together["relationship"], pa.int64())}
    columns |= {name: _numbers(together[name].astype(np.float64)) for name in NUMBERS}
    columns |= {
        name: pa.array([code or None for code in together[name].tolist()], pa.string()) for name in CODES
    }
    return pa.table(columns | _reasons([_of_who(of, found) for of, found in told]))


def _of_who(of: Strand, found: Leaving | None) -> Floats:
    """[relationships that answered, reasons] nan where none is told."""
    chances = np.full((len(of.speakers), len(REASONS)), np.nan)
    if found is not None:
        at = places(of.speakers.who, found.who[found.told_of_who])
        chances[at] = found.of_who[found.told_of_who]
    return chances


def _leaving_table(told: Sequence[tuple[Grid, Leaving]]) -> pa.Table:
    cells = np.concatenate(
        [np.zeros(0, dtype=np.int64), *(grid.cell[found.cells[found.told]] for grid, found in told)]
    )
    return pa.table({"cell": cells} | _reasons([found.of_cells[found.told] for _, found in told]))


def _reasons(told: Sequence[Floats]) -> dict[str, pa.Array]:
    """Of [rows, reasons] the likeliest, and how likely it is."""
    chances = np.concatenate([np.zeros((0, len(REASONS))), *told])
    known = np.isfinite(chances[:, 0])
    return {
        "leaving_reason": pa.DictionaryArray.from_arrays(
            pa.array(chances.argmax(axis=1).astype(np.int8), mask=~known), pa.array(REASONS)
        ),
        "leaving_p": _numbers(chances.max(axis=1)),
    }


def _numbers(values: Floats) -> pa.Array:
    return pa.array(np.round(values, 6), pa.float64(), mask=~np.isfinite(values))
