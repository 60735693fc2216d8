"""The edition to come as a whole: a usual year, or now and then a shock.

On the logit scale the effect of an edition is Normal(0, spread) in a usual year; a shock (an epidemic, a fair
moved to a bad date) draws Normal(shift, 0.5). Real fairs hit by a shock drew 2.4 times fewer than forecast:
.6 became .25, a shift of about -1.3. About one edition in eight is taken to be a shock, and calm years do not
lower that: they say little about the next epidemic. It rises where a fair has seen more.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtr

from .arrays import Floats

SHOCK_SHIFT, SHOCK_SPREAD = -1.3, 0.5
LEAST_SHOCK_RATE = 0.12
SHOCKS_BEFORE, EDITIONS_BEFORE = 1.0, 10.0
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def shock_rate(shocks: int, editions: int) -> float:
    """P(the edition to come is a shock), from the past editions and how many of them were."""
    return max(LEAST_SHOCK_RATE, (SHOCKS_BEFORE + shocks) / (EDITIONS_BEFORE + editions))


@dataclass(frozen=True, slots=True)
class EditionEffect:
    """Mixture of a usual year and a shock, on the logit scale."""

    spread: float
    shock_rate: float

    def _parts(self, also: Floats) -> list[tuple[float, float, Floats]]:
        """(weight, shift, standard deviation with `also` other uncertainty in it)."""
        usual = (1 - self.shock_rate, 0.0, np.hypot(self.spread, also))
        return [usual, (self.shock_rate, SHOCK_SHIFT, np.hypot(SHOCK_SPREAD, also))]

    def mean_chance(self, eta: Floats, also: Floats) -> Floats:
        """E[expit(eta + effect + noise)] over usual years, the effect of the edition integrated out."""
        sd = np.hypot(self.spread, also)[:, None]
        return np.asarray(expit(eta[:, None] + sd * NODES) @ WEIGHTS, dtype=np.float64)

    def quantile(self, level: float, eta: Floats, also: Floats) -> Floats:
        """Quantile of eta + effect + noise, by halving; expit of it is the quantile of the chance."""
        low, high = eta - 12.0, eta + 12.0
        for _ in range(45):
            middle = (low + high) / 2
            below = np.zeros_like(eta)
            for weight, shift, sd in self._parts(also):
                below += weight * ndtr((middle - eta - shift) / sd)
            low, high = np.where(below < level, middle, low), np.where(below < level, high, middle)
        return (low + high) / 2

    def draws(self, number: int, noise: npt.NDArray[np.float64]) -> Floats:
        """`number` effects in the mixture's exact proportions; `noise` is standard normal."""
        shocks = np.arange(number) < round(self.shock_rate * number)
        return np.where(shocks, SHOCK_SHIFT + SHOCK_SPREAD * noise, self.spread * noise)
