"""Quality of a relationship: satisfaction, trust, belonging and commercial friendship, from several items each.

Reliability: Cronbach's alpha (1951) with Feldt's interval (1965). Scores run from 0 to 1 over the scale of the items.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import f as f_distribution

from .arrays import Floats, Interval, Jsonable, floats
from .enough import NotEnough

NEEDS = 30
PARTS = ("satisfaction", "trust", "belonging", "friendship")
HALF = 0.5  # of the items of a part must be answered for a score


@dataclass(frozen=True, slots=True)
class Alpha(Jsonable):
    """How well items agree: 1 if they say the same, about 0 if they have nothing in common. 90 % interval."""

    alpha: float
    interval: Interval
    items: int
    n: int
    without: tuple[float, ...]  # alpha if that item were left out: higher means that it does not belong

    @property
    def is_reliable(self) -> bool:
        """.7 is what Nunnally (1978) asks of a scale."""
        return self.alpha >= 0.7


def alpha(items: npt.ArrayLike) -> Alpha:
    """[respondents, items], turned so that high is good; rows with gaps are left out. Raises NotEnough below 30
    respondents, ValueError with one item, or where nobody's answers differ."""
    table = np.atleast_2d(floats(items))
    table = floats(table[np.isfinite(table).all(axis=1)])
    n, k = table.shape
    if k < 2:
        raise ValueError("one item cannot agree with itself: at least two are needed")
    if n < NEEDS:
        raise NotEnough(n, NEEDS, "respondents")
    found = _alpha(table)
    freedom = (n - 1, (n - 1) * (k - 1))
    ends = tuple(float(1 - (1 - found) * f_distribution.ppf(tail, *freedom)) for tail in (0.95, 0.05))
    without = tuple(_alpha(np.delete(table, at, axis=1)) for at in range(k)) if k > 2 else ()
    return Alpha(found, (ends[0], ends[1]), k, n, without)


def _alpha(table: Floats) -> float:
    k, total = table.shape[1], float(table.sum(axis=1).var(ddof=1))
    if total == 0:
        raise ValueError("all respondents gave the same answers: nothing can be said about agreement")
    return float(k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / total))


def score(items: npt.ArrayLike, *, low: float, high: float, turned: Sequence[int] = ()) -> Floats:
    """[respondents] from 0 to 1: the mean of the items answered, nan where fewer than half were. `turned` items are
    those in which high is bad."""
    table = (np.atleast_2d(floats(items)) - low) / (high - low)
    if ((table < -1e-9) | (table > 1 + 1e-9)).any():
        raise ValueError(f"answers outside the scale from {low:g} to {high:g}")
    table[:, list(turned)] = 1 - table[:, list(turned)]
    answered = np.isfinite(table)
    enough = answered.mean(axis=1) >= HALF
    total, many = np.where(answered, table, 0).sum(axis=1), np.maximum(answered.sum(axis=1), 1)
    return floats(np.where(enough, total / many, np.nan))


def overall(parts: Mapping[str, npt.ArrayLike]) -> Floats:
    """Mean of the four parts; nan unless all four are known, as one cannot stand for another."""
    missing = set(PARTS) - set(parts)
    if missing:
        raise ValueError(f"parts missing: {', '.join(sorted(missing))}")
    return floats(np.mean([floats(parts[part]) for part in PARTS], axis=0))
