"""Stages of one grid: filtered probabilities, paths, times, rungs, and the evidence as code and params."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from everfair.jobs.analysis.grid import BEFORE, CAME, UNKNOWN, Grid, Ints
from everfair.science.arrays import Bools, Floats
from everfair.science.enough import NotEnough
from everfair.science.lifecycle import DEFAULT, Evidence, LifeCycle, fit
from everfair.science.signals import SIGNALS, Observations, observations
from everfair.science.stages import Stage, editions_in_stage, editions_to_trust, leading
from everfair.science.standing import Depth, Facts, Rung, depth, ladder

CELLS_TO_LEARN_FROM = 5_000
LEVEL_NAMES = {
    "area": ("down", "same", "up"),
    "engagement": ("none", "some", "high"),
    "satisfaction": ("low", "middle", "high"),
    "complaint": ("none", "open", "solved"),
}
# What words need of one relationship, by evidence: parameter -> detail.
DETAILS = {
    "area_up": ("area_before_dm2", "area_dm2"),
    "area_down": ("area_before_dm2", "area_dm2"),
    "area_same": ("area_before_dm2", "area_dm2"),
    "complaint_open": ("complaint_on",),
    "complaint_solved": ("solved_on",),
    "satisfaction_high": ("score",),
    "satisfaction_middle": ("score",),
    "satisfaction_low": ("score",),
}
Told = tuple[str, float, dict[str, Any]]  # code, value, params


@dataclass(frozen=True)
class Stages:
    """Per cell of the grid."""

    model: LifeCycle
    posterior: Floats  # [c, 5] now
    path: Ints  # [c, e] stage after each edition, -1 before the relationship was known
    evidence: Evidence
    in_stage: Ints  # [c] editions in a row
    to_trust: Ints  # [c] -1 not yet
    rung: Ints
    depth: Ints
    past: Ints
    missed: Ints


def stages(grid: Grid, shock: Bools | None) -> Stages:
    seen = _seen(grid, shock)
    model = _learned(seen, grid.count)
    posterior = model.filter(seen)
    path = leading(posterior)
    evidence = model.evidence(seen)
    facts = _facts(grid, path[:, -1])
    shown = np.where(np.arange(path.shape[1]) >= grid.known[:, None], path, -1)[:, : len(grid.editions)]
    return Stages(
        model=model,
        posterior=posterior[:, -1],
        path=shown,
        evidence=evidence,
        in_stage=editions_in_stage(shown) if shown.shape[1] else np.zeros(len(grid), dtype=np.int64),
        to_trust=editions_to_trust(path, seen.booking == CAME),
        rung=ladder(facts),
        depth=depth(facts),
        past=facts.past,
        missed=facts.missed,
    )


def _seen(grid: Grid, shock: Bools | None) -> Observations:
    """With no edition held yet, one empty edition carries what was heard."""
    attended = grid.attended if grid.editions else np.full((len(grid), 1), BEFORE)
    signals = grid.signals
    return observations(
        attended,
        signals["change"],
        signals["engagement"],
        signals["satisfaction"],
        signals["complaint"],
        shock if shock is not None else np.zeros(attended.shape[1], dtype=bool),
    )


def _learned(seen: Observations, count: Ints) -> LifeCycle:
    """Learned from the house's own record, from every n-th cell where there are very many."""
    stride = max(1, len(seen) // CELLS_TO_LEARN_FROM)
    part = slice(None, None, stride)
    booking, area, engagement, satisfaction, complaint = (codes[part] for codes in seen.signals())
    sample = Observations(booking, area, engagement, satisfaction, complaint, seen.shock)
    try:
        return fit(sample, count[part])
    except NotEnough:
        return DEFAULT


def _facts(grid: Grid, stage: Ints) -> Facts:
    never = np.zeros(len(grid), dtype=bool)
    past, missed, since, run = (np.zeros(len(grid), dtype=np.int64) for _ in range(4))
    if len(grid.came):
        now = grid.histories(grid.came).now()
        past[grid.came], missed[grid.came], since[grid.came], run[grid.came] = (
            now.past, now.missed, now.since, now.run,
        )  # fmt: skip
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
        engagement=grid.signals["engagement"][:, -1],
        confides=never,
        first_choice=never,
    )


def evidence_items(found: Stages, grid: Grid, at: int) -> list[dict[str, Any]]:
    """Evidence for the leading stage of one cell; the values add up to its log odds.

    Strongest first, and last what holds without looking at anything: how relationships usually go.
    """
    contributions = found.evidence.contributions[at]
    said = _attendance(grid, at, contributions[:, 0])
    for signal in SIGNALS[1:]:
        said += _signal(grid, at, signal, contributions[:, SIGNALS.index(signal)])
    said.sort(key=lambda told: -abs(told[1]))
    said.append(("usual", float(found.evidence.prior[at]), {}))
    return [{"code": code, "value": round(value, 4), "params": params} for code, value, params in said]


def _attendance(grid: Grid, at: int, values: Floats) -> list[Told]:
    attended, first = grid.attended[at], int(grid.first[at])
    if first < 0:
        return [("not_yet", float(values.sum()), {})]
    told: list[Told] = []
    start = _latest_run(attended)
    code = "came_run" if attended[-1] == CAME else "missed_run"
    told.append((code, float(values[start:].sum()), {"n": len(attended) - start}))
    if start > first:
        came = int((attended[first:start] == CAME).sum())
        told.append(("earlier", float(values[first:start].sum()), {"came": came, "n": start - first}))
    if first > 0:
        told.append(("joined", float(values[:first].sum()), {"edition": grid.labels[first]}))
    return told


def _latest_run(attended: Ints) -> int:
    """Where the latest run of coming or staying away begins."""
    other = np.flatnonzero(attended != attended[-1])
    return int(other[-1]) + 1 if len(other) else 0


def _signal(grid: Grid, at: int, signal: str, values: Floats) -> list[Told]:
    levels = grid.signals["change" if signal == "area" else signal][at]
    seen = np.flatnonzero(levels != UNKNOWN)
    if not len(seen):
        return []
    latest = int(seen[-1])
    label = grid.labels[latest] if grid.labels else ""
    code = f"{signal}_{LEVEL_NAMES[signal][levels[latest]]}"
    told: list[Told] = [(code, float(values[latest]), {"edition": label})]
    if len(seen) > 1:
        told.append((f"{signal}_earlier", float(values[:latest].sum()), {}))
    return told


RUNGS = tuple(rung.name.lower() for rung in Rung)
DEPTHS = tuple("" if level is Depth.NONE else level.name.lower() for level in Depth)
STAGE_NAMES = tuple(stage.name.lower() for stage in Stage)
