"""Forecasts of editions that were held, made from those before them, against who came."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from everfair.jobs.analysis.grid import CAME, Bookings, Grid
from everfair.science.arrays import Floats
from everfair.science.backtest import Backtest, Judgement, backtest
from everfair.science.enough import NotEnough

FEWEST_BEFORE = 3  # editions
LATEST = 8  # editions judged in every run
CODES = {
    "forecast": "everfair",
    "bgbb": "bgbb",
    "boosting": "boosting",
    "logistic": "logistic",
    "here_last_time": "last_time",
}


@dataclass(frozen=True)
class Judged:
    """One edition of a grid, judged."""

    position: int
    booked: Bookings  # the cells known before it, and their histories up to then
    result: Backtest

    @property
    def chance(self) -> Floats:
        """Ours, for each cell known before it."""
        return self.result.chance[self.booked.of]

    @property
    def ours(self) -> Judgement:
        return self.result.judgements[0]

    def figures(self) -> dict[str, dict[str, float | None]]:
        return {CODES[one.model]: _figures(one) for one in self.result.judgements}

    def calibration(self) -> list[dict[str, float]]:
        return [
            {
                "n": tenth.count,
                "predicted": round(tenth.forecast, 6),
                "came": round(tenth.came, 6),
                "low": round(tenth.low, 6),
                "high": round(tenth.high, 6),
            }
            for tenth in self.ours.calibration()
        ]


def _figures(one: Judgement) -> dict[str, float | None]:
    named = {
        "auc": one.auc,
        "log_loss": one.log_loss,
        "brier": one.brier,
        "expected": one.expected,
        "low": one.low,
        "high": one.high,
    }
    return {name: None if value is None else round(value, 6) for name, value in named.items()}


def judge_edition(grid: Grid, position: int) -> Judged:
    """Raises NotEnough where the editions before it are too few or too small."""
    if position < 1:
        raise NotEnough(position, 2, "editions before it")
    booked = grid.bookings(position)
    here = grid.count[booked.rows] * (grid.attended[booked.rows, position] == CAME)
    came = np.bincount(booked.of, here, minlength=len(booked))
    return Judged(position, booked, backtest(booked.histories, booked.count, came))


def latest(grid: Grid) -> Iterator[Judged]:
    """The last editions that have enough before them."""
    held = len(grid.editions)
    for position in range(max(FEWEST_BEFORE, held - LATEST), held):
        try:
            yield judge_edition(grid, position)
        except NotEnough:
            continue


def as_row(grid: Grid, judged: Judged) -> dict[str, Any]:
    return {
        "edition_id": grid.editions[judged.position],
        "side": grid.side,
        "known": round(judged.ours.relationships),
        "came": round(judged.ours.actual),
        "figures": judged.figures(),
        "calibration": judged.calibration(),
    }
