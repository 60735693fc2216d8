"""Pareto / NBD model of purchases at any time by customers who may leave at any time.

Schmittlein, Morrison & Colombo (1987), "Counting Your Customers: Who Are They and What Will They Do Next?",
Management Science 33(1), in the form of Fader & Hardie (2005), "A Note on Deriving the Pareto/NBD Model". Purchases
come at a rate lambda ~ Gamma(r, alpha); the customer leaves at a rate mu ~ Gamma(s, beta). Histories as in `bgnbd`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, hyp2f1

from .arrays import Floats, Jsonable, floats
from .likelihood import climb, numeric
from .transactions import Purchases, cells, checked

OUT_OF_RANGE = -1e15  # parameters so far off that the hypergeometric series has no number: climb back


@dataclass(frozen=True, slots=True)
class ParetoNBD(Jsonable):
    r: float
    alpha: float
    s: float
    beta: float
    log_likelihood: float
    standard_errors: tuple[float | None, ...]  # r, alpha, s, beta; None where the data do not tell
    customers: float

    def p_alive(self, x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike) -> Floats:
        """P(still a customer at T), shape as x."""
        x, t_x, T = checked(x, t_x, T)
        return floats(np.exp(-np.logaddexp(0, _log_odds_of_having_left(self._parameters, x, t_x, T))))

    def expected(self, t: npt.ArrayLike, x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike) -> Floats:
        """Purchases in the time t after T."""
        x, t_x, T = checked(x, t_x, T)
        rate = (self.r + x) / (self.alpha + T)
        return floats(rate * self._time_alive(floats(t), T) * self.p_alive(x, t_x, T))

    def _time_alive(self, t: Floats, T: Floats) -> Floats:
        """Mean of the time stayed in the next t by one alive at T; (1 - q^(s-1)) / (s-1), a logarithm at s = 1."""
        more = np.log1p(t / (self.beta + T))
        power = (self.s - 1) * more
        safe = np.where(np.abs(power) < 1e-9, 1.0, power)
        share = np.where(np.abs(power) < 1e-9, 1 - power / 2, -np.expm1(-safe) / safe)
        return floats((self.beta + T) * more * share)

    @property
    def _parameters(self) -> Floats:
        return floats([self.r, self.alpha, self.s, self.beta])


def fit(
    x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike, count: npt.ArrayLike | None = None
) -> ParetoNBD:
    """Maximum likelihood. Raises NotEnough with fewer than about 30 customers."""
    customers = cells(x, t_x, T, count)
    watched = float(customers.T.max())
    starts = [np.log([0.5, watched / 4, 0.6, watched / 4]), np.log([1.0, watched / 4, 1.0, watched])]
    top = climb(numeric(lambda at: -_log_likelihood(np.exp(at), customers)), starts)
    r, alpha, s, beta = top.parameters
    return ParetoNBD(r, alpha, s, beta, top.log_likelihood, top.standard_errors, float(customers.count.sum()))


def _log_likelihood(parameters: Floats, of: Purchases) -> float:
    r, alpha, s, beta = parameters
    alive = -(r + of.x) * np.log(alpha + of.T) - s * np.log(beta + of.T)
    of_x = of.each(gammaln(r + of.times) - gammaln(r)) + r * np.log(alpha) + s * np.log(beta)
    odds = _log_odds_of_having_left(parameters, of.x, of.t_x, of.T)
    with np.errstate(invalid="ignore"):
        total = float(of.count @ (of_x + alive + np.logaddexp(0, odds)))
    return total if np.isfinite(total) else OUT_OF_RANGE


def _log_odds_of_having_left(parameters: Floats, x: Floats, t_x: Floats, T: Floats) -> Floats:
    """log of s / (r+s+x) * A0 * (alpha+T)^(r+x) * (beta+T)^s; -inf for one who was seen at T itself.

    Powers are taken of ratios to the values at T, so that long histories do not run out of range.
    """
    r, alpha, s, beta = parameters
    whole, more, far = r + s + x, abs(alpha - beta), max(alpha, beta)
    second = s + 1 if alpha >= beta else r + x
    log_far = np.log(far + T)
    late = hyp2f1(whole, second, whole + 1, more / (far + T))
    early = hyp2f1(whole, second, whole + 1, more / (far + t_x)) * np.exp(
        whole * (log_far - np.log(far + t_x))
    )
    scale = (r + x) * np.log(alpha + T) + s * np.log(beta + T) - whole * log_far
    with np.errstate(divide="ignore", invalid="ignore"):
        return floats(np.log(s / whole) + np.log(np.maximum(early - late, 0.0)) + scale)
