"""One series and side as those look at it who find things out about it: histories, answers and money together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from everfair.engine import Asked, Pipeline
from everfair.jobs.analysis.answers import places
from everfair.jobs.analysis.chances import Chances
from everfair.jobs.analysis.grid import Arrays, Grid, Ints
from everfair.jobs.analysis.replies import Replies
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough

Found = TypeVar("Found")


@dataclass(frozen=True)
class Terms:
    """What money is reckoned with."""

    currency: str
    margin: float
    rate: float  # a year
    gamma: float
    editions_a_year: float

    @property
    def rate_an_edition(self) -> float:
        return float((1 + self.rate) ** (1 / self.editions_a_year) - 1)


@dataclass(frozen=True)
class Speakers:
    """Relationships that answered, rated or said why they left, in order."""

    who: Ints
    row: Ints  # theirs in the grid

    def __len__(self) -> int:
        return len(self.who)

    def rows_of(self, relationships: Ints) -> Ints:
        """Rows in the grid; -1 where the relationship is none of them."""
        return np.asarray(np.append(self.row, -1)[places(self.who, relationships)])


@dataclass
class Strand:
    """`number` is the engine's; a series that only unnamed respondents speak of has none, and no histories."""

    pipeline: Pipeline
    number: int | None
    series: int
    side: str
    terms: Terms
    grid: Grid | None
    chance: Chances | None
    stage: Ints  # [c] now
    missed: Ints  # [c]
    replies: Replies
    words: Arrays
    rated: Arrays
    items: Arrays
    speakers: Speakers
    opinions: Arrays = field(default_factory=dict)  # columns of the score of those who answered
    edition: int | None = None  # None: all together
    kept: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, found: Callable[["Strand"], Found]) -> Found:
        """What several want to know is found out once; that there is not enough, too."""
        if name not in self.kept:
            try:
                self.kept[name] = found(self)
            except NotEnough as missing:
                self.kept[name] = missing
        if isinstance(self.kept[name], NotEnough):
            raise self.kept[name]
        told: Found = self.kept[name]
        return told

    def at(self, edition: int) -> "Strand":
        """The same, with the answers around one edition alone."""
        rated = where(self.rated, self.rated["edition"] == edition)
        told = {**vars(self), "replies": self.replies.of_edition(edition), "rated": rated}
        return Strand(**told | {"edition": edition, "kept": {}})

    def mine(self, table: str, order_by: str = "", columns: str = "*", **having: Asked) -> Arrays:
        """Rows of the strand in a table of the engine, see `Pipeline.arrays`."""
        if "strand" in self.pipeline.columns(table):
            number = -1 if self.number is None else self.number
            return self.pipeline.arrays(table, order_by, columns, strand=number, **having)
        return self.pipeline.arrays(table, order_by, columns, series=self.series, side=self.side, **having)

    def attended(self, relationships: Ints) -> npt.NDArray[np.int64]:
        """[relationships, editions] 1 came, 0 stayed away, -1 before the first participation, or not known."""
        rows = self.speakers.rows_of(relationships)
        if self.grid is None or not self.grid.editions:
            return np.full((len(rows), 0), -1)
        return np.where((rows >= 0)[:, None], self.grid.attended[rows], -1).astype(np.int64)

    @property
    def editions(self) -> tuple[int, ...]:
        return self.grid.editions if self.grid is not None else ()


def where(table: Arrays, here: npt.NDArray[Any] | slice) -> Arrays:
    return {name: values[here] for name, values in table.items()}


def around(values: Floats, scale: float = 1.645) -> tuple[float, float, float]:
    """Mean with its 90 % interval; of one value it is as wide as the scale from 0 to 1."""
    n, mean = len(values), float(values.mean())
    if n < 2:
        return mean, 0.0, 1.0
    half = scale * float(values.std(ddof=1)) / float(np.sqrt(n))
    return mean, mean - half, mean + half


def rounded(value: float) -> float:
    return round(float(value), 6)


def drill(to: str, by: Sequence[str] | str, value: str) -> Any:
    return {"to": to, "by": by if isinstance(by, str) else ",".join(by), "value": value}
