"""Gamma-gamma model of what a customer spends per purchase.

Fader & Hardie (2013), "The Gamma-Gamma Model of Monetary Value". Spend varies around a customer's own mean as
Gamma(p, nu), and nu over customers as Gamma(q, gamma). Spend must not depend on how often one buys:
`frequency_correlation` tells, and `is_independent` warns.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from .arrays import Bools, Floats, Jsonable, floats
from .enough import NotEnough
from .likelihood import climb, numeric

NEEDS = 30
DEPENDS = 0.1  # from this correlation of spend with frequency the model misjudges the frequent


@dataclass(frozen=True, slots=True)
class GammaGamma(Jsonable):
    p: float
    q: float
    gamma: float
    log_likelihood: float
    standard_errors: tuple[float | None, ...]  # p, q, gamma; None where the data do not tell
    frequency_correlation: float  # of the logarithm of mean spend with x
    customers: float

    @property
    def population_mean(self) -> float | None:
        """Mean spend per purchase over customers; None where it has no mean (q <= 1)."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else None

    @property
    def is_independent(self) -> bool:
        return abs(self.frequency_correlation) < DEPENDS

    def expected(self, x: npt.ArrayLike, mean_spend: npt.ArrayLike) -> Floats:
        """Mean spend to expect of a customer, between its own mean and the population's; x = 0 is a new one.

        ValueError where the population has no mean and x = 0.
        """
        x, m = np.broadcast_arrays(floats(x), floats(mean_spend))
        weight = self.p * x + self.q - 1
        if (weight <= 0).any():
            raise ValueError(f"no mean spend exists for a new customer: q={self.q:g} is not above 1")
        return floats(self.p * (self.gamma + x * m) / weight)

    def own_mean(self, x: npt.ArrayLike, mean_spend: npt.ArrayLike, draws: int, seed: int) -> Floats:
        """[draws, customers]: what a customer's own mean may be, given what was seen."""
        x, m = np.broadcast_arrays(floats(x), floats(mean_spend))
        random = np.random.default_rng(seed)
        nu = random.gamma(self.p * x + self.q, 1.0, (draws, len(x))) / (self.gamma + x * m)
        return floats(self.p / nu)


def fit(x: npt.ArrayLike, mean_spend: npt.ArrayLike, count: npt.ArrayLike | None = None) -> GammaGamma:
    """x purchases (1 or more) of `mean_spend` (above 0) each. Raises NotEnough below about 30 customers."""
    x, m = np.broadcast_arrays(floats(x), floats(mean_spend))
    count = np.ones(len(x)) if count is None else np.broadcast_to(floats(count), x.shape)
    _refuse_impossible(~((x >= 1) & (m > 0) & np.isfinite(m)), x, m)
    if count.sum() < NEEDS:
        raise NotEnough(float(count.sum()), NEEDS, "customers")
    unit = float(np.exp(np.average(np.log(m), weights=count)))
    top = climb(
        numeric(lambda at: -_log_likelihood(np.exp(at), x, m / unit, count)),
        [np.log([5.0, 4.0, 0.6]), np.log([1.0, 2.0, 1.0])],
    )
    p, q, gamma = top.parameters
    errors = (
        *top.standard_errors[:2],
        None if top.standard_errors[2] is None else top.standard_errors[2] * unit,
    )
    likelihood = top.log_likelihood - float(count.sum()) * float(np.log(unit))
    return GammaGamma(
        p, q, gamma * unit, likelihood, errors, _correlation(x, np.log(m), count), float(count.sum())
    )


def _log_likelihood(parameters: Floats, x: Floats, m: Floats, count: Floats) -> float:
    """log of eq. 1a."""
    p, q, gamma = parameters
    each = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
    each += (p * x - 1) * np.log(m) + p * x * np.log(x) - (p * x + q) * np.log(gamma + x * m)
    return float(count @ each)


def _correlation(a: Floats, b: Floats, count: Floats) -> float:
    a, b = a - np.average(a, weights=count), b - np.average(b, weights=count)
    spread = float(np.sqrt((count @ a**2) * (count @ b**2)))
    return float(count @ (a * b)) / spread if spread > 0 else 0.0


def _refuse_impossible(impossible: Bools, x: Floats, m: Floats) -> None:
    if impossible.any():
        at = int(np.argmax(impossible))
        raise ValueError(f"impossible purchases at {at}: x={x[at]:g}, mean spend {m[at]:g}")
