"""The measures of each edition as value, n and interval; flows of stages between editions."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from everfair.jobs.analysis.grid import BOOKED, CAME, Grid
from everfair.jobs.analysis.stages import STAGE_NAMES, Stages
from everfair.science.backtest import wilson

Figures = dict[str, dict[str, Any]]


def edition_counts(grid: Grid) -> Iterator[dict[str, Any]]:
    """For each edition the numerators and denominators of its measures."""
    came, last = grid.attended == CAME, len(grid.editions) - 1
    there = [grid.relationships_where(came[:, at]) for at in range(last + 1)]
    again = [grid.relationships_where(came[:, at] & came[:, at + 1]) for at in range(last)]
    for at, edition in enumerate(grid.editions):
        first = grid.relationships_where(grid.first == at)
        known, area = grid.areas[at].tolist()
        yield {
            "edition": edition,
            "position": at,
            "participants": there[at],
            "participants_before": there[at - 1] if at else None,
            "first_timers": first,
            "returning": there[at] - first,
            "came_again": again[at - 1] if at else 0,
            "come_next": again[at] if at < last else 0,
            "is_last": at == last,
            "next_edition": grid.next_edition,
            "booked_again": grid.relationships_where(came[:, at] & (grid.next_mark == BOOKED)),
            "areas_known": known,
            "area_dm2": area,
        }


def figures(counted: dict[str, Any]) -> Figures:
    """Measures by code. What cannot be told of the first edition, or not yet of the last one, is left out."""
    participants = counted["participants"]
    found: Figures = {"participants": {"value": participants, "n": participants}}
    if counted["areas_known"]:
        found["area"] = {"value": counted["area_dm2"], "n": counted["areas_known"]}
    if counted["position"] > 0:
        found |= {
            "first-timers": {"value": counted["first_timers"], "n": participants},
            "returning": {"value": counted["returning"], "n": participants},
            "seen-before": share(counted["returning"], participants),
            "retention": share(counted["came_again"], counted["participants_before"]),
        }
    if not counted["is_last"]:
        found["rebooking-rate"] = share(counted["come_next"], participants)
    elif counted["next_edition"] is not None:
        found["rebooking-rate"] = share(counted["booked_again"], participants) | {"so_far": True}
    return found


def share(part: int, whole: int) -> dict[str, Any]:
    """A share with its 90 % interval (Wilson)."""
    low, high = wilson(part, whole)
    return {"value": round(part / whole, 6), "n": whole, "low": round(low, 6), "high": round(high, 6)}


def time_to_trust(grid: Grid, found: Stages) -> dict[str, Any] | None:
    """Mean editions from the first participation to trust, over those who got there."""
    there = found.to_trust >= 0
    n = int(grid.count[there].sum())
    if not n:
        return None
    return {"value": round(float(grid.count[there] @ found.to_trust[there]) / n, 6), "n": n}


def flows(grid: Grid, found: Stages) -> Iterator[dict[str, Any]]:
    """How many relationships went from one stage to another; from '' came those not known before."""
    for position in range(1, len(grid.editions)):
        before, after = found.path[:, position - 1], found.path[:, position]
        known = after >= 0
        moves = (before[known] + 1) * len(STAGE_NAMES) + after[known]
        counts = np.bincount(moves, grid.count[known], minlength=30).reshape(6, 5)
        yield from _moves(counts, grid.editions[position - 1], grid.editions[position])


def _moves(counts: Any, start: int, end: int) -> Iterable[dict[str, Any]]:
    for before, after in np.argwhere(counts).tolist():
        yield {
            "from_edition_id": start,
            "to_edition_id": end,
            "from_stage": STAGE_NAMES[before - 1] if before else "",
            "to_stage": STAGE_NAMES[after],
            "count": int(counts[before, after]),
        }
