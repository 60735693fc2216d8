"""Stages of one grid: filtered probabilities, paths, times, rungs, and what each observation speaks for.

Cells are worked through in portions that fit the processor's cache; numpy lets go of Python's lock, so two portions
are worked on at a time.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from everfair.jobs.analysis.chances import Chances
from everfair.jobs.analysis.evidence import Told, told
from everfair.jobs.analysis.grid import BEFORE, CAME, Codes, Grid, Ints, Rows
from everfair.science.arrays import Bools, Floats
from everfair.science.beginnings import alike
from everfair.science.enough import NotEnough
from everfair.science.lifecycle import DEFAULT, LifeCycle, fit
from everfair.science.signals import Observations, observations
from everfair.science.stages import Stage, editions_in_stage, editions_to_trust
from everfair.science.standing import Depth, Facts, Rung, depth, ladder

CELLS_TO_LEARN_FROM = 5_000
CELLS_AT_ONCE = 8_192
THREADS = 2


@dataclass(frozen=True)
class Stages:
    """Per cell of the grid."""

    model: LifeCycle
    posterior: Floats  # [c, 5] now
    path: Codes  # [c, e] stage after each edition, -1 before the relationship was known
    told: Told
    in_stage: Ints  # [c] editions in a row
    to_trust: Ints  # [c] -1 not yet
    rung: Ints
    depth: Ints
    past: Ints
    missed: Ints


@dataclass(frozen=True)
class _Portion:
    posterior: Floats
    path: Codes
    told: Told
    to_trust: Ints

    @classmethod
    def together(cls, portions: "list[_Portion]") -> "_Portion":
        return cls(
            np.concatenate([one.posterior for one in portions]),
            np.concatenate([one.path for one in portions]),
            Told.together([one.told for one in portions]),
            np.concatenate([one.to_trust for one in portions]),
        )

    def take(self, at: Rows) -> "_Portion":
        return _Portion(self.posterior[at], self.path[at], self.told.take(at), self.to_trust[at])


def stages(grid: Grid, chance: Chances | None) -> Stages:
    shock = chance.shock if chance else np.zeros(max(len(grid.editions), 1), dtype=bool)
    model = _learned(grid, shock)
    found = _read(model, grid, shock)
    facts = _facts(grid, found.path[:, -1].astype(np.int64), chance)
    known = np.arange(found.path.shape[1]) >= grid.known[:, None]
    shown = np.where(known, found.path, -1)[:, : len(grid.editions)]
    return Stages(
        model=model,
        posterior=found.posterior,
        path=shown,
        told=found.told,
        in_stage=editions_in_stage(shown) if shown.shape[1] else np.zeros(len(grid), dtype=np.int64),
        to_trust=found.to_trust,
        rung=ladder(facts),
        depth=depth(facts),
        past=facts.past,
        missed=facts.missed,
    )


def _read(model: LifeCycle, grid: Grid, shock: Bools) -> _Portion:
    """Cells of which the same was seen are read once."""
    at, of = alike(_seen(grid, shock))
    with ThreadPoolExecutor(THREADS) as pool:
        read = pool.map(lambda part: _portion(model, grid.take(at[part]), shock), _parts(len(at)))
        return _Portion.together(list(read)).take(of)


def _parts(cells: int) -> Iterator[slice]:
    yield from (slice(start, start + CELLS_AT_ONCE) for start in range(0, max(cells, 1), CELLS_AT_ONCE))


def _portion(model: LifeCycle, part: Grid, shock: Bools) -> _Portion:
    seen = _seen(part, shock)
    read = model.read(seen)
    path = read.leading()
    return _Portion(
        read.latest(), path, told(part, read.evidence()), editions_to_trust(path, seen.booking == CAME)
    )


def _seen(grid: Grid, shock: Bools) -> Observations:
    """With no edition held yet, one empty edition carries what was heard."""
    attended = grid.attended if grid.editions else np.full((len(grid), 1), BEFORE)
    signals = grid.signals
    return observations(
        attended,
        signals["change"],
        signals["engagement"],
        signals["satisfaction"],
        signals["complaint"],
        shock,
    )


def _learned(grid: Grid, shock: Bools) -> LifeCycle:
    """Learned from the house's own record, from every n-th cell where there are very many."""
    part = grid.take(slice(None, None, max(1, len(grid) // CELLS_TO_LEARN_FROM)))
    try:
        return fit(_seen(part, shock), part.count)
    except NotEnough:
        return DEFAULT


def _facts(grid: Grid, stage: Ints, chance: Chances | None) -> Facts:
    never = np.zeros(len(grid), dtype=bool)
    past, missed, since, run = (np.zeros(len(grid), dtype=np.int64) for _ in range(4))
    if chance is not None:
        now, of = chance.standing, chance.of
        for kept, told_of in ((past, now.past), (missed, now.missed), (since, now.since), (run, now.run)):
            kept[chance.rows] = told_of[of]
    return Facts(
        past=past,
        missed=missed,
        since=since,
        run=run,
        stage=stage,
        known=grid.heard,
        targeted=grid.was_asked | (grid.next_mark == 1),
        booked=(grid.next_mark == 2) | grid.broke_off,
        gone=never,
        engagement=grid.signals["engagement"][:, -1].astype(np.int64),
        confides=never,
        first_choice=never,
    )


RUNGS = tuple(rung.name.lower() for rung in Rung)
DEPTHS = tuple("" if level is Depth.NONE else level.name.lower() for level in Depth)
STAGE_NAMES = tuple(stage.name.lower() for stage in Stage)
