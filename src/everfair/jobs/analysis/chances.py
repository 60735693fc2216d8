"""The forecast of one grid: fitted on its own record, or what other fairs say where there is too little of it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.grid import Grid, Rows
from everfair.science.arrays import Bools, Floats
from everfair.science.drivers import PRIOR_MEAN, PRIOR_SPREAD, design
from everfair.science.edition_effect import LEAST_SHOCK_RATE
from everfair.science.enough import NotEnough
from everfair.science.forecast import Forecast, Reasons, fit
from everfair.science.histories import Histories, Standing, distinct_rows
from everfair.science.pooling import COHORT_SPREAD, EDITION_SPREAD, LOOKS_LIKE_A_SHOCK

LIVELY = 2  # editions missed at most
OWN_RECORD, OTHER_FAIRS = "own_record", "other_fairs"


@dataclass(frozen=True)
class Chances:
    """Who of those that came before comes next, per standing: as far as the forecast can tell them apart.

    `rows` are the cells of the grid that it speaks of, `of` the standing of each.
    """

    rows: Rows
    of: Rows
    forecast: Forecast
    standing: Standing
    p: Floats
    low: Floats
    high: Floats
    expected: tuple[float, float, float]
    reasons: Reasons
    told: dict[str, Any]  # basis, and what is missing
    shock: Bools  # [e] past editions that look like shocks


def chances(grid: Grid) -> Chances | None:
    """None where nobody has come yet."""
    if not (grid.first >= 0).any():
        return None
    booked = grid.bookings()
    forecast, told = _learned(booked.histories, booked.count)
    forecast = replace(forecast, centre=_centre(booked.histories, booked.count))
    at, back = distinct_rows(booked.histories.now().columns())
    cells = booked.histories.take(at)
    count = np.bincount(back, booked.count, minlength=len(at))
    p, low, high = forecast.chance(cells)
    return Chances(
        rows=booked.rows,
        of=back[booked.of],
        forecast=forecast,
        standing=cells.now(),
        p=p,
        low=low,
        high=high,
        expected=forecast.expected_count(cells, count),
        reasons=forecast.reasons(cells),
        told=told | {"prior_weight": forecast.prior_weight, "shock_rate": forecast.shock_rate},
        shock=np.array([False, *(effect < LOOKS_LIKE_A_SHOCK for effect in forecast.edition_effects)]),
    )


def _learned(cells: Histories, count: npt.NDArray[np.int64]) -> tuple[Forecast, dict[str, Any]]:
    try:
        return fit(cells.attended, cells.first, count, cells.size), {"basis": OWN_RECORD}
    except NotEnough as missing:
        return of_other_fairs(cells, count), {"basis": OTHER_FAIRS, "not_enough": missing.to_dict()}


def of_other_fairs(cells: Histories, count: npt.NDArray[np.int64]) -> Forecast:
    """Nothing learned: slopes and spreads as real fairs have them, with all their uncertainty."""
    variance = np.concatenate([PRIOR_SPREAD, np.full(cells.editions, COHORT_SPREAD)]) ** 2
    return Forecast(
        editions=cells.editions,
        coefficients=(*PRIOR_MEAN.tolist(), *([0.0] * cells.editions)),
        standard_errors=tuple(np.sqrt(variance).tolist()),
        covariance=tuple(tuple(row) for row in np.diag(variance).tolist()),
        centre=_centre(cells, count),
        edition_effects=(0.0,) * (cells.editions - 1),
        edition_spread=EDITION_SPREAD,
        cohort_spread=COHORT_SPREAD,
        shock_rate=LEAST_SHOCK_RATE,
        shocks=(False,) * cells.editions,
        log_likelihood=0.0,
        log_evidence=0.0,
        trials=0.0,
        prior_weight=1.0,
    )


def _centre(cells: Histories, count: npt.NDArray[np.int64]) -> tuple[float, ...]:
    """The average relationship that is not long gone: what reasons are told against."""
    now = cells.now()
    rows = np.hstack([design(now), now.first[:, None] == np.arange(cells.editions)])
    lively = now.missed <= LIVELY if (now.missed <= LIVELY).any() else now.missed >= 0
    weight = count[now.cell] * lively
    return tuple((weight @ rows / weight.sum()).tolist())


def reason_items(found: Chances, grid: Grid, at: int) -> list[dict[str, Any]]:
    """Reasons of one standing as code, value and params, strongest first."""
    standing, values = found.standing, found.reasons.contributions[at]
    params = {
        "attendance_rate": {"came": int(standing.past[at]), "n": int(standing.since[at]) + 1},
        "missed_run": {"n": int(standing.missed[at])},
        "past_editions": {"n": int(standing.past[at])},
        "run_length": {"n": int(standing.run[at])},
        "tenure": {"n": int(standing.since[at]) + 1},
        "size": {"level": int(standing.size[at])},
        "cohort": {"edition": grid.labels[int(standing.first[at])]},
    }
    items = [
        {"code": driver, "value": round(float(value), 4), "params": params[driver]}
        for driver, value in zip(found.reasons.drivers, values, strict=True)
        if driver != "size" or standing.size[at] >= 0
    ]
    return sorted(items, key=lambda item: -abs(item["value"]))
