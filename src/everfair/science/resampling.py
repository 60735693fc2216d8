"""Drawing the rows again, with return (Efron 1979)."""

from collections.abc import Iterator

import numpy as np

from .arrays import Ints


def drawn_again(rows: int, *, draws: int, seed: int) -> Iterator[Ints]:
    """[rows] how often each was drawn, for each draw of as many rows as there are."""
    random = np.random.default_rng(seed)
    for _ in range(draws):
        yield np.bincount(random.integers(0, rows, rows), minlength=rows)
