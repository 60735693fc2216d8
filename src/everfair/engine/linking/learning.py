"""What people's decisions about pairs add to a model of linking.

Logistic regression upon the model's own weights, with a normal prior around "nothing to add": a few decisions move
little, many that agree move the pattern of levels they speak of, and its single levels a little.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from everfair.names.weights import LinkModel, features

# Variances, in squared nats: of what is added to all pairs, to one level, to one whole pattern.
_OF_ALL, _OF_LEVEL, _OF_PATTERN = 0.1, 0.06, 0.5
_ROUNDS, _SETTLED = 50, 1e-9
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lesson:
    """A decided pair: its levels, its weight in bits without anything learned, and the answer."""

    levels: Mapping[str, str]
    weight: float
    same: bool


def learned(model: LinkModel, lessons: Sequence[Lesson]) -> LinkModel:
    """The model with what the lessons add, in place of what it had learned before."""
    if not lessons:
        return model.with_learned({}, 0)
    told = [features(lesson.levels) for lesson in lessons]
    names = sorted({name for feature in told for name in feature})
    design = np.array([[float(name in feature) for name in names] for feature in told])
    weights = np.array([lesson.weight for lesson in lessons]) * math.log(2)
    answers = np.array([float(lesson.same) for lesson in lessons])
    added = _fitted(design, weights, answers, np.array([_variance(name) for name in names]))
    bits = {name: round(float(nats) / math.log(2), 6) for name, nats in zip(names, added, strict=True)}
    return model.with_learned(bits, len(lessons))


def _variance(feature: str) -> float:
    if not feature:
        return _OF_ALL
    return _OF_PATTERN if " " in feature else _OF_LEVEL


def _fitted(design: Floats, offset: Floats, answers: Floats, variance: Floats) -> Floats:
    """Newton's method on the log posterior, (features,) from (lessons, features), (lessons,), (lessons,)."""
    added = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(offset + design @ added, -500, 500)))
        slope = design.T @ (answers - p) - added / variance
        bend = (design.T * (p * (1 - p))) @ design + np.diag(1 / variance)
        step = np.linalg.solve(bend, slope)
        added += step
        if np.abs(step).max() < _SETTLED:
            break
    return added
