"""Purchases at any time, as cells: x repeat purchases, the last at t_x, watched until T, so many customers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Floats, Ints, floats
from .enough import NotEnough

NEEDS = 30


@dataclass(frozen=True, slots=True)
class Purchases:
    x: Floats
    t_x: Floats
    T: Floats
    count: Floats
    times: Floats  # the distinct x, and where each cell finds its own: special functions are worked out once each
    of_times: Ints
    customers: Floats  # of each distinct x

    @classmethod
    def of(cls, x: Floats, t_x: Floats, T: Floats, count: Floats) -> "Purchases":
        times, of_times = np.unique(x, return_inverse=True)
        of_times = of_times.reshape(-1)
        return cls(x, t_x, T, count, times, of_times, floats(np.bincount(of_times, count)))

    def each(self, values: Floats) -> Floats:
        """Values per distinct x, laid out per cell."""
        return floats(values[self.of_times])

    def summed(self, values: Floats) -> Floats:
        """Values per cell, summed per distinct x."""
        return floats(np.bincount(self.of_times, values, minlength=len(self.times)))

    def every(self, step: int) -> "Purchases":
        """One cell in `step`: enough to climb most of the way."""
        return self.of(self.x[::step], self.t_x[::step], self.T[::step], self.count[::step])


def checked(x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Same shape for all three. ValueError naming the first customer whom nobody can be."""
    x, t_x, T = np.broadcast_arrays(floats(x), floats(t_x), floats(T))
    impossible = ~((x >= 0) & (t_x >= 0) & (t_x <= T) & ((x > 0) | (t_x == 0)) & np.isfinite(T))
    if impossible.any():
        at = int(np.argmax(impossible))
        raise ValueError(f"impossible history at {at}: x={x[at]:g}, t_x={t_x[at]:g}, T={T[at]:g}")
    return x, t_x, T


def cells(
    x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike, count: npt.ArrayLike | None = None
) -> Purchases:
    """Customers alike put together. Raises NotEnough with fewer than about 30 customers."""
    x, t_x, T = checked(x, t_x, T)
    count = np.ones(len(x)) if count is None else np.broadcast_to(floats(count), x.shape)
    if count.sum() < NEEDS:
        raise NotEnough(float(count.sum()), NEEDS, "customers")
    order = np.lexsort((t_x, T, x))
    columns = np.stack([x, t_x, T])[:, order]
    fresh = np.r_[True, (np.diff(columns, axis=1) != 0).any(axis=0)]
    starts = np.flatnonzero(fresh)
    x, t_x, T = (floats(column[starts]) for column in columns)
    return Purchases.of(x, t_x, T, floats(np.add.reduceat(count[order], starts)))
