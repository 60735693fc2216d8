"""Attendance histories as cells, and what they look like before each edition.

A cell is a distinct history; how many relationships share it stands in a separate `count`.
`attended[c, e]` is 1 (came), 0 (stayed away) or -1 (before the first participation).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .arrays import Ints

CAME, AWAY, BEFORE = 1, 0, -1
UNKNOWN = -1
BITS = 63
FEW_BITS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """Histories as they stand before one edition; a row per cell that has had its first participation."""

    cell: Ints  # which cell each row comes from
    first: Ints  # edition of the first participation
    past: Ints  # editions attended so far, 1 or more
    missed: Ints  # editions missed since the last attended
    since: Ints  # editions held since the first
    run: Ints  # length of the latest unbroken run of participations
    size: Ints  # level of stand area when last there: 0 small, 1 middle, 2 large, -1 unknown

    @property
    def x(self) -> Ints:
        """Editions attended after the first, as BG/BB counts them."""
        return self.past - 1

    @property
    def t_x(self) -> Ints:
        """The last attended edition, counted from the first."""
        return self.since - self.missed

    def columns(self) -> Ints:
        return np.column_stack([self.first, self.past, self.missed, self.since, self.run, self.size])

    def take(self, at: npt.NDArray[np.intp]) -> "Standing":
        return Standing(self.cell[at], *self.columns()[at].T)


Course = tuple[Ints, Ints, Ints, Ints, Ints]  # [c] past, missed, since, run, size up to an edition


@dataclass(frozen=True)
class Histories:
    attended: Ints  # [c, e]
    first: Ints  # [c]
    size: Ints  # [c, e], level at each participation, -1 where unknown or absent

    @property
    def editions(self) -> int:
        return int(self.attended.shape[1])

    def __len__(self) -> int:
        return int(self.attended.shape[0])

    def take(self, at: npt.NDArray[np.intp]) -> "Histories":
        return Histories(self.attended[at], self.first[at], self.size[at])

    def now(self) -> Standing:
        """As they stand after the last edition, so before the next."""
        return self._now

    @cached_property
    def _now(self) -> Standing:
        *_, latest = self._courses()
        return self._standing(latest)

    def standings(self) -> Iterator[Standing]:
        """Before edition 1, 2, .. and before the one to come."""
        return map(self._standing, self._courses())

    def _courses(self) -> Iterator[Course]:
        cells = len(self)
        past, missed, since, run = (np.zeros(cells, dtype=np.int64) for _ in range(4))
        size = np.full(cells, UNKNOWN, dtype=np.int64)
        for edition in range(self.editions):
            came = self.attended[:, edition] == CAME
            away = self.attended[:, edition] == AWAY
            since = since + ((came & (past > 0)) | away)
            run = np.where(came, np.where(missed == 0, run + 1, 1), run)
            missed = np.where(came, 0, missed + away)
            past = past + came
            told = came & (self.size[:, edition] != UNKNOWN)
            size = np.where(told, self.size[:, edition], size)
            yield past, missed, since, run, size

    def _standing(self, course: Course) -> Standing:
        known = np.flatnonzero(course[0] > 0)
        return Standing(known, self.first[known], *(values[known] for values in course))


def distinct_rows(rows: npt.ArrayLike) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """(where each distinct row is first found, which of them each row is), in the order of the rows' values.

    Rows are int[n, k] of small whole numbers from -1 on; each is packed into one number, and where 63 bits do not
    hold it, what is packed so far is replaced by its rank.
    """
    values = np.asarray(rows)
    packed, used = np.zeros(len(values), dtype=np.int64), 0
    for column in values.T:
        width = (int(column.max(initial=-1)) + 1).bit_length()
        if used + width > BITS:
            packed = np.unique(packed, return_inverse=True)[1].astype(np.int64)
            used = int(packed.max(initial=0)).bit_length()
        packed = (packed << width) + column + 1
        used += width
    if used <= FEW_BITS:
        return _looked_up(packed, 1 << used)
    _, at, back = np.unique(packed, return_index=True, return_inverse=True)
    return at, back


def _looked_up(packed: Ints, span: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The same by a table of all `span` numbers there might be, so without sorting."""
    found = np.zeros(span, dtype=bool)
    found[packed] = True
    back = (np.cumsum(found) - 1)[packed]
    at = np.empty(int(found.sum()), dtype=np.intp)
    at[back[::-1]] = np.arange(len(packed))[::-1]
    return at, back


def histories(attended: npt.ArrayLike, first: npt.ArrayLike, size: npt.ArrayLike | None = None) -> Histories:
    """Checked histories. `size` is [c, e] (level at each participation) or [c] (one for all)."""
    attended = np.asarray(attended, dtype=np.int64)
    if attended.ndim != 2 or attended.shape[1] == 0:
        raise ValueError(f"attended must be [cells, editions], not of shape {attended.shape}")
    first = np.asarray(first, dtype=np.int64).reshape(-1)
    _check(attended, first)
    return Histories(attended, first, _levels(size, attended))


def _check(attended: Ints, first: Ints) -> None:
    if len(first) != len(attended):
        raise ValueError(f"{len(attended)} histories, but {len(first)} first editions")
    came = attended == CAME
    strange = ~came.any(axis=1) | (came.argmax(axis=1) != first)
    strange |= ((attended == BEFORE) != (np.arange(attended.shape[1]) < first[:, None])).any(axis=1)
    if strange.any():
        at = int(np.argmax(strange))
        raise ValueError(
            f"history {at} {attended[at].tolist()} does not begin with coming to edition {first[at]}"
        )


def _levels(size: npt.ArrayLike | None, attended: Ints) -> Ints:
    levels = np.full(len(attended), UNKNOWN) if size is None else np.asarray(size, dtype=np.int64)
    if levels.ndim == 1:
        levels = np.repeat(levels[:, None], attended.shape[1], axis=1)
    if levels.shape != attended.shape or (levels < UNKNOWN).any() or (levels > 2).any():
        raise ValueError("size must be -1, 0, 1 or 2, of shape [cells] or [cells, editions]")
    return np.where(attended == CAME, levels, UNKNOWN)
