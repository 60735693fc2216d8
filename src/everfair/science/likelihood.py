"""The top of a likelihood whose parameters are all above zero: climbed on their logarithms, with its slope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from .arrays import Floats, floats

VAGUE = 2.0  # a standard error of 2 on the log scale: known to a factor of seven, so not known
BOUND = 9.0  # parameters beyond e^9 or below e^-9 say "any", not a number

Slope = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True, slots=True)
class Top:
    """Parameters on their own scale; a standard error is None where the data do not tell the parameter."""

    parameters: tuple[float, ...]
    standard_errors: tuple[float | None, ...]
    log_likelihood: float
    curvature: Floats  # [k, k] of -LL in the logarithms

    def draws(self, count: int, seed: int) -> Floats:
        """[count, k] parameters from the Laplace approximation; what the data do not tell varies by a factor of
        seven either way, and no further."""
        along, directions = np.linalg.eigh(self.curvature)
        spread = 1 / np.sqrt(np.maximum(along, 0) + VAGUE**-2)
        normal = np.random.default_rng(seed).standard_normal((count, len(along)))
        drawn = np.log(self.parameters) + (normal * spread) @ directions.T
        return floats(np.exp(np.clip(drawn, -BOUND, BOUND)))


def climb(negative: Slope, starts: Sequence[Floats]) -> Top:
    """The highest top reached from `starts` (logarithms). `negative(log parameters)` gives -LL and its slope."""
    tops = [_climbed(negative, start) for start in starts]
    at = min(tops, key=lambda top: negative(top)[0])
    bend = curvature(negative, at)
    errors = _errors(bend)
    known = np.isfinite(errors) & (errors < VAGUE) & (np.abs(at) < BOUND - 0.01)
    values = np.exp(at)
    told = tuple(
        float(error * value) if clear else None
        for error, value, clear in zip(errors, values, known, strict=True)
    )
    return Top(tuple(float(value) for value in values), told, -negative(at)[0], bend)


def numeric(negative: Callable[[Floats], float], step: float = 1e-5) -> Slope:
    """The same with a slope by central differences, where none is known by hand."""

    def both(at: Floats) -> tuple[float, Floats]:
        steps = np.eye(len(at)) * step
        slope = [(negative(at + one) - negative(at - one)) / (2 * step) for one in steps]
        return negative(at), floats(slope)

    return both


def _climbed(negative: Slope, start: Floats) -> Floats:
    bounds = [(-BOUND, BOUND)] * len(start)
    options = {"ftol": 1e-13, "gtol": 1e-7, "maxiter": 500}
    result = minimize(negative, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return floats(result.x)


def curvature(negative: Slope, at: Floats, step: float = 1e-4) -> Floats:
    """From differences of the slope, made symmetric."""
    rows = floats([negative(at + one)[1] - negative(at - one)[1] for one in np.eye(len(at)) * step])
    return floats((rows + rows.T) / (4 * step))


def _errors(bend: Floats) -> Floats:
    """Of the logarithms; infinite where the curvature has no inverse that is one of errors."""
    unknown = np.full(len(bend), np.inf)
    if not np.isfinite(bend).all() or np.linalg.eigvalsh(bend)[0] <= 0:
        return unknown
    return floats(np.sqrt(np.diag(np.linalg.inv(bend))))
