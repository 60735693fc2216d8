"""The five stages of a relationship, and how long and how often they last and change."""

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import Floats, Ints, floats, ints


class Stage(IntEnum):
    CULTIVATION = 0
    CONFIRMATION = 1
    TRUST = 2
    WEAKENING = 3
    DISAPPEARANCE = 4


STAGES = len(Stage)


def editions_in_stage(path: Ints) -> Ints:
    """[c, t] to how many editions in a row, up to now, the present stage has lasted."""
    changed = path != path[:, -1:]
    width = path.shape[1]
    latest = np.where(changed.any(axis=1), width - 1 - changed[:, ::-1].argmax(axis=1), -1)
    return ints(width - 1 - latest)


def editions_to_trust(path: npt.NDArray[np.integer[Any]], came: npt.ArrayLike) -> Ints:
    """Editions from the first participation to trust: 0 is at first sight, -1 not (yet), or never came."""
    came = np.asarray(came, dtype=bool)
    edition = np.arange(path.shape[1])
    first = np.where(came.any(axis=1), came.argmax(axis=1), path.shape[1])
    trusted = (path == Stage.TRUST) & (edition >= first[:, None])
    return ints(np.where(trusted.any(axis=1), trusted.argmax(axis=1) - first, -1))


def editions_spent(path: Ints, stage: Stage) -> Ints:
    """Editions in a stage over the whole history."""
    return ints((path == stage).sum(axis=1))


def flows(before: Ints, after: Ints, count: npt.ArrayLike) -> Floats:
    """[5, 5] how many moved from row to column between two editions."""
    cell = ints(before) * STAGES + ints(after)
    return floats(np.bincount(cell, floats(count), minlength=STAGES**2)).reshape(STAGES, STAGES)
