"""Beta-geometric / beta-Bernoulli model of coming or staying away at discrete occasions.

Fader, Hardie & Shang (2010), "Customer-Base Analysis in a Discrete-Time Noncontractual Setting",
Marketing Science 29(6). While alive a customer comes to an edition with probability p ~ Beta(alpha, beta);
before each edition it leaves for good with probability theta ~ Beta(gamma, delta), independent of p.

A history is (x, t_x, n): editions attended after the first one, the number of the last attended
(0: only the first), and the editions held since the first. Cells carry a `count` of customers. With covariates, and
effects of cohort and edition: `bgbb_effects`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, binom, digamma, gammaln, hyp2f1

from .arrays import Floats, Ints, Jsonable, floats
from .enough import NotEnough
from .histories import distinct_rows
from .likelihood import climb

NEEDS = 30
STARTS = (np.zeros(4), np.log([1.0, 1.0, 1.0, 4.0]))


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
        return p_alive(floats([self.alpha, self.beta, self.gamma, self.delta]), x, t_x, n)

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
    ways, alike = _alike(x, t_x, n)
    customers = floats(np.bincount(alike, np.broadcast_to(count, x.shape)))
    top = climb(lambda at: ways.negative(at, customers), STARTS)
    alpha, beta, gamma, delta = top.parameters
    return BGBB(alpha, beta, gamma, delta, top.log_likelihood, top.standard_errors, float(customers.sum()))


def p_alive(parameters: Floats, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> Floats:
    """P(still a customer when the next edition comes), shape as x; [draws, histories] of `parameters` (alpha, beta,
    gamma, delta) that are [draws, 4]."""
    ways, alike = _alike(*_histories(x, t_x, n))
    return ways.alive(parameters).take(alike, axis=-1)


def log_likelihood(model: BGBB, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> Floats:
    """log P(this very history) per cell."""
    return _log_density(model._log_parameters(), *_histories(x, t_x, n))


def _histories(x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    x, t_x, n = np.broadcast_arrays(floats(x), floats(t_x), floats(n))
    impossible = (x < 0) | (x > t_x) | (t_x > n) | ((x == 0) & (t_x > 0))
    impossible |= (np.rint(x) != x) | (np.rint(t_x) != t_x) | (np.rint(n) != n)
    if impossible.any():
        at = int(np.argmax(impossible))
        raise ValueError(f"impossible history at {at}: x={x[at]:g}, t_x={t_x[at]:g}, n={n[at]:g}")
    return x, t_x, n


def _log_density(log_parameters: Floats, x: Floats, t_x: Floats, n: Floats) -> Floats:
    ways, alike = _alike(x, t_x, n)
    return ways.log_density(log_parameters)[alike]


def _alike(x: Floats, t_x: Floats, n: Floats) -> tuple["Ways", npt.NDArray[np.intp]]:
    """The ways of the distinct histories, and which of these each row is."""
    rows = np.column_stack([x, t_x, n]).astype(np.int64)
    at, alike = distinct_rows(rows)
    return Ways.of(*rows[at].T), alike


@dataclass(frozen=True, slots=True)
class Ways:
    """How each history may have come about: still alive, or left after the last time it came, 0, 1, .. editions on.

    A way has the chance B(alpha + came, beta + missed) B(gamma + left, delta + stayed) / B(alpha, beta) B(gamma,
    delta), for editions `came` to and `missed` while alive, `stayed` survived, and `left` 1 or 0. Its Gamma functions
    are of a parameter plus a whole number: each is worked out once for a number and looked up for all ways.

    Parameters are [4], or [draws, 4] and what is told of them [draws, ...].
    """

    came: Ints
    missed: Ints
    left: Ints
    stayed: Ints
    history: Ints  # the row each way is one of; ways of a history lie together
    first: Ints  # where the ways of each history begin

    @classmethod
    def of(cls, x: Ints, t_x: Ints, n: Ints) -> "Ways":
        many = n - t_x + 1
        first = np.cumsum(many) - many
        history = np.repeat(np.arange(len(x)), many)
        stayed = t_x[history] + np.arange(len(history)) - first[history]
        left = (stayed < n[history]).astype(np.int64)
        return cls(x[history], stayed - x[history], left, stayed, history, first)

    def log_density(self, log_parameters: Floats) -> Floats:
        """log P(history), a row each."""
        return self._summed(self._log_chances(np.exp(log_parameters)))

    def alive(self, parameters: Floats) -> Floats:
        """P(still a customer when the next edition comes): alive so far, which is the last way, and once more."""
        chances = self._log_chances(parameters)
        last = np.append(self.first[1:], len(self.history)) - 1
        gamma, delta = parameters.T[2:, ..., None]
        stays = (delta + self.stayed[last]) / (gamma + delta + self.stayed[last])
        return floats(np.exp(chances.take(last, axis=-1) - self._summed(chances)) * stays)

    def negative(self, log_parameters: Floats, count: Floats) -> tuple[float, Floats]:
        """-LL of so many customers of each history, and its slope in the logarithms of the parameters."""
        parameters = np.exp(log_parameters)
        chances = self._log_chances(parameters)
        density = self._summed(chances)
        weight = np.exp(chances - density[self.history]) * count[self.history]
        return -float(count @ density), -self._slope(parameters, weight) * parameters

    def _log_chances(self, parameters: Floats) -> Floats:
        a, b, g, d = parameters.T[..., None]
        comes = self._gamma(a, self.came) + self._gamma(b, self.missed) - self._gamma(a + b, self.stayed)
        stays = self._gamma(g, self.left) + self._gamma(d, self.stayed) - self._gamma(g + d, self._lived)
        return floats(comes + stays - betaln(a, b) - betaln(g, d))

    def _slope(self, parameters: Floats, weight: Floats) -> Floats:
        """Of LL in the parameters, `weight` being how many customers are thought to have come that way."""
        a, b, g, d = parameters

        def rise(parameter: float, steps: Ints) -> float:
            customers = np.bincount(steps, weight, minlength=self._longest)
            return float(customers @ (digamma(parameter + np.arange(self._longest)) - digamma(parameter)))

        coming, staying = rise(a + b, self.stayed), rise(g + d, self._lived)
        came, missed = rise(a, self.came) - coming, rise(b, self.missed) - coming
        return floats([came, missed, rise(g, self.left) - staying, rise(d, self.stayed) - staying])

    def _summed(self, chances: Floats) -> Floats:
        """log of the sum of exp over the ways of each history."""
        highest = np.maximum.reduceat(chances, self.first, axis=-1)
        shares = np.exp(chances - highest.take(self.history, axis=-1))
        return floats(highest + np.log(np.add.reduceat(shares, self.first, axis=-1)))

    def _gamma(self, parameter: Floats, steps: Ints) -> Floats:
        """log Gamma of the parameter and so many steps on."""
        return floats(gammaln(parameter + np.arange(self._longest))).take(steps, axis=-1)

    @property
    def _lived(self) -> Ints:
        return self.left + self.stayed

    @property
    def _longest(self) -> int:
        return int(self.stayed.max(initial=0)) + 2
