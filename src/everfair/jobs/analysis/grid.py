"""The cells of one series and side as dense arrays of cells x editions, the way `science` takes them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.engine import Pipeline
from everfair.science.histories import Histories, distinct_rows, histories

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]
Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Arrays = dict[str, npt.NDArray[Any]]

CAME, AWAY, BEFORE, UNKNOWN = 1, 0, -1, -1
CELL = "cell, series, side, count, next_mark, was_asked, broke_off"
OBSERVATION = "cell, position, came, size, change, engagement, satisfaction, complaint"
SIGNALS = ("size", "change", "engagement", "satisfaction", "complaint")


@dataclass(frozen=True)
class Grid:
    """Cells of one series and side. Levels are 0, 1, 2, or -1 for unknown."""

    series: int
    side: str
    relationships: int
    editions: tuple[int, ...]  # ids, in order
    labels: tuple[str, ...]
    next_edition: int | None
    cell: Ints  # [c] numbers of the cells within the run
    count: Ints  # [c]
    attended: Codes  # [c, e] 1 came, 0 stayed away, -1 before the first participation
    first: Ints  # [c] first participation, -1 never
    known: Ints  # [c] first edition around which anything was heard
    heard: Bools  # [c] anything was ever heard
    signals: dict[str, Codes]  # [c, max(e, 1)]
    next_mark: Ints  # [c] 0 nothing known of the next edition, 1 asked, 2 booked, 3 broke off
    was_asked: Bools
    broke_off: Bools

    def __len__(self) -> int:
        return len(self.cell)

    def bookings(self, editions: int | None = None) -> "Bookings":
        """Of the cells that came to any of the first `editions`, as they stood after these."""
        end = len(self.editions) if editions is None else editions
        rows = np.flatnonzero((self.first >= 0) & (self.first < end))
        attended, size = self.attended[rows, :end], self.signals["size"][rows, :end]
        at, back = distinct_rows(np.where(attended == CAME, size + 1, -1))
        count = np.bincount(back, self.count[rows], minlength=len(at)).astype(np.int64)
        return Bookings(rows, back, histories(attended[at], self.first[rows[at]], size[at]), count)

    def take(self, part: slice) -> "Grid":
        """Some of the cells."""
        per_cell = (
            "cell",
            "count",
            "attended",
            "first",
            "known",
            "heard",
            "next_mark",
            "was_asked",
            "broke_off",
        )
        taken = {name: getattr(self, name)[part] for name in per_cell}
        return replace(self, **taken, signals={name: codes[part] for name, codes in self.signals.items()})

    def marked(self, mark: int) -> int:
        """How many relationships have that mark for the next edition."""
        return int(self.count[self.next_mark == mark].sum())


@dataclass(frozen=True)
class Bookings:
    """Distinct histories of attendance and stand size: all that the forecast looks at, and far fewer than cells."""

    rows: Rows  # cells of the grid that came
    of: Rows  # for each of them, which history is its own
    histories: Histories
    count: Ints  # relationships per history

    def __len__(self) -> int:
        return len(self.count)


class Grids:
    """The grids of a pipeline that has run, one after the other."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.sides = pipeline.arrays("sides", "series, side")
        self.analysed = pipeline.arrays("analysed", "series, side, position")
        self.recording = pipeline.arrays("recording", "series, side, position")
        self.cells = pipeline.arrays(
            "cells", "cell", "cell, series, side, count, next_mark, was_asked, broke_off"
        )
        self.unpacked = pipeline.arrays(
            "unpacked", "cell", "cell, position, came, size, change, engagement, satisfaction, complaint"
        )

    def __len__(self) -> int:
        return len(self.sides["series"])

    def __iter__(self) -> Iterator[Grid]:
        for at in range(len(self)):
            yield self._grid(at)

    def of(self, series: int, side: str) -> Grid | None:
        found = np.flatnonzero((self.sides["series"] == series) & (self.sides["side"] == side))
        return self._grid(int(found[0])) if len(found) else None

    def _grid(self, at: int) -> Grid:
        series, side = int(self.sides["series"][at]), str(self.sides["side"][at])
        editions = self._of(self.analysed, series, side)
        cells = self._of(self.cells, series, side)
        following = int(self.sides["next_edition"][at])
        grid = Grid(
            series=series,
            side=side,
            relationships=int(self.sides["relationships"][at]),
            editions=tuple(editions["edition"].tolist()),
            labels=tuple(str(label) for label in editions["label"]),
            next_edition=following if following >= 0 else None,
            cell=cells["cell"].astype(np.int64),
            count=cells["count"].astype(np.int64),
            next_mark=cells["next_mark"].astype(np.int64),
            was_asked=cells["was_asked"] == 1,
            broke_off=cells["broke_off"] == 1,
            **_observed(cells["cell"], len(editions["edition"]), self.unpacked),
        )
        return _with_silence(grid, self._of(self.recording, series, side))

    @staticmethod
    def _of(table: Arrays, series: int, side: str) -> Arrays:
        here = (table["series"] == series) & (table["side"] == side)
        return {name: values[here] for name, values in table.items()}


def _observed(cell: npt.NDArray[Any], editions: int, unpacked: Arrays) -> dict[str, Any]:
    """Attendance and signals of consecutive cells, from their observations in order."""
    low, high = np.searchsorted(unpacked["cell"], [cell[0], cell[-1] + 1]) if len(cell) else (0, 0)
    row = unpacked["cell"][low:high].astype(np.int64) - (int(cell[0]) if len(cell) else 0)
    position = unpacked["position"][low:high].astype(np.int64)
    came = np.zeros((len(cell), max(editions, 1)), dtype=bool)
    came[row, position] = unpacked["came"][low:high] == 1
    first = np.where(came.any(axis=1), came.argmax(axis=1), -1)
    known = np.full(len(cell), max(editions, 1) - 1)
    np.minimum.at(known, row, position)
    started = (first[:, None] >= 0) & (np.arange(max(editions, 1)) >= first[:, None])
    attended = np.where(came, CAME, np.where(started, AWAY, BEFORE)).astype(np.int8)
    signals = {name: np.full(came.shape, UNKNOWN, dtype=np.int8) for name in SIGNALS}
    for name, levels in signals.items():
        levels[row, position] = unpacked[name][low:high]
    heard = np.bincount(row, minlength=len(cell)) > 0
    return {
        "attended": attended[:, :editions],
        "first": first.astype(np.int64),
        "known": known.astype(np.int64),
        "heard": heard,
        "signals": signals,
    }


def _with_silence(grid: Grid, recording: Arrays) -> Grid:
    """Where contacts or complaints are recorded as a rule, none of them means none, not unknown."""
    signals = dict(grid.signals)
    for name, kept in (("engagement", recording["contacts"]), ("complaint", recording["complaints"])):
        levels = signals[name].copy()
        for position in recording["position"][kept.astype(bool)].tolist():
            silent = (levels[:, position] == UNKNOWN) & (grid.known <= position)
            levels[silent, position] = 0
        signals[name] = levels
    return replace(grid, signals=signals)
