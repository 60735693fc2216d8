"""Two forecasts of the same edition: whether one is better, or was luckier.

The difference of their log-losses, relationship by relationship, with an interval by drawing the relationships again
(Efron 1979).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Floats, Jsonable, floats
from .backtest import CLIP


@dataclass(frozen=True, slots=True)
class Difference(Jsonable):
    """Mean log-loss of one forecast less that of the other, nats a relationship; the interval holds 90 %."""

    difference: float
    low: float
    high: float

    @property
    def worse(self) -> bool:
        return self.low > 0

    @property
    def better(self) -> bool:
        return self.high < 0


def difference(
    p: npt.ArrayLike,
    other: npt.ArrayLike,
    came: npt.ArrayLike,
    count: npt.ArrayLike,
    *,
    draws: int = 2000,
    seed: int = 0,
) -> Difference:
    """Cells as in `backtest`: two chances for each, and how many of `count` came."""
    came, count = floats(came), floats(count)
    each = np.concatenate([_losses(floats(p), came=hit) - _losses(floats(other), came=hit) for hit in (1, 0)])
    weight = np.concatenate([came, count - came])
    total = weight.sum()
    drawn = np.random.default_rng(seed).multinomial(int(total), weight / total, draws) @ each / total
    low, high = np.quantile(drawn, [0.05, 0.95])
    return Difference(float(weight @ each / total), float(low), float(high))


def _losses(p: Floats, came: int) -> Floats:
    clipped = np.clip(p, CLIP, 1 - CLIP)
    return floats(-np.log(clipped if came else 1 - clipped))
