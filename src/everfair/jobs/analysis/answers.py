"""Answers as the engine has them, looked at by what was asked and by topic."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.grid import Arrays

NONE = slice(0, 0)


@dataclass(frozen=True)
class Answers:
    """Rows sorted by what was asked (`asks`), then by topic, and then by who answered."""

    rows: Arrays

    def about(self, asks: str) -> Arrays:
        here = self._by_asks.get(asks, NONE)
        return {name: values[here] for name, values in self.rows.items()}

    def by_topic(self, asks: str) -> dict[str, Arrays]:
        """In the order of topics; '' is a topic as others are."""
        return by_topic(self.about(asks))

    @cached_property
    def _by_asks(self) -> dict[str, slice]:
        return _runs(self.rows["asks"])


def by_topic(rows: Arrays) -> dict[str, Arrays]:
    """Of rows in the order of topics."""
    return {
        topic: {name: values[part] for name, values in rows.items()}
        for topic, part in _runs(rows["topic"]).items()
    }


def places(known: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Where each wanted one is among the known, which are sorted; -1: nowhere."""
    if not len(known):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)


def _runs(texts: npt.NDArray[Any]) -> dict[str, slice]:
    """Where each text stands in a column that is sorted by it."""
    if not len(texts):
        return {}
    ends = [*(np.flatnonzero(texts[1:] != texts[:-1]) + 1).tolist(), len(texts)]
    return {str(texts[start]): slice(start, end) for start, end in pairwise([0, *ends])}
