"""Shifted beta-geometric model of renewals: how long those stay who must say "again" each time.

Fader & Hardie (2007), "How to Project Customer Retention", Journal of Interactive Marketing 21(1). At each renewal a
customer leaves with its own probability theta ~ Beta(alpha, beta): those who stayed long are those who leave
seldom, so that retention rises with age though nobody changes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, hyp2f1

from .arrays import Floats, Jsonable, floats
from .enough import NotEnough
from .likelihood import climb, numeric

NEEDS = 30


@dataclass(frozen=True, slots=True)
class SBG(Jsonable):
    alpha: float
    beta: float
    log_likelihood: float
    standard_errors: tuple[float | None, ...]  # alpha, beta; None where the data do not tell
    customers: float

    def retention(self, renewal: npt.ArrayLike) -> Floats:
        """P(renews at the t-th occasion | was still there), t = 1, 2 ... (eq. 8)."""
        t = floats(renewal)
        return floats((self.beta + t - 1) / (self.alpha + self.beta + t - 1))

    def survival(self, renewal: npt.ArrayLike) -> Floats:
        """P(still there after the t-th occasion), 1 at t = 0."""
        t = floats(renewal)
        return floats(np.exp(betaln(self.alpha, self.beta + t) - betaln(self.alpha, self.beta)))

    def residual_lifetime(self, renewed: npt.ArrayLike, rate: float) -> Floats:
        """Discounted editions to come of one who renewed so many times, before it is known whether it will again.

        Fader & Hardie (2010), "Customer-Base Valuation in a Contractual Setting", eq. 6, less the payment just due.
        """
        if rate <= 0:
            raise ValueError(f"the discount rate must be above 0, not {rate}")
        n = floats(renewed)
        stays, whole = self.beta + n, self.alpha + self.beta + n
        return floats(stays / whole * hyp2f1(1, stays + 1, whole + 1, 1 / (1 + rate)) / (1 + rate))


def fit(lost: npt.ArrayLike, at_risk: npt.ArrayLike) -> SBG:
    """Of `at_risk[t]` customers `lost[t]` left at their t+1-th renewal; cohorts as rows, or added up before.

    Raises NotEnough below about 30 customers.
    """
    left, asked = np.broadcast_arrays(np.atleast_2d(floats(lost)), np.atleast_2d(floats(at_risk)))
    if ((left < 0) | (left > asked)).any():
        raise ValueError("more customers left than there were")
    left, asked = floats(left.sum(axis=0)), floats(asked.sum(axis=0))
    if asked.max(initial=0) < NEEDS:
        raise NotEnough(float(asked.max(initial=0)), NEEDS, "customers")
    age = np.arange(1, len(left) + 1)

    def negative(log_parameters: Floats) -> float:
        alpha, beta = np.exp(log_parameters)
        whole = np.log(alpha + beta + age - 1)
        return -float(left @ (np.log(alpha) - whole) + (asked - left) @ (np.log(beta + age - 1) - whole))

    top = climb(numeric(negative), [np.zeros(2), np.log([0.7, 3.0])])
    alpha, beta = top.parameters
    return SBG(alpha, beta, top.log_likelihood, top.standard_errors, float(asked[0]))
