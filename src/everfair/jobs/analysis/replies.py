"""Replies of respondents as matrices of respondents x topics, the way `science` takes them."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.grid import Arrays, Bools, Ints
from everfair.science.arrays import Floats

ORDER = "asks, topic, response, edition"
COLUMNS = "edition, response, relationship, respondent, asks, topic, score, low, high"
NONE = slice(0, 0)


@dataclass(frozen=True)
class Matrix:
    """`values` [respondents, topics], nan where not answered, with the ends of the topics' own scales."""

    who: Ints
    topics: tuple[str, ...]
    values: Floats
    low: Floats
    high: Floats

    def of(self, who: Ints, topics: tuple[str, ...]) -> "Matrix":
        """The same for other respondents and topics: nan where it says nothing of them."""
        rows, columns = places(self.who, who), places(np.array(self.topics), np.array(topics))
        values = np.full((len(who), len(topics)), np.nan)
        there = np.ix_(rows >= 0, columns >= 0)
        values[there] = self.values[np.ix_(rows[rows >= 0], columns[columns >= 0])]
        ends = (np.where(columns >= 0, end[columns], np.nan) if len(end) else np.full(len(topics), np.nan)
                for end in (self.low, self.high))  # fmt: skip
        return Matrix(who, topics, values, *ends)


@dataclass(frozen=True)
class Replies:
    """Rows as the engine's step `replies` has them, of one series and side, in `ORDER`."""

    rows: Arrays

    def __len__(self) -> int:
        return len(self.rows["response"])

    def of_edition(self, edition: int) -> "Replies":
        return self._where(self.rows["edition"] == edition)

    def about(self, asks: str) -> "Replies":
        return self._where(self._by_asks.get(asks, NONE))

    def matrix(self, asks: str) -> Matrix:
        """Of the topics that anybody answered on, in the order of their codes; '' is a topic as others are."""
        rows = self.about(asks).rows
        who, row = np.unique(rows["response"], return_inverse=True)
        topics = runs(rows["topic"])
        values = np.full((len(who), len(topics)), np.nan)
        for column, part in enumerate(topics.values()):
            values[row[part], column] = rows["score"][part]
        low = np.array([rows["low"][part].min() for part in topics.values()], dtype=np.float64)
        high = np.array([rows["high"][part].max() for part in topics.values()], dtype=np.float64)
        return Matrix(who.astype(np.int64), tuple(topics), values, low, high)

    def one(self, asks: str, who: Ints) -> Floats:
        """The mean over topics for these respondents, nan where they were not asked."""
        rows = self.about(asks).rows
        found, row = np.unique(rows["response"], return_inverse=True)
        mean = np.bincount(row, rows["score"], minlength=len(found)) / np.maximum(np.bincount(row), 1)
        at = places(found, who)
        return np.where(at >= 0, mean[at], np.nan) if len(mean) else np.full(len(who), np.nan)

    def respondents(self, *asked: str) -> Ints:
        """Responses that answered any of these."""
        return np.unique(np.concatenate([self.about(one).rows["response"] for one in asked]).astype(np.int64))

    @cached_property
    def editions(self) -> tuple[int, ...]:
        return tuple(int(one) for one in np.unique(self.rows["edition"]) if one >= 0)

    def relationships_of(self, responses: Ints) -> Ints:
        """-1 of unnamed respondents."""
        known, at = np.unique(self.rows["response"], return_index=True)
        found = np.append(self.rows["relationship"][at], -1)
        return np.asarray(found[places(known, responses)], dtype=np.int64)

    @cached_property
    def _by_asks(self) -> dict[str, slice]:
        return runs(self.rows["asks"])

    def _where(self, here: Bools | slice) -> "Replies":
        return Replies({name: values[here] for name, values in self.rows.items()})


def runs(texts: npt.NDArray[Any]) -> dict[str, slice]:
    """Where each text stands in a column that is sorted by it."""
    if not len(texts):
        return {}
    ends = [*(np.flatnonzero(texts[1:] != texts[:-1]) + 1).tolist(), len(texts)]
    return {str(texts[start]): slice(start, end) for start, end in pairwise([0, *ends])}


def places(known: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Where each wanted one is among the known, which are sorted; -1: nowhere."""
    if not len(known):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)
