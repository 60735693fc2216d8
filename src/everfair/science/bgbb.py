"""Beta-geometric / beta-Bernoulli model of coming or staying away at discrete occasions.

Fader, Hardie & Shang (2010), "Customer-Base Analysis in a Discrete-Time Noncontractual Setting",
Marketing Science 29(6). While alive a customer comes to an edition with probability p ~ Beta(alpha, beta);
before each edition it leaves for good with probability theta ~ Beta(gamma, delta), independent of p.

A history is (x, t_x, n): editions attended after the first one, the number of the last attended
(0: only the first), and the editions held since the first. Cells carry a `count` of customers.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betaln, binom, hyp2f1, logsumexp

from .arrays import Floats, Jsonable, floats
from .curvature import standard_errors
from .enough import NotEnough

NEEDS = 30
VAGUE = 2.0  # a standard error of 2 on the log scale: known to a factor of seven, so not known
LOG_BOUND = (-9.0, 9.0)


@dataclass(frozen=True, slots=True)
class BGBB(Jsonable):
    alpha: float
    beta: float
    gamma: float
    delta: float
    log_likelihood: float
    standard_errors: tuple[float | None, ...]  # alpha, beta, gamma, delta; None where not identified
    customers: float

    def p_alive(self, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> Floats:
        """P(still a customer when the next edition comes), shape as x."""
        x, t_x, n = _histories(x, t_x, n)
        return floats(np.exp(self._alive(x, n, 0, 1) - _log_density(self._log_parameters(), x, t_x, n)))

    def chance(self, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> Floats:
        """P(comes to the next edition)."""
        return self.expected(1, x, t_x, n)

    def expected(self, periods: int, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> Floats:
        """Editions attended among the next `periods`; summed, as the closed form breaks at gamma = 1."""
        x, t_x, n = _histories(x, t_x, n)
        density = _log_density(self._log_parameters(), x, t_x, n)
        terms = [self._alive(x, n, 1, ahead) - density for ahead in range(1, periods + 1)]
        return floats(np.exp(terms).sum(axis=0))

    def det(self, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike, rate: float) -> Floats:
        """Discounted expected transactions over all editions to come, `rate` per edition (.1 is 10 %)."""
        if rate <= 0:
            raise ValueError(f"the discount rate must be above 0, not {rate}")
        x, t_x, n = _histories(x, t_x, n)
        series = hyp2f1(1, self.delta + n + 1, self.gamma + self.delta + n + 1, 1 / (1 + rate))
        density = _log_density(self._log_parameters(), x, t_x, n)
        return floats(np.exp(self._alive(x, n, 1, 1) - density) * series / (1 + rate))

    def share_attending(self, n: int) -> Floats:
        """P(X(n) = x) for x = 0..n among new customers; sums to 1."""
        return np.array([self._share(x, n) for x in range(n + 1)])

    def _share(self, x: int, n: int) -> float:
        last = np.arange(x, n)
        left = binom(last, x) * np.exp(
            betaln(self.alpha + x, self.beta + last - x) + betaln(self.gamma + 1, self.delta + last)
        )
        stayed = binom(n, x) * np.exp(
            betaln(self.alpha + x, self.beta + n - x) + betaln(self.gamma, self.delta + n)
        )
        start = betaln(self.alpha, self.beta) + betaln(self.gamma, self.delta)
        return float((stayed + left.sum()) * np.exp(-start))

    def _alive(self, x: Floats, n: Floats, more: int, ahead: int) -> Floats:
        """log P(this history, alive `ahead` editions on, and `more` further visits there)."""
        came = betaln(self.alpha + x + more, self.beta + n - x) - betaln(self.alpha, self.beta)
        return floats(came + betaln(self.gamma, self.delta + n + ahead) - betaln(self.gamma, self.delta))

    def _log_parameters(self) -> Floats:
        return floats(np.log([self.alpha, self.beta, self.gamma, self.delta]))


def fit(x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike, count: npt.ArrayLike) -> BGBB:
    """Maximum likelihood. Raises NotEnough where fewer than about 30 customers have had a further edition."""
    x, t_x, n = _histories(x, t_x, n)
    count = floats(count)
    informative = float(count[n > 0].sum())
    if informative < NEEDS:
        raise NotEnough(informative, NEEDS, "customers")

    def negative(log_parameters: Floats) -> float:
        return -float(count @ _log_density(log_parameters, x, t_x, n))

    starts = [np.zeros(4), np.log([1.0, 1.0, 1.0, 4.0])]
    best = min((_climb(negative, start) for start in starts), key=negative)
    errors = standard_errors(negative, best)
    clear = (errors < VAGUE) & (np.abs(best) < LOG_BOUND[1] - 0.01)
    alpha, beta, gamma, delta = (float(value) for value in np.exp(best))
    told = tuple(
        float(error) if known else None for error, known in zip(errors * np.exp(best), clear, strict=True)
    )
    return BGBB(alpha, beta, gamma, delta, -negative(best), told, float(count.sum()))


def log_likelihood(model: BGBB, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> Floats:
    """log P(this very history) per cell."""
    return _log_density(model._log_parameters(), *_histories(x, t_x, n))


def _climb(negative: object, start: Floats) -> Floats:
    result = minimize(negative, start, method="L-BFGS-B", bounds=[LOG_BOUND] * 4, options={"ftol": 1e-13})
    return np.asarray(result.x, dtype=np.float64)


def _histories(x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    x, t_x, n = np.broadcast_arrays(floats(x), floats(t_x), floats(n))
    impossible = (x < 0) | (x > t_x) | (t_x > n) | ((x == 0) & (t_x > 0))
    if impossible.any():
        at = int(np.argmax(impossible))
        raise ValueError(f"impossible history at {at}: x={x[at]:g}, t_x={t_x[at]:g}, n={n[at]:g}")
    return x, t_x, n


def _log_density(log_parameters: Floats, x: Floats, t_x: Floats, n: Floats) -> Floats:
    a, b, g, d = np.exp(log_parameters)
    alive = betaln(a + x, b + n - x) + betaln(g, d + n)
    since = np.arange(int((n - t_x).max(initial=0)))[:, None]
    left = betaln(a + x, b + t_x - x + since) + betaln(g + 1, d + t_x + since)
    left = np.where(since < n - t_x, left, -np.inf)
    total = logsumexp(np.vstack([alive[None, :], left]), axis=0)
    return floats(total - betaln(a, b) - betaln(g, d))
