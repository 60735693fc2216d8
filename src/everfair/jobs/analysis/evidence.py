"""What speaks for the leading stage of each cell, added up into a few items; in words only where it is read.

An item is a run of editions or a signal, with the sum of its log-likelihood ratios; together with what usually
happens the items add up to the log odds of the stage.
"""

from dataclasses import dataclass, fields

import numpy as np

from everfair.jobs.analysis.grid import CAME, UNKNOWN, Codes, Grid, Ints, Rows
from everfair.science.arrays import Floats
from everfair.science.lifecycle import Evidence
from everfair.science.signals import SIGNALS

HEARD = SIGNALS[1:]
LEVEL_NAMES = {
    "area": ("down", "same", "up"),
    "engagement": ("none", "some", "high"),
    "satisfaction": ("low", "middle", "high"),
    "complaint": ("none", "open", "solved"),
}


@dataclass(frozen=True)
class Told:
    """Per cell; values on the logit scale."""

    usual: Floats  # [c] how relationships usually go
    joined: Floats  # [c] editions before the first participation
    earlier: Floats  # [c] from the first participation to the latest run
    run: Floats  # [c] the latest run of coming or staying away
    run_from: Ints  # [c] where it begins
    came_earlier: Ints  # [c] participations before it
    latest: Floats  # [c, signal] the signal when it was last seen
    before: Floats  # [c, signal] and before that
    seen_at: Codes  # [c, signal] when it was last seen, -1 never
    seen: Codes  # [c, signal] its level then
    repeated: Codes  # [c, signal] 1 where it was seen before, too

    @classmethod
    def together(cls, portions: "list[Told]") -> "Told":
        return cls(**{
            field.name: np.concatenate([getattr(one, field.name) for one in portions]) for field in fields(cls)
        })  # fmt: skip

    def take(self, at: Rows) -> "Told":
        return Told(**{field.name: getattr(self, field.name)[at] for field in fields(self)})


def told(grid: Grid, evidence: Evidence) -> Told:
    values = evidence.contributions
    booking = values[:, :, 0]
    place = np.arange(booking.shape[1])
    run_from = _latest_run(grid.attended) if grid.editions else np.zeros(len(grid), dtype=np.int64)
    in_run = place >= run_from[:, None]
    joining = (place < grid.first[:, None]) & ~in_run
    came = grid.attended == CAME if grid.editions else np.zeros(booking.shape, dtype=bool)
    signals = [_signal(grid, name, values[:, :, number]) for number, name in enumerate(HEARD, start=1)]
    latest, before, seen_at, seen, repeated = (np.column_stack(each) for each in zip(*signals, strict=True))
    return Told(
        usual=evidence.prior,
        joined=_total(booking, joining),
        earlier=_total(booking, ~in_run & ~joining),
        run=_total(booking, in_run),
        run_from=run_from,
        came_earlier=(came & ~in_run).sum(axis=1),
        latest=latest,
        before=before,
        seen_at=seen_at.astype(np.int16),
        seen=seen.astype(np.int8),
        repeated=repeated.astype(np.int8),
    )


def _total(values: Floats, where: np.ndarray) -> Floats:
    return np.asarray(np.einsum("ce,ce->c", values, where), dtype=np.float64)


def _latest_run(attended: Codes) -> Ints:
    """Where the latest run of coming or staying away begins; of those who never came, at the beginning."""
    other = attended != attended[:, -1:]
    width = attended.shape[1]
    return np.where(other.any(axis=1), width - other[:, ::-1].argmax(axis=1), 0)


def _signal(grid: Grid, name: str, values: Floats) -> tuple[Floats, Floats, Ints, Codes, Ints]:
    """(value when last seen, values before, when, level, whether seen before)."""
    levels = grid.signals["change" if name == "area" else name]
    known = levels != UNKNOWN
    at = np.where(known.any(axis=1), levels.shape[1] - 1 - known[:, ::-1].argmax(axis=1), -1)
    row = np.arange(len(levels))
    latest = np.where(at >= 0, values[row, at], 0.0)
    level = np.where(at >= 0, levels[row, at], UNKNOWN)
    return latest, values.sum(axis=1) - latest, at, level, known.sum(axis=1) > 1
