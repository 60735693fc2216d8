"""Histories as a tree: what was seen alike up to an edition is believed alike up to there, so it is worked out once.

Cells are put in the order of what was seen of them, edition by edition. Those that begin alike then lie together: they
are one node of that edition, whose children are the nodes of the next edition that go on from it. The leaves are the
histories that differ at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Bools, Ints
from .signals import AWAY, CONTEXTS, HERE, SIGNALS, Observations, context

Rows = npt.NDArray[np.intp]
Codes = npt.NDArray[np.int16]
DIGIT = 4  # of the code of an edition, one for each signal: three levels, and one for what was not seen
UNSEEN = DIGIT - 1
COMBINATIONS = DIGIT ** len(SIGNALS)
AT_ONCE = 6  # editions whose codes one whole number holds


@dataclass(frozen=True, slots=True)
class Nodes:
    """What differs up to one edition. Nodes are numbered within their edition."""

    code: Codes  # [n] all that was seen at the edition, see `digit`
    parent: Rows  # [n] the node of the edition before
    of_leaf: Rows  # [leaves] the node on the way to each
    context: Ints  # [n] CONTEXTS code in which the next edition is met
    by_context: Sequence[tuple[int, Rows]]  # nodes of each context

    def __len__(self) -> int:
        return len(self.code)

    @property
    def first_child(self) -> Rows:
        """[nodes of the edition before] where the nodes begin that go on from each."""
        return np.flatnonzero(np.diff(self.parent, prepend=-1))


@dataclass(frozen=True, slots=True)
class Beginnings:
    editions: tuple[Nodes, ...]
    shock: Bools
    at: Rows  # [leaves] a cell with that history
    of: Rows  # [cells] which leaf is its history

    @classmethod
    def of_all(cls, seen: Observations) -> "Beginnings":
        codes = _codes(seen)
        at, of = _alike(codes)
        return cls(tuple(_nodes(codes[:, at])), seen.shock, at, of)


def alike(seen: Observations) -> tuple[Rows, Rows]:
    """(where each distinct history is first found, which of them each cell has), in the order of the tree."""
    return _alike(_codes(seen))


def by_context(codes: Ints) -> list[tuple[int, Rows]]:
    """Rows of each context that any has."""
    each = ((code, np.flatnonzero(codes == code)) for code in range(len(CONTEXTS)))
    return [(code, rows) for code, rows in each if len(rows)]


def digit(codes: Codes, signal: int) -> Codes:
    """The level of one signal within codes of editions, `UNSEEN` among them."""
    return np.asarray(codes // DIGIT ** (len(SIGNALS) - 1 - signal) % DIGIT, dtype=np.int16)


def _codes(seen: Observations) -> Codes:
    """[editions, cells]"""
    code = np.zeros(seen.booking.shape, dtype=np.int16)
    for levels in seen.signals():
        code = code * DIGIT + (levels % DIGIT)
    return np.ascontiguousarray(code.T, dtype=np.int16)


def _alike(codes: Codes) -> tuple[Rows, Rows]:
    order = np.lexsort(_packed(codes)[::-1])
    differs = np.zeros(len(order), dtype=bool)
    differs[:1] = True
    for each in codes:
        placed = each[order]
        differs[1:] |= placed[1:] != placed[:-1]
    of = np.empty(len(order), dtype=np.intp)
    of[order] = np.cumsum(differs) - 1
    return order[differs], of


def _packed(codes: Codes) -> list[Ints]:
    """Codes of some editions each, as one number that sorts as they do."""
    packed = []
    for start in range(0, len(codes), AT_ONCE):
        key = np.zeros(codes.shape[1], dtype=np.int64)
        for each in codes[start : start + AT_ONCE]:
            key = key * COMBINATIONS + each
        packed.append(key)
    return packed


def _nodes(codes: Codes) -> Iterator[Nodes]:
    """From codes of leaves, in order."""
    differs = np.zeros(codes.shape[1], dtype=bool)
    differs[:1] = True
    before = np.zeros(codes.shape[1], dtype=np.intp)
    past = missed = np.zeros(1, dtype=np.int64)
    for code in codes:
        differs[1:] |= code[1:] != code[:-1]
        own, parent = code[differs], before[differs]
        before = np.cumsum(differs) - 1
        booking = digit(own, 0)
        came = booking == HERE
        past = past[parent] + came
        missed = np.where(came, 0, missed[parent] + (booking == AWAY))
        met_in = context(past, missed)
        yield Nodes(own, parent, before, met_in, by_context(met_in))


__all__ = ["Beginnings", "Nodes", "alike", "by_context", "digit"]
