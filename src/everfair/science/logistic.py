"""Logistic regression of counts with a Gaussian prior: top of the posterior, curvature, evidence."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array, diags_array
from scipy.special import expit

from .arrays import Floats

LONGEST_STEP = 2.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Grouped trials: `came` of `count` for each row of the design."""

    design: csr_array  # [rows, coefficients]; sparse, as most columns are dummies
    came: Floats
    count: Floats


@dataclass(frozen=True, slots=True)
class Posterior:
    """Laplace approximation: Normal(mode, inverse of curvature)."""

    mode: Floats
    curvature: Floats
    log_likelihood: float
    log_evidence: float

    def covariance(self) -> Floats:
        return np.asarray(cho_solve(cho_factor(self.curvature), np.eye(len(self.mode))), dtype=np.float64)


def climb(rows: Rows, mean: Floats, precision: Floats, start: Floats | None = None) -> Posterior:
    """Newton steps, shortened where they leap; the log posterior is concave, so there is one top."""
    at = mean.copy() if start is None else start.copy()
    for _ in range(200):
        gradient, curvature = _slope(rows, at, mean, precision)
        step = np.asarray(cho_solve(cho_factor(curvature), gradient))
        longest = float(np.abs(step).max())
        at += step * min(1.0, LONGEST_STEP / max(longest, 1e-12))
        if longest < 1e-8:
            break
    return _posterior(rows, at, mean, precision)


def _slope(rows: Rows, at: Floats, mean: Floats, precision: Floats) -> tuple[Floats, Floats]:
    p = expit(rows.design @ at)
    gradient = rows.design.T @ (rows.came - rows.count * p) - precision * (at - mean)
    weighted = diags_array(rows.count * p * (1 - p)) @ rows.design
    curvature = (rows.design.T @ weighted).toarray() + np.diag(precision)
    return gradient, curvature


def _posterior(rows: Rows, at: Floats, mean: Floats, precision: Floats) -> Posterior:
    _, curvature = _slope(rows, at, mean, precision)
    eta = rows.design @ at
    fit = float(rows.came @ eta - rows.count @ np.logaddexp(0, eta))
    prior = float(-0.5 * precision @ (at - mean) ** 2 + 0.5 * np.log(precision).sum())
    evidence = fit + prior - 0.5 * float(np.linalg.slogdet(curvature)[1])
    return Posterior(at, curvature, fit, evidence)
