"""Logistic regression of counts with a prior that is Normal or has the heavier tails of Student's t: top of the
posterior, curvature, evidence."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array, diags_array
from scipy.special import expit

from .arrays import Floats

LONGEST_STEP, TOP = 2.0, 1e-8
NORMAL = 1e-9  # tails so light that nothing tells them from the Normal


@dataclass(frozen=True, slots=True)
class Rows:
    """Grouped trials: `came` of `count` for each row of the design."""

    design: (
        csr_array | Floats
    )  # [rows, coefficients]; sparse where rows are very many and most columns dummies
    came: Floats
    count: Floats


@dataclass(frozen=True, slots=True)
class Prior:
    """Of each coefficient, on its own: `tails` is 1 / degrees of freedom, next to 0 for Normal."""

    mean: Floats
    spread: Floats
    tails: Floats

    @classmethod
    def normal(cls, mean: Floats, spread: Floats) -> "Prior":
        return cls(mean, spread, np.full(len(mean), NORMAL))

    def pull(self, at: Floats) -> Floats:
        """By how much each is drawn to its mean, as a precision; one far out is drawn less where tails are heavy. It
        is the curvature of a parabola that touches the density from below, so that steps by it never leap too far
        (Lange, Little & Taylor 1989)."""
        return (1 + self.tails) / (self.spread**2 + self.tails * (at - self.mean) ** 2)

    def curvature(self, at: Floats) -> Floats:
        """Of -log density, where it is not hollow."""
        far = self.tails * (at - self.mean) ** 2
        hollow = (1 + self.tails) * (self.spread**2 - far) / (self.spread**2 + far) ** 2
        return np.maximum(hollow, 0.0)

    def log_density(self, at: Floats) -> float:
        """Up to what depends on tails alone."""
        far = self.tails * ((at - self.mean) / self.spread) ** 2
        return float((-(1 + self.tails) / (2 * self.tails) * np.log1p(far) - np.log(self.spread)).sum())


@dataclass(frozen=True, slots=True)
class Posterior:
    """Laplace approximation: Normal(mode, inverse of curvature)."""

    mode: Floats
    curvature: Floats
    log_likelihood: float
    log_evidence: float

    def covariance(self) -> Floats:
        return np.asarray(cho_solve(cho_factor(self.curvature), np.eye(len(self.mode))), dtype=np.float64)


def climb(rows: Rows, prior: Prior, start: Floats | None = None, *, near: float = TOP) -> Posterior:
    """Newton steps, shortened where they leap, until one is no longer than `near`. With Normal priors the log posterior
    is concave, so there is one top; with heavier tails the one reached from `start`, or from the mean."""
    at = prior.mean.copy() if start is None else start.copy()
    for _ in range(200):
        pull = prior.pull(at)
        gradient, curvature = _slope(rows, at)
        step = np.asarray(
            cho_solve(cho_factor(curvature + np.diag(pull)), gradient - pull * (at - prior.mean))
        )
        longest = float(np.abs(step).max())
        at += step * min(1.0, LONGEST_STEP / max(longest, 1e-12))
        if longest < near:
            break
    return _posterior(rows, at, prior)


def _slope(rows: Rows, at: Floats) -> tuple[Floats, Floats]:
    """Of the log-likelihood: gradient, and curvature downwards."""
    p = expit(rows.design @ at)
    weight = rows.count * p * (1 - p)
    if isinstance(rows.design, np.ndarray):
        curvature = rows.design.T @ (rows.design * weight[:, None])
    else:
        curvature = (rows.design.T @ diags_array(weight) @ rows.design).toarray()
    return rows.design.T @ (rows.came - rows.count * p), curvature


def _posterior(rows: Rows, at: Floats, prior: Prior) -> Posterior:
    curvature = _slope(rows, at)[1] + np.diag(prior.curvature(at))
    eta = rows.design @ at
    fit = float(rows.came @ eta - rows.count @ np.logaddexp(0, eta))
    evidence = fit + prior.log_density(at) - 0.5 * float(np.linalg.slogdet(curvature)[1])
    return Posterior(at, curvature, fit, evidence)
