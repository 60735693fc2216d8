"""Groups of customers that hold when customers are drawn again."""

import numpy as np

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import UNKNOWN, Ints
from everfair.jobs.analysis.strand import Strand, drill, rounded
from everfair.relations.findings import grouping as told
from everfair.science import segments
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough

FEATURES = ("times_came", "missed_run", "chance", "size", "engagement", "satisfaction")
DRAWN, DRAWS, MOST = 1_000, 5, 6
EXAMPLES = 5
SEVERAL = 4  # distinct customers a group has at least
HALF = 0.5  # of those drawn must be known by a feature


@finder("segments")
def groups(of: Strand) -> told.Segments:
    if of.grid is None or of.chance is None:
        raise NotEnough(0, segments.NEEDS, "customers")
    rows = _drawn(of)
    names, table = _features(of, rows)
    apart = len(np.unique(table, axis=0)) // SEVERAL
    if apart < 2:
        raise NotEnough(apart * SEVERAL, 2 * SEVERAL, "kinds of customers")
    found = segments.find(table, names, most=min(MOST, apart), draws=DRAWS)
    return {
        "n": len(rows),
        "drill": drill("score", names, "stands_out"),
        "features": list(names),
        "stability": [rounded(one) for one in found.stability],
        "groups": [_group(one, len(rows)) for one in found.groups],
        "examples": _examples(of, rows, table, np.array(found.labels)),
    }


def _group(one: segments.Group, n: int) -> told.Group:
    return {
        "size": one.size,
        "share": rounded(one.size / n),
        "means": [rounded(mean) for mean in one.means],
        "stands_out": [[name, rounded(away)] for name, away in one.stands_out],
    }


def _examples(of: Strand, rows: Ints, table: Floats, labels: Ints) -> list[list[int]]:
    """Of each group the first customers of the cells nearest to its middle."""
    if of.grid is None:
        return []
    spread = np.maximum(table.std(axis=0), 1e-9)
    first = of.pipeline.arrays("cells", "cell", "cell, example")
    groups = []
    for label in range(int(labels.max()) + 1):
        inside = np.flatnonzero(labels == label)
        away = (((table[inside] - table[inside].mean(axis=0)) / spread) ** 2).sum(axis=1)
        nearest = of.grid.cell[rows[inside[np.argsort(away, kind="stable")]]].tolist()
        cells = np.searchsorted(first["cell"], list(dict.fromkeys(nearest))[:EXAMPLES])
        groups.append(first["example"][cells].tolist())
    return groups


def _drawn(of: Strand) -> Ints:
    """Rows of the grid, one for each customer that came; every n-th where there are very many."""
    if of.grid is None or of.chance is None:
        raise NotEnough(0, segments.NEEDS, "customers")
    rows = np.asarray(of.chance.rows, dtype=np.int64)
    ends = of.grid.count[rows].cumsum()
    many = int(ends[-1])
    if many < segments.NEEDS:
        raise NotEnough(many, segments.NEEDS, "customers")
    places = np.arange(0, many, max(1, many // DRAWN))
    return rows[np.searchsorted(ends, places, side="right")]


def _features(of: Strand, rows: Ints) -> tuple[tuple[str, ...], Floats]:
    """[customers, features]; what few are known by is left out, what some are not known by is their mean."""
    if of.grid is None or of.chance is None:
        raise NotEnough(0, segments.NEEDS, "customers")
    standing_of = np.full(len(of.grid), 0)
    standing_of[of.chance.rows] = of.chance.of
    at, now = standing_of[rows], of.chance.standing
    columns = [
        now.past[at],
        now.missed[at],
        of.chance.p[at],
        *(_level(of, rows, name) for name in FEATURES[3:]),
    ]
    kept = [
        (name, _filled(np.asarray(column, dtype=np.float64)))
        for name, column in zip(FEATURES, columns, strict=True)
    ]
    told_by = [(name, column) for name, column in kept if column is not None]
    return tuple(name for name, _ in told_by), np.column_stack([column for _, column in told_by])


def _level(of: Strand, rows: Ints, signal: str) -> Floats:
    """The mean level told, nan where none was."""
    if of.grid is None:
        return np.full(len(rows), np.nan)
    levels = of.grid.signals[signal][rows].astype(np.float64)
    known = levels != UNKNOWN
    total = np.where(known, levels, 0).sum(axis=1)
    return np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), np.nan)


def _filled(column: Floats) -> Floats | None:
    known = np.isfinite(column)
    if known.mean() < HALF:
        return None
    return np.where(known, column, column[known].mean())
