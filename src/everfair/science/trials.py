"""Every past edition as a trial: who could have come, with what history, and who came."""

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, floats
from .histories import CAME, Histories, Standing, distinct_rows


@dataclass(frozen=True, slots=True)
class Trials:
    """Grouped by edition and standing, so that their number does not follow the number of customers."""

    edition: Ints
    standing: Standing
    came: Floats
    count: Floats


def trials(cells: Histories, count: Floats) -> Trials:
    keys, came, counts = [], [], []
    for edition, standing in enumerate(cells.standings(), start=1):
        if edition == cells.editions:
            break
        keys.append(np.column_stack([np.full(len(standing.cell), edition), standing.columns()]))
        counts.append(count[standing.cell])
        came.append(counts[-1] * (cells.attended[standing.cell, edition] == CAME))
    if not keys:
        return _grouped(np.zeros((0, 7), dtype=np.int64), np.zeros(0), np.zeros(0))
    return _grouped(np.vstack(keys), np.concatenate(came), np.concatenate(counts))


def _grouped(keys: Ints, came: Floats, count: Floats) -> Trials:
    at, group = distinct_rows(keys)
    edition, *columns = keys[at].T
    return Trials(
        edition,
        Standing(np.arange(len(at)), *columns),
        floats(np.bincount(group, came, minlength=len(at))),
        floats(np.bincount(group, count, minlength=len(at))),
    )
