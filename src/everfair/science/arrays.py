"""Array types; and what results are mixed with, see `jsonable`."""

import numpy as np
import numpy.typing as npt

from .jsonable import Jsonable, frozen, plain

__all__ = ["Bools", "Floats", "Interval", "Ints", "Jsonable", "floats", "frozen", "inner", "ints", "plain"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Interval = tuple[float, float]


def floats(values: npt.ArrayLike) -> Floats:
    return np.atleast_1d(np.asarray(values, dtype=np.float64))


def ints(values: npt.ArrayLike) -> Ints:
    return np.atleast_1d(np.asarray(values, dtype=np.int64))


def inner(a: Floats, b: Floats) -> float:
    """Sum of products. BLAS, which `a @ b` asks, spreads long vectors over threads, and on busy processors these wait
    for each other many times longer than the sum takes."""
    return float(np.einsum("i,i->", a, b))
