"""The edition to come as a whole: a usual year, or now and then a shock.

On the logit scale the effect of an edition in a usual year is spread x Student's t with four degrees of freedom: most
differ by little, and now and then one by much. A shock (an epidemic, a fair moved to a bad date) draws
Normal(shift, 0.5). Real fairs hit by a shock drew 2.4 times fewer than forecast:
.6 became .25, a shift of about -1.3. About one edition in eight is taken to be a shock, and calm years do not
lower that: they say little about the next epidemic. It rises where a fair has seen more.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import chdtri, expit, ndtr

from .arrays import Floats

SHOCK_SHIFT, SHOCK_SPREAD = -1.3, 0.5
LEAST_SHOCK_RATE = 0.12
SHOCKS_BEFORE, EDITIONS_BEFORE = 1.0, 10.0
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
TAILS = 1 / 4  # of Student's t: 1 / degrees of freedom
STEPS = 8  # Student's t as that many Normals, equally likely, of different spread
WIDTHS = np.sqrt(1 / (TAILS * chdtri(1 / TAILS, (np.arange(STEPS) + 0.5) / STEPS)))


def shock_rate(shocks: int, editions: int) -> float:
    """P(the edition to come is a shock), from the past editions and how many of them were."""
    return max(LEAST_SHOCK_RATE, (SHOCKS_BEFORE + shocks) / (EDITIONS_BEFORE + editions))


@dataclass(frozen=True, slots=True)
class EditionEffect:
    """Mixture of a usual year and a shock, on the logit scale."""

    spread: float
    shock_rate: float

    def _usual(self, also: Floats) -> list[tuple[float, float, Floats]]:
        """(weight, shift, standard deviation with `also` other uncertainty in it)."""
        return [(1 / STEPS, 0.0, np.hypot(self.spread * width, also)) for width in WIDTHS]

    def _parts(self, also: Floats) -> list[tuple[float, float, Floats]]:
        usual = [((1 - self.shock_rate) * weight, shift, sd) for weight, shift, sd in self._usual(also)]
        return [*usual, (self.shock_rate, SHOCK_SHIFT, np.hypot(SHOCK_SPREAD, also))]

    def mean_chance(self, eta: Floats, also: Floats) -> Floats:
        """E[expit(eta + effect + noise)] over usual years, the effect of the edition integrated out."""
        parts = [weight * _mean_chance(eta, sd) for weight, _, sd in self._usual(also)]
        return np.asarray(np.sum(parts, axis=0), dtype=np.float64)

    def quantile(self, level: float, eta: Floats, also: Floats) -> Floats:
        """Quantile of eta + effect + noise, by halving; expit of it is the quantile of the chance."""
        low, high = eta - 12.0, eta + 12.0
        parts = self._parts(also)
        for _ in range(45):
            middle = (low + high) / 2
            below = np.zeros_like(eta)
            for weight, shift, sd in parts:
                below += weight * ndtr((middle - eta - shift) / sd)
            low, high = np.where(below < level, middle, low), np.where(below < level, high, middle)
        return (low + high) / 2

    def draws(self, number: int, noise: npt.NDArray[np.float64]) -> Floats:
        """`number` effects in the mixture's exact proportions; `noise` is standard normal."""
        shocks = np.arange(number) < round(self.shock_rate * number)
        widths = WIDTHS[np.arange(number) % STEPS]
        return np.where(shocks, SHOCK_SHIFT + SHOCK_SPREAD * noise, self.spread * widths * noise)


def _mean_chance(eta: Floats, sd: Floats) -> Floats:
    return np.asarray(expit(eta[:, None] + sd[:, None] * NODES) @ WEIGHTS, dtype=np.float64)
