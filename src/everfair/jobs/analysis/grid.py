"""The cells of one series and side as dense arrays of cells x editions, the way `science` takes them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
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
BOOKED = 2  # a mark for the next edition
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
    areas: Ints  # [max(e, 1), 2] how many stands of a known area, and their area together in dm2
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
        return self._booked if editions is None else self._booked.until(editions)

    @cached_property
    def _booked(self) -> "Bookings":
        rows = np.flatnonzero(self.first >= 0)
        attended, size = self.attended[rows], self.signals["size"][rows, : len(self.editions)]
        at, of = _distinct(attended, size)
        count = np.bincount(of, self.count[rows], minlength=len(at)).astype(np.int64)
        return Bookings(rows, of, histories(attended[at], self.first[rows[at]], size[at]), count)

    def take(self, part: slice | Rows) -> "Grid":
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

    def relationships_where(self, cells: Bools) -> int:
        """How many relationships these cells have together."""
        return int(self.count[cells].sum())


@dataclass(frozen=True)
class Bookings:
    """Distinct histories of attendance and stand size: all that the forecast looks at, and far fewer than cells."""

    rows: Rows  # cells of the grid that came
    of: Rows  # for each of them, which history is its own
    histories: Histories
    count: Ints  # relationships per history

    def __len__(self) -> int:
        return len(self.count)

    def until(self, editions: int) -> "Bookings":
        """As they stood after the first `editions`; those who had come by then."""
        known = np.flatnonzero(self.histories.first < editions)
        attended, size = self.histories.attended[known, :editions], self.histories.size[known, :editions]
        at, back = _distinct(attended, size)
        count = np.bincount(back, self.count[known], minlength=len(at)).astype(np.int64)
        of = np.full(len(self), UNKNOWN)
        of[known] = back
        of = of[self.of]
        here = of >= 0
        early = histories(attended[at], self.histories.first[known[at]], size[at])
        return Bookings(self.rows[here], of[here], early, count)


class Grids:
    """The grids of a pipeline that has run, one after the other."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.sides = pipeline.arrays("sides", "series, side")
        self.analysed = pipeline.arrays("analysed", "series, side, position")
        self.recording = pipeline.arrays("recording", "place")
        self.places = pipeline.arrays("places", "place", "place, strand")
        self.areas = pipeline.arrays("areas", "place, area_dm2")
        self.cells = pipeline.arrays("cells", "cell", "cell, strand, count, next_mark, was_asked, broke_off")
        self.observed = pipeline.arrays("observed")

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
        editions = _where(
            self.analysed, (self.analysed["series"] == series) & (self.analysed["side"] == side)
        )
        strand = self.sides["strand"][at]
        cells = _where(self.cells, self.cells["strand"] == strand)
        places = self.places["place"][self.places["strand"] == strand]
        following = int(self.sides["next_edition"][at])
        grid = Grid(
            series=series,
            side=side,
            relationships=int(self.sides["relationships"][at]),
            editions=tuple(editions["edition"].tolist()),
            labels=tuple(str(label) for label in editions["label"]),
            next_edition=following if following >= 0 else None,
            areas=self._areas(places),
            cell=cells["cell"].astype(np.int64),
            count=cells["count"].astype(np.int64),
            next_mark=cells["next_mark"].astype(np.int64),
            was_asked=cells["was_asked"] == 1,
            broke_off=cells["broke_off"] == 1,
            **_observed(cells["cell"], places, len(editions["edition"]), self.observed),
        )
        return _with_silence(grid, _where(self.recording, np.isin(self.recording["place"], places)))

    def _areas(self, places: npt.NDArray[Any]) -> Ints:
        here = _where(self.areas, np.isin(self.areas["place"], places))
        found = np.zeros((len(places), 2), dtype=np.int64)
        np.add.at(
            found, here["place"] - places[0], np.column_stack([here["n"], here["n"] * here["area_dm2"]])
        )
        return found


def _distinct(attended: npt.NDArray[Any], size: npt.NDArray[Any]) -> tuple[Rows, Rows]:
    """Of histories of attendance and stand size, see `distinct_rows`."""
    return distinct_rows(np.where(attended == CAME, size + 1, -1))


def _where(table: Arrays, here: Bools) -> Arrays:
    return {name: values[here] for name, values in table.items()}


def _observed(
    cell: npt.NDArray[Any], places: npt.NDArray[Any], editions: int, observed: Arrays
) -> dict[str, Any]:
    """Attendance and signals of consecutive cells at consecutive places, from what was observed in any order."""
    here = (observed["place"] >= places[0]) & (observed["place"] <= places[-1])
    row = observed["cell"][here].astype(np.int64) - int(cell[0])
    position, code = (observed["place"][here] - places[0]).astype(np.int64), observed["code"][here]
    shape = (len(cell), len(places))
    came = np.zeros(shape, dtype=bool)
    came[row, position] = code % 4 == 2
    first = np.where(came.any(axis=1), came.argmax(axis=1), -1)
    known = np.full(len(cell), len(places) - 1)
    np.minimum.at(known, row, position)
    started = (first[:, None] >= 0) & (np.arange(len(places)) >= first[:, None])
    attended = np.where(came, CAME, np.where(started, AWAY, BEFORE)).astype(np.int8)
    signals = {name: np.full(shape, UNKNOWN, dtype=np.int8) for name in SIGNALS}
    for digit, levels in enumerate(signals.values(), start=1):
        levels[row, position] = (code >> 2 * digit) % 4 - 1
    return {
        "attended": attended[:, :editions],
        "first": first.astype(np.int64),
        "known": known.astype(np.int64),
        "heard": np.bincount(row, minlength=len(cell)) > 0,
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
