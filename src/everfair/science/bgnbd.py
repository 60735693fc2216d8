"""Beta-geometric / NBD model of purchases at any time.

Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2). While alive a customer
buys at random at a rate lambda ~ Gamma(r, alpha); after each purchase it leaves for good with probability
p ~ Beta(a, b). A history is (x, t_x, T): repeat purchases, time of the last one, time watched, all since the first
purchase and in one unit of time.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, gammaln, hyp2f1, psi

from .arrays import Floats, Jsonable, floats, inner
from .likelihood import climb
from .transactions import Purchases, cells, checked

FEW = 5_000  # cells that show the way to the top of many more


@dataclass(frozen=True, slots=True)
class BGNBD(Jsonable):
    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    standard_errors: tuple[float | None, ...]  # r, alpha, a, b; None where the data do not tell
    customers: float

    def p_alive(self, x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike) -> Floats:
        """P(still a customer at T), shape as x; 1 without a repeat purchase, as nobody leaves before one."""
        x, t_x, T = checked(x, t_x, T)
        gone = np.log(self.a) - np.log(self.b + np.maximum(x, 1) - 1)
        gone = gone + (self.r + x) * np.log((self.alpha + T) / (self.alpha + t_x))
        return floats(np.where(x > 0, expit(-gone), 1.0))

    def expected(self, t: npt.ArrayLike, x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike) -> Floats:
        """Purchases in the time t after T (eq. 10)."""
        x, t_x, T = checked(x, t_x, T)
        t, a, b = floats(t), self.a, self.b
        whole = a + b + x - 1
        series = hyp2f1(self.r + x, b + x, whole, t / (self.alpha + T + t))
        left = ((self.alpha + T) / (self.alpha + T + t)) ** (self.r + x)
        return floats(whole / (a - 1) * (1 - left * series) * self.p_alive(x, t_x, T))

    def expected_of_a_new_customer(self, t: npt.ArrayLike) -> Floats:
        """Purchases by time t after the first one (eq. 9)."""
        return self.expected(t, 0, 0, 0)


def fit(x: npt.ArrayLike, t_x: npt.ArrayLike, T: npt.ArrayLike, count: npt.ArrayLike | None = None) -> BGNBD:
    """Maximum likelihood. Raises NotEnough with fewer than about 30 customers."""
    customers = cells(x, t_x, T, count)
    watched = float(customers.T.max())

    def negative(log_parameters: Floats) -> tuple[float, Floats]:
        return _negative(log_parameters, customers)

    starts = [np.log([1.0, watched / 4, 1.0, 2.0]), np.log([0.3, watched / 10, 1.0, 3.0])]
    if (step := len(customers.x) // FEW) > 1:
        few = customers.every(step)
        starts = [np.log(climb(lambda at: _negative(at, few), starts).parameters)]
    top = climb(negative, starts)
    r, alpha, a, b = top.parameters
    return BGNBD(r, alpha, a, b, top.log_likelihood, top.standard_errors, float(customers.count.sum()))


def _negative(log_parameters: Floats, of: Purchases) -> tuple[float, Floats]:
    """-LL and its slope in the logarithms. Terms of x alone are worked out, and summed, per distinct x."""
    r, alpha, a, b = np.exp(log_parameters)
    times, again, customers = of.times, np.maximum(of.times, 1), of.customers
    stays, power = np.log(alpha + of.T), r + of.x
    longer = stays - np.log(alpha + of.t_x)
    odds = of.each(np.where(times > 0, np.log(a) - np.log(b + again - 1), -np.inf)) + power * longer
    small = np.exp(-np.abs(odds))
    gone = of.count * np.where(odds > 0, 1.0, small) / (1 + small)
    of_x = gammaln(r + times) - gammaln(r) + r * np.log(alpha)
    of_x += gammaln(a + b) + gammaln(b + times) - gammaln(b) - gammaln(a + b + times)
    total = customers @ of_x + inner(of.count, np.maximum(odds, 0) + np.log1p(small) - power * stays)
    by_a = psi(a + b) - psi(a + b + times)
    waits = (of.count - gone) / (alpha + of.T) + gone / (alpha + of.t_x)
    slope = [
        customers @ (psi(r + times) - psi(r) + np.log(alpha)) - inner(of.count, stays) + inner(gone, longer),
        customers.sum() * r / alpha - inner(power, waits),
        customers @ by_a + gone.sum() / a,
        customers @ (by_a + psi(b + times) - psi(b)) - of.summed(gone) @ (1 / (b + again - 1)),
    ]
    return -float(total), floats(-np.array(slope) * np.exp(log_parameters))
