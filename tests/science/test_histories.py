"""Rows alike are found by a table where few values are possible, by sorting where many are: both say the same."""

import numpy as np
import pytest

from everfair.science.histories import distinct_rows


@pytest.mark.parametrize("largest", [5, 2**12, 2**40])
def test_distinct_rows_are_those_that_numpy_finds(largest: int) -> None:
    rows = np.random.default_rng(3).choice([-1, 0, 3, largest], size=(500, 3))
    _, first, which = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    at, back = distinct_rows(rows)
    assert at.tolist() == first.tolist()
    assert back.tolist() == which.reshape(-1).tolist()


def test_no_rows_are_no_distinct_rows() -> None:
    at, back = distinct_rows(np.zeros((0, 3), dtype=np.int64))
    assert (len(at), len(back)) == (0, 0)
