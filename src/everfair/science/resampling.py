"""Intervals by drawing the rows again (Efron 1979)."""

from collections.abc import Callable

import numpy as np

from .arrays import Floats, Ints, floats


def bootstrap(
    rows: int, figure: Callable[[Ints], Floats], *, draws: int, seed: int, share: float = 0.9
) -> tuple[Floats, Floats]:
    """Quantiles of `figure(positions of rows drawn with return)`; two arrays shaped as the figure."""
    random = np.random.default_rng(seed)
    seen = floats([figure(random.integers(0, rows, rows)) for _ in range(draws)])
    low, high = np.nanquantile(seen, [(1 - share) / 2, (1 + share) / 2], axis=0)
    return floats(low), floats(high)
