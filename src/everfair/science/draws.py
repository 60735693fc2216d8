"""Intervals from draws."""

import numpy as np

from .arrays import Floats, floats


def shortest(draws: Floats, share: float = 0.9) -> tuple[Floats, Floats]:
    """Ends of the shortest interval that holds `share` of the draws; [draws, cells] to two [cells].

    Where most of the mass lies at an end, as at "nothing more will come", it covers what it says; an interval
    between quantiles would cover more.
    """
    ordered = np.sort(draws, axis=0)
    inside = min(len(ordered), int(np.ceil(share * len(ordered))))
    widths = ordered[inside - 1 :] - ordered[: len(ordered) - inside + 1]
    start, cell = widths.argmin(axis=0), np.arange(draws.shape[1])
    return floats(ordered[start, cell]), floats(ordered[start + inside - 1, cell])
