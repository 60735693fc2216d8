"""Standard errors from the curvature of a log-likelihood at its top."""

from collections.abc import Callable

import numpy as np

from .arrays import Floats, floats


def hessian(function: Callable[[Floats], float], at: Floats, step: float = 1e-3) -> Floats:
    """Central second differences of a function of k numbers, k x k."""
    k = len(at)
    steps = np.eye(k) * step

    def mixed(i: int, j: int) -> float:
        a, b = steps[i], steps[j]
        corners = function(at + a + b) - function(at + a - b) - function(at - a + b) + function(at - a - b)
        return corners / (4 * step * step)

    upper = np.array([[mixed(i, j) if i <= j else 0.0 for j in range(k)] for i in range(k)])
    return floats(upper + np.triu(upper, 1).T)


def standard_errors(negative: Callable[[Floats], float], at: Floats) -> Floats:
    """sqrt of the diagonal of the inverse Hessian; infinite where the data say nothing."""
    try:
        variance = np.diag(np.linalg.inv(hessian(negative, at)))
    except np.linalg.LinAlgError:
        return np.full(len(at), np.inf)
    return np.sqrt(np.where(variance > 0, variance, np.inf))
