"""What a run finds out beyond who comes: money, opinions, reasons; as findings, and as columns of scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from everfair.engine import Pipeline, Step
from everfair.engine.steps import ANSWER_STEPS, AT_STAKE, FOLLOWING_STEPS, RECKONING, scores_with
from everfair.jobs.analysis import opinions
from everfair.jobs.analysis.accounts import value_all
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
from everfair.jobs.analysis.strand import Strand, Terms, where
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
        pipeline.run((RECKONING, *ANSWER_STEPS, *FOLLOWING_STEPS))
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
        cells: list[Ints] = []
        reasons: list[Ints] = []
        chances: list[Floats] = []
        of_who: dict[int, tuple[str, float]] = {}
        for of in self.strands:
            found = _leaving(of)
            if found is not None and of.grid is not None:
                cells.append(of.grid.cell[found.cells[found.told]])
                reasons.append(found.of_cells[found.told].argmax(axis=1))
                chances.append(found.of_cells[found.told].max(axis=1))
                of_who |= _reasons_of_who(found)
        told = [of.opinions for of in self.strands if of.speakers]
        self.pipeline.give("opinions", _opinion_table(told, of_who))
        self.pipeline.give("leaving", _leaving_table(cells, reasons, chances))
        self.pipeline.run([AT_STAKE])
        return any(map(len, cells))


def body(finder: Finder, of: Strand) -> Body:
    try:
        found: Mapping[str, Any] = finder(of)
    except NotEnough as missing:
        return {"not_enough": {"n": missing.n, "needs": missing.needs, "of": missing.of}}
    told: Body = plain(found)
    return told


def _strands(pipeline: Pipeline, thoughts: Sequence[Thought]) -> Iterator[Strand]:
    """Those with histories, then those of which only unnamed respondents speak."""
    tables = {name: pipeline.arrays(name, order) for name, order in (
        ("sides", "strand"), ("reckoning", "series"), ("replies", "response, asks, topic"),
        ("words", "response, asks, text"), ("rated", "relationship, respondent, competitor, topic"),
        ("items", "response, item"), ("speakers", "relationship"),
    )}  # fmt: skip
    numbers = {
        (int(series), str(side)): int(strand)
        for series, side, strand in zip(
            *(tables["sides"][name].tolist() for name in ("series", "side", "strand")), strict=True
        )
    }
    known = {(one.grid.series, one.grid.side): one for one in thoughts}
    spoken = zip(tables["replies"]["series"].tolist(), tables["replies"]["side"].tolist(), strict=True)
    for key in [*known, *sorted(set(spoken) - set(known))]:
        yield _strand(pipeline, key, numbers.get(key), known.get(key), tables)


def _strand(
    pipeline: Pipeline,
    key: tuple[int, str],
    number: int | None,
    thought: Thought | None,
    tables: dict[str, Arrays],
) -> Strand:
    series, side = key
    mine = {
        name: where(tables[name], (tables[name]["series"] == series) & (tables[name]["side"] == side))
        for name in ("replies", "words", "rated", "items")
    }
    nothing = np.zeros(0, dtype=np.int64)
    return Strand(
        pipeline=pipeline,
        number=number,
        series=series,
        side=side,
        terms=_terms(where(tables["reckoning"], tables["reckoning"]["series"] == series)),
        grid=thought.grid if thought else None,
        chance=thought.chance if thought else None,
        stage=thought.stage if thought else nothing,
        missed=thought.missed if thought else nothing,
        replies=Replies(mine["replies"]),
        words=mine["words"],
        rated=mine["rated"],
        items=mine["items"],
        speakers=_speakers(thought, tables["speakers"]),
    )


def _terms(row: Arrays) -> Terms:
    first = {
        name: values[0].item() if hasattr(values[0], "item") else values[0] for name, values in row.items()
    }
    return Terms(
        currency=str(first["currency"]), margin=float(first["margin"]), rate=float(first["rate"]),
        gamma=float(first["gamma"]), editions_a_year=float(first["editions_a_year"]),
    )  # fmt: skip


def _speakers(thought: Thought | None, rows: Arrays) -> dict[int, int]:
    """Relationship -> row of the grid; cells of a grid are numbered one after the other."""
    if thought is None or not len(thought.grid):
        return {}
    row = rows["cell"] - int(thought.grid.cell[0])
    here = (row >= 0) & (row < len(thought.grid))
    return dict(zip(rows["relationship"][here].tolist(), row[here].tolist(), strict=True))


def _leaving(of: Strand) -> Leaving | None:
    try:
        return of.once("leaving", leaving)
    except NotEnough:
        return None


def _reasons_of_who(found: Leaving) -> dict[int, tuple[str, float]]:
    return {
        int(one): (REASONS[int(chances.argmax())], float(chances.max()))
        for one, chances, told in zip(found.who, found.of_who, found.told_of_who, strict=True)
        if told
    }


def _opinion_table(told: Sequence[Arrays], reasons: Mapping[int, tuple[str, float]]) -> pa.Table:
    """A row for each relationship that answered; what is not known is null."""
    names = ("relationship", *NUMBERS, *CODES)
    together = {
        name: np.concatenate([np.zeros(0, dtype=np.int64), *(one[name] for one in told)]) for name in names
    }
    who = together["relationship"].tolist()
    columns: dict[str, Any] = {"relationship": pa.array(together["relationship"], pa.int64())}
    columns |= {name: _numbers(together[name].astype(np.float64)) for name in NUMBERS}
    columns |= {
        name: pa.array([code or None for code in together[name].tolist()], pa.string()) for name in CODES
    }
    columns["leaving_reason"] = pa.array(
        [reasons[one][0] if one in reasons else None for one in who], pa.string()
    )
    columns["leaving_p"] = pa.array(
        [reasons[one][1] if one in reasons else None for one in who], pa.float64()
    )
    return pa.table(columns)


def _numbers(values: Floats) -> pa.Array:
    return pa.array(np.round(values, 6), pa.float64(), mask=~np.isfinite(values))


def _leaving_table(cells: list[Ints], reasons: list[Ints], chances: list[Floats]) -> pa.Table:
    codes = [REASONS[one] for some in reasons for one in some.tolist()]
    return pa.table(
        {
            "cell": pa.array([one for some in cells for one in some.tolist()], pa.int64()),
            "leaving_reason": pa.array(codes, pa.string()),
            "leaving_p": pa.array([round(one, 6) for some in chances for one in some.tolist()], pa.float64()),
        }
    )
