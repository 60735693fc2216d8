"""Two forecasts of the same edition: whether one is better, or was luckier.

The difference of their log-losses, relationship by relationship, and its standard error (Diebold & Mariano 1995, for
relationships instead of days). What the relationships of an edition share, its luck as a whole, is not in the error.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from .arrays import Floats, Jsonable, floats
from .backtest import CLIP, WIDTH_90


@dataclass(frozen=True, slots=True)
class Difference(Jsonable):
    """Mean log-loss of one forecast less that of the other, nats a relationship, and its standard error."""

    difference: float
    error: float

    @property
    def low(self) -> float:
        """Of the interval that holds 90 %."""
        return self.difference - WIDTH_90 * self.error

    @property
    def high(self) -> float:
        return self.difference + WIDTH_90 * self.error

    @property
    def worse(self) -> bool:
        return self.low > 0

    @property
    def better(self) -> bool:
        return self.high < 0

    def worse_than_best_of(self, rivals: int, share: float = 0.95) -> bool:
        """Whether the interval of `share`, made wide enough for the best of so many picked afterwards (Bonferroni),
        lies above 0."""
        width = float(ndtri(1 - (1 - share) / 2 / rivals))
        return self.difference > width * self.error


def difference(
    p: npt.ArrayLike, other: npt.ArrayLike, came: npt.ArrayLike, count: npt.ArrayLike
) -> Difference:
    """Cells as in `backtest`: two chances for each, and how many of `count` came."""
    came, count = floats(came), floats(count)
    each = np.concatenate([_losses(floats(p), came=hit) - _losses(floats(other), came=hit) for hit in (1, 0)])
    weight = np.concatenate([came, count - came])
    total = weight.sum()
    mean = float(weight @ each / total)
    return Difference(mean, float(np.sqrt(weight @ (each - mean) ** 2)) / float(total))


def _losses(p: Floats, came: int) -> Floats:
    clipped = np.clip(p, CLIP, 1 - CLIP)
    return floats(-np.log(clipped if came else 1 - clipped))
