"""Relationships drawn from the life cycle itself, with the stages they were truly in."""

import numpy as np

from everfair.science.arrays import Ints
from everfair.science.lifecycle import DEFAULT, LifeCycle
from everfair.science.signals import Observations, observations


def planted(
    seed: int, cells: int, editions: int, model: LifeCycle = DEFAULT, rich: bool = True
) -> tuple[Observations, Ints]:
    """(what is seen, true stage [c, t]). Nobody goes back to "not yet" after the first participation."""
    random = np.random.default_rng(seed)
    attended = np.full((cells, editions), -1)
    others = np.full((4, cells, editions), -1)
    path = np.empty((cells, editions), dtype=np.int64)
    for t in range(editions):
        path[:, t] = _moved(random, model, attended, path, t)
        codes = [_drawn(random, np.array(table)[path[:, t]]) for table in model.emissions]
        customer = (attended[:, :t] == 1).any(axis=1) | (codes[0] == 1)
        attended[:, t] = np.where(codes[0] == 1, 1, np.where(customer, 0, -1))
        if rich:
            others[:, :, t] = np.where(customer, codes[1:], -1)
    return observations(attended, *others), path


def _moved(random: np.random.Generator, model: LifeCycle, attended: Ints, path: Ints, t: int) -> Ints:
    if t == 0:
        return _drawn(random, np.tile(model.initial, (len(path), 1)))
    *_, context = observations(attended[:, :t]).contexts()
    return _drawn(random, np.array(model.transitions)[context, path[:, t - 1]])


def _drawn(random: np.random.Generator, chances: np.ndarray) -> Ints:
    edge = np.cumsum(chances, axis=1)
    return np.asarray((random.random((len(chances), 1)) * edge[:, -1:] > edge).sum(axis=1), dtype=np.int64)
