"""What relationships are worth, in three passes over the engine: by histories and purses, of themselves, with others.

A *chapter* is a history as BG/BB tells it (editions attended after the first, the last one, editions since); a *purse*
are the relationships of a chapter that were paid for as often and left about as much each time. `science` works on
purses, so that the cost follows their number.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from everfair.engine import Pipeline
from everfair.engine.steps import (
    AFTER_MONEY,
    AFTER_WORTH,
    BROUGHT,
    MONEY_STEPS,
    PURSE_STEPS,
    VALUED_STEPS,
    WORTH_STEPS,
)
from everfair.engine.steps.signals import PLACE
from everfair.jobs.analysis.findings.following import demonstrated
from everfair.jobs.analysis.findings.referring import recommended
from everfair.jobs.analysis.grid import CAME, Arrays, Ints
from everfair.jobs.analysis.strand import Strand
from everfair.science import bgbb, gammagamma, lifetime_value
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough
from everfair.science.histories import distinct_rows

NONE, NOUGHT = np.zeros(0, dtype=np.int64), np.zeros(0)
NO_CHAPTER = -1  # of those who never came
DRAWS, FEWER_DRAWS, MANY_PURSES, AT_ONCE = 400, 200, 2_000, 1_000
THREADS = 2  # numpy lets go of Python's lock
LEAST_RATE = 0.02  # an edition: without any discount a value to come has no end
INDIRECT = pa.schema(
    [("relationship", pa.int64()), ("demonstration", pa.float64()), ("recommendation", pa.float64())]
)
# Narrow, as there may be as many as customers.
CHAPTERS = pa.schema(
    [("cell", pa.int32()), ("chapter", pa.int32()), ("times", pa.int32()), ("lift", pa.float64()),
     ("first", pa.int32()), ("last", pa.int32()), ("strand", pa.int32())]
)  # fmt: skip
VALUES = pa.schema(
    [("chapter", pa.int32()), ("paid", pa.int32()), ("class", pa.int32()),
     *((name, pa.float64()) for name in ("margin", "editions", "kept", "flat", "slope", "below", "above"))]
)  # fmt: skip


@dataclass(frozen=True)
class Chapters:
    """Of one strand: histories, how many have them, and how likely these come next; and the chapter of each cell."""

    first: int  # number of the first one
    x: Ints
    t_x: Ints
    n: Ints
    count: Ints
    chance: Floats  # as shown, on the mean of the chapter
    cell: Ints
    chapter: Ints
    times: Ints
    lift: Floats  # the cell's own chance to that of its chapter


def value_all(pipeline: Pipeline, strands: Sequence[Strand]) -> bool:
    """Make the engine's tables `worth` and what sums it up; False where no money was ever recorded."""
    told = list(_chapters(strands))
    pipeline.give("chapters", _chapter_table(strands, told))
    pipeline.run((*MONEY_STEPS, *PURSE_STEPS)).release(*AFTER_MONEY)
    values = [_purse_values(of, one) for of, one in zip(strands, told, strict=True)]
    pipeline.give("purse_values", _table(VALUES, [one for one in values if one]))
    pipeline.run([BROUGHT])
    pipeline.give(
        "indirect", _table(INDIRECT, [through for of in strands for through in _through_others(of)])
    )
    pipeline.run((*WORTH_STEPS, *VALUED_STEPS)).release(*AFTER_WORTH)
    return pipeline.count("worth") > 0


def _chapters(strands: Iterable[Strand]) -> Iterator[Chapters]:
    first = 0
    for of in strands:
        told = _chapters_of(of, first)
        first += len(told.x)
        yield told


def _chapters_of(of: Strand, first: int) -> Chapters:
    if of.grid is None:
        return Chapters(first, NONE, NONE, NONE, NONE, NOUGHT, NONE, NONE, NONE, NOUGHT)
    chapter, lift = np.full(len(of.grid), NO_CHAPTER), np.ones(len(of.grid))
    times = np.zeros(len(of.grid), dtype=np.int64)
    if of.chance is None:
        return Chapters(first, NONE, NONE, NONE, NONE, NOUGHT, of.grid.cell, chapter, times, lift)
    now = of.chance.standing
    histories = np.column_stack([now.x, now.t_x, now.since])
    at, back = distinct_rows(histories)
    chapter[of.chance.rows] = first + back[of.chance.of]
    times[of.chance.rows] = now.past[of.chance.of]
    each, those = back[of.chance.of], of.grid.count[of.chance.rows]
    count = np.bincount(each, those, minlength=len(at))
    own = of.chance.p[of.chance.of]
    chance = np.bincount(each, those * own, minlength=len(at)) / count
    lift[of.chance.rows] = own / chance[each]
    x, t_x, n = histories[at].T
    return Chapters(first, x, t_x, n, count.astype(np.int64), chance, of.grid.cell, chapter, times, lift)


def _chapter_table(strands: Sequence[Strand], told: Sequence[Chapters]) -> pa.Table:
    columns: dict[str, Any] = {
        name: np.concatenate([NONE, *(getattr(one, name) for one in told)])
        for name in ("cell", "chapter", "times")
    }
    columns["lift"] = np.concatenate([NOUGHT, *(one.lift for one in told)])
    columns["first"], columns["last"] = np.concatenate(
        [np.zeros((2, 0), dtype=np.int64), *map(_life, strands)], axis=1
    )
    numbers = [np.full(len(one.cell), of.number or 0) for of, one in zip(strands, told, strict=True)]
    columns["strand"] = np.concatenate([NONE, *numbers])
    return pa.table(columns).cast(CHAPTERS)


def _life(of: Strand) -> Ints:
    """[2, c] places to which a cell came first and last; `PLACE`, which is after all of them, where it never did."""
    if of.grid is None or not of.grid.editions:
        return np.full((2, len(of.grid or ())), PLACE)
    came = of.grid.attended == CAME
    ends = of.mine("places", "place", "place, strand")["place"][[0, -1]]
    first, last = ends[0] + came.argmax(axis=1), ends[1] - came[:, ::-1].argmax(axis=1)
    return np.where(came.any(axis=1), np.stack([first, last]), PLACE)


@dataclass(frozen=True)
class Purses:
    """Rows of the engine's step, of one strand."""

    rows: Arrays

    @property
    def paid(self) -> Floats:
        return self.rows["paid"].astype(np.float64)

    @property
    def margin(self) -> Floats:
        return self.rows["margin"].astype(np.float64)

    @property
    def count(self) -> Floats:
        return self.rows["n"].astype(np.float64)

    def __len__(self) -> int:
        return len(self.rows["n"])

    def parts(self) -> Iterator["Purses"]:
        """So many at once as lives can be drawn for in little memory."""
        for at in range(0, len(self), AT_ONCE):
            yield Purses({name: values[at : at + AT_ONCE] for name, values in self.rows.items()})


def purses(of: Strand) -> Purses:
    return Purses(of.mine("purses", "chapter, paid, class"))


def spending(of: Strand) -> gammagamma.GammaGamma:
    """The model of margins an edition, which shrinks what was seen few times. Raises NotEnough."""
    told = of.once("purses", purses)
    return gammagamma.fit(told.paid, told.margin, told.count)


def keeping(of: Strand) -> float:
    """What keeping a customer cost for each edition it came to, on the mean."""
    rows = of.once("costs", lambda it: it.mine("kept_by_strand"))
    return float(rows["keeping"][0] / max(rows["times"][0], 1)) if len(rows["keeping"]) else 0.0


def _purse_values(of: Strand, told: Chapters) -> dict[str, Any] | None:
    """None where nobody left anything, or too few came again."""
    mine = of.once("purses", purses)
    if not len(mine):
        return None
    try:
        model = of.once("bgbb", lambda it: bgbb.fit(told.x, told.t_x, told.n, told.count))
    except NotEnough:
        return None
    parameters = lifetime_value.uncertainty(model, told.x, told.t_x, told.n, told.count)
    drawn = parameters.draws(DRAWS if len(mine) <= MANY_PURSES else FEWER_DRAWS, seed=of.series)
    spent, cost = _spending(of), keeping(of)
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(lambda part: _part(of, told, model, spent, cost, drawn, part), mine.parts()))
    together = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return {name: mine.rows[name] for name in ("chapter", "paid", "class", "margin")} | together


def _part(
    of: Strand,
    told: Chapters,
    model: bgbb.BGBB,
    spent: gammagamma.GammaGamma | None,
    cost: float,
    drawn: Floats,
    mine: Purses,
) -> dict[str, Floats]:
    at = mine.rows["chapter"].astype(np.int64) - told.first
    x, t_x, n = told.x[at], told.t_x[at], told.n[at]
    flat, slope, margins = _margins(spent, mine, len(drawn), seed=of.series)
    found = lifetime_value.value(
        model,
        x,
        t_x,
        n,
        margins,
        rate=max(of.terms.rate_an_edition, LEAST_RATE),
        cost=cost,
        parameters=drawn,
        chance=told.chance[at],
        seed=of.series,
    )
    expected = found.editions * (flat + slope * mine.margin)
    kept = found.editions * np.atleast_2d(margins).mean(axis=0) - found.expected
    return {
        "editions": found.editions,
        "kept": kept,
        "flat": flat,
        "slope": slope,
        "below": np.minimum(found.low - (expected - kept), 0),
        "above": np.maximum(found.high - (expected - kept), 0),
    }


def _spending(of: Strand) -> gammagamma.GammaGamma | None:
    try:
        return of.once("spending", spending)
    except NotEnough:
        return None


def _margins(
    model: gammagamma.GammaGamma | None, mine: Purses, draws: int, seed: int
) -> tuple[Floats, Floats, Floats]:
    """(flat, slope, [draws, purses]): the margin to expect is flat + slope x the own mean; and what it may be."""
    if model is None:
        return np.zeros(len(mine)), np.ones(len(mine)), np.tile(mine.margin, (draws, 1))
    weight = model.p * mine.paid + model.q - 1
    flat, slope = model.p * model.gamma / weight, model.p * mine.paid / weight
    return flat, slope, model.own_mean(mine.paid, mine.margin, draws, seed)


def _through_others(of: Strand) -> Iterator[dict[str, Any]]:
    """What each is worth through others: those who follow it, and those it told."""
    if of.number is None:
        return
    for kind, found in (("demonstration", demonstrated(of)), ("recommendation", recommended(of))):
        who = np.array(sorted(found), dtype=np.int64)
        columns = {"demonstration": np.zeros(len(who)), "recommendation": np.zeros(len(who))}
        columns[kind] = np.array([found[one] for one in who.tolist()], dtype=np.float64)
        yield {"relationship": who, **columns}


def _table(schema: pa.Schema, parts: Sequence[dict[str, Any]]) -> pa.Table:
    return pa.concat_tables(
        [schema.empty_table(), *(pa.table(part).select(schema.names).cast(schema) for part in parts)]
    )
