"""The loyalty matrix with its moves, types of loyalty, and loyalty as a curve of satisfaction under competition."""

from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.opinions import ALIKE, REPEATS
from everfair.jobs.analysis.strand import Strand, drill, rounded
from everfair.relations.findings import loyalty as told
from everfair.science import loyalty
from everfair.science.arrays import Floats
from everfair.science.backtest import wilson
from everfair.science.enough import NotEnough

CUSTOMERS = 10  # in the matrix at least
DOT = 20  # answers: fewer make no dot of their own beside the curve
CELLS = tuple(loyalty.CELLS.values())
LINE = 0.6  # of attachment and repeat, for the types
LEVELS = ("closed", "contested")
STEPS = np.round(np.linspace(0, 1, 41), 4)


@finder("loyalty-moves")
def loyalty_moves(of: Strand) -> told.LoyaltyMoves:
    if not of.opinions:
        raise NotEnough(0, CUSTOMERS, "customers with attitude and history")
    cells = of.opinions["loyalty_cell"]
    n = int((cells != "").sum())
    if n < CUSTOMERS:
        raise NotEnough(n, CUSTOMERS, "customers with attitude and history")
    by = set(of.opinions["attitude_told_by"][cells != ""].tolist())
    return {
        "n": n,
        "drill": drill("score", "loyalty_cell", "cell"),
        "attitude": "both" if len(by) > 1 else "competitors" if by == {1} else "items",
        "lines": {"attitude": ALIKE, "repeat": REPEATS},
        "cells": [_cell(cell, int((cells == cell).sum()), n) for cell in CELLS],
        "moves": _moves(of),
    }


def _cell(cell: str, many: int, n: int) -> told.LoyaltyCell:
    low, high = wilson(float(many), float(n))
    return {"cell": cell, "n": many, "share": rounded(many / n), "low": rounded(low), "high": rounded(high)}  # type: ignore[typeddict-item]


def _moves(of: Strand) -> told.Moves | None:
    """Between the last edition that anybody spoke of and the one that most of them had spoken of before."""
    before, after = of.opinions["cell_edition_before"], of.opinions["cell_edition"]
    end = int(after[before >= 0].max(initial=-1))
    both = (after == end) & (before >= 0)
    if end < 0 or not both.any():
        return None
    start = int(np.bincount(before[both].astype(np.int64)).argmax())
    both &= before == start
    then, now = (of.opinions[name][both].tolist() for name in ("loyalty_cell_before", "loyalty_cell"))
    found = loyalty.moves(then, now, CELLS)
    told_of = found.to_dict()
    return {
        "from_edition": of.editions[start],
        "to_edition": of.editions[end],
        "n": int(both.sum()),
        "names": told_of["names"],
        "counts": told_of["counts"],
        "shares": told_of["shares"],
        "low": told_of["low"],
        "high": told_of["high"],
    }


@finder("loyalty-types")
def loyalty_types(of: Strand) -> told.LoyaltyTypes:
    types = of.opinions["loyalty_type"] if of.opinions else np.zeros(0, dtype=object)
    n = int((types != "").sum())
    if n < CUSTOMERS:
        raise NotEnough(n, CUSTOMERS, "customers with signs and history")
    return {
        "n": n,
        "drill": drill("score", "loyalty_type", "type"),
        "line": LINE,
        "marks": [_type(of, one, n) for one in loyalty.TYPES if (types == one).any()],
    }


def _type(of: Strand, name: str, n: int) -> told.LoyaltyType:
    here = of.opinions["loyalty_type"] == name
    return {
        "type": name,
        "n": int(here.sum()),
        "share": rounded(here.sum() / n),
        "attachment": _mean(of.opinions["attachment"][here]),
        "repeat": _mean(of.opinions["repeat"][here]),
    }


def _mean(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return rounded(known.mean()) if len(known) else None


@finder("loyalty-curve")
def loyalty_curve(of: Strand) -> told.LoyaltyCurve:
    rows = of.mine("returns", "satisfaction, level")
    satisfaction, level = rows["satisfaction"].astype(float), rows["level"].astype(np.int64)
    n, stayed = rows["n"].astype(float), rows["stayed"].astype(float)
    told_apart = all(n[level == one].sum() >= loyalty.NEEDS for one in range(len(LEVELS)))
    here = level >= 0 if told_apart else level >= -1
    at = level[here] if told_apart else np.zeros(int(here.sum()), dtype=np.int64)
    if not n[here].sum():
        raise NotEnough(0, loyalty.NEEDS, "customers asked who could come again")
    found = loyalty.curve(satisfaction[here], at, stayed[here], n[here], draws=100)
    names = LEVELS if told_apart else ("all",)
    return {
        "n": int(n[here].sum()),
        "drill": drill("score", "satisfaction", "satisfaction"),
        "lo": rounded(found.lo),
        "hi": rounded(found.hi),
        "form_costs": rounded(found.isotonic_log_likelihood - found.log_likelihood),
        "levels": [
            _level(found, number, name, satisfaction[here][at == number], stayed[here][at == number],
                   n[here][at == number])
            for number, name in enumerate(names)
        ],
    }  # fmt: skip


def _level(
    found: loyalty.Curve, number: int, name: str, satisfaction: Floats, stayed: Floats, n: Floats
) -> told.Level:
    low, high = found.band(STEPS, number)
    line = np.column_stack([STEPS, found.at(STEPS, number), low, high])
    tenths = np.round(satisfaction * 10).astype(np.int64)
    return {
        "level": name,  # type: ignore[typeddict-item]
        "n": int(n.sum()),
        "k": rounded(found.k[number]),
        "m": rounded(found.m[number]),
        "line": np.round(line, 6).tolist(),
        "points": [_point(satisfaction, stayed, n, np.isin(tenths, pool)) for pool in _pools(tenths, n)],
        "sensitive": [rounded(end) for end in found.sensitive_zone(number)],
        "times": [rounded(one) for one in found.times(1.0, 0.8, number)],
    }


def _pools(tenths: npt.NDArray[np.int64], n: Floats) -> list[list[int]]:
    """Neighbouring tenths together until they have enough answers to be worth a dot; what is left goes to the last."""
    pools: list[list[int]] = [[]]
    for tenth in np.unique(tenths).tolist():
        if n[np.isin(tenths, pools[-1])].sum() >= DOT:
            pools.append([])
        pools[-1].append(tenth)
    if len(pools) > 1 and n[np.isin(tenths, pools[-1])].sum() < DOT:
        few = pools.pop()
        pools[-1] += few
    return pools


def _point(satisfaction: Floats, stayed: Floats, n: Floats, here: npt.NDArray[Any]) -> told.Point:
    many, came = float(n[here].sum()), float(stayed[here].sum())
    low, high = wilson(came, many)
    return {
        "satisfaction": rounded(float(satisfaction[here] @ n[here]) / many),
        "start": rounded(satisfaction[here].min()),
        "end": rounded(satisfaction[here].max()),
        "n": int(many),
        "stayed": rounded(came / many),
        "low": rounded(low),
        "high": rounded(high),
    }
