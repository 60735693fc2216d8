"""What care changed: those who got it against a random hold-out.

Difference in means within strata, averaged with the strata's sizes; with a covariate known before (the forecast
chance) the outcome is adjusted first: CUPED, Deng, Xu, Kohavi & Walker (2013), which narrows the interval and
moves nothing on average. An arm in which all came, or nobody, still varies: as one success and one failure more
would have it (Agresti & Caffo 2000). Two plain proportions: Newcombe (1998), method 10. Intervals are 95 %.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit

from .arrays import Bools, Floats, Interval, Jsonable, floats
from .backtest import wilson
from .enough import NotEnough

FEWEST_PER_ARM = 10
WORTH_SEEING = 0.10  # ten points of rebooking: what a round should be able to tell
Z_95, Z_POWER_80 = float(ndtri(0.975)), float(ndtri(0.8))


def needs_about(share: float, difference: float = WORTH_SEEING) -> int:
    """Relationships per arm to see `difference` from `share` in four rounds of five (power 80 %, level 5 %)."""
    other = min(max(share + difference, 0.0), 1.0)
    variance = share * (1 - share) + other * (1 - other)
    return max(FEWEST_PER_ARM, int(np.ceil((Z_95 + Z_POWER_80) ** 2 * variance / difference**2)))


def newcombe(came: float, count: float, held_came: float, held: float) -> tuple[float, float, float]:
    """(difference, low, high) of two proportions, from their Wilson intervals."""
    if min(count, held) < FEWEST_PER_ARM:
        raise NotEnough(min(count, held), needs_about((came + held_came) / max(count + held, 1)), "per arm")
    a, b = came / count, held_came / held
    (a_low, a_high), (b_low, b_high) = wilson(came, count, Z_95), wilson(held_came, held, Z_95)
    low = a - b - np.hypot(a - a_low, b_high - b)
    high = a - b + np.hypot(a_high - a, b - b_low)
    return a - b, max(-1.0, float(low)), min(1.0, float(high))


@dataclass(frozen=True, slots=True)
class Effect(Jsonable):
    """Per relationship treated: in shares if the outcome is 0 or 1, in its own unit if it is money."""

    difference: float
    low: float
    high: float
    standard_error: float
    treated: float
    held_out: float
    treated_mean: float
    held_out_mean: float  # as the treated would have been without care: treated_mean - difference
    variance_kept: float  # 1: the covariate took nothing away; .6: 40 % fewer relationships do
    left_out: float  # relationships in strata with one arm only
    needs: int  # per arm, to see ten points (outcomes of 0 and 1)

    @property
    def verdict(self) -> str:
        """rose, fell, or unclear: the interval has 0 in it."""
        return "rose" if self.low > 0 else "fell" if self.high < 0 else "unclear"

    @property
    def detectable(self) -> float:
        """The smallest difference that four such rounds of five would have shown."""
        return (Z_95 + Z_POWER_80) * self.standard_error

    def additional(self) -> tuple[float, float, float]:
        """(about, low, high) how many more came, or how much more money, than without."""
        return self.difference * self.treated, self.low * self.treated, self.high * self.treated

    def returned(self, worth: float) -> tuple[float, float, float]:
        """Money that came back: additional bookings at `worth` each (minor units)."""
        about, low, high = self.additional()
        return about * worth, low * worth, high * worth

    def cost_per_additional(self, cost: float) -> tuple[float | None, float | None, float | None]:
        """(about, low, high) of cost / additional; None where so few may have been added that it has no top."""
        about, low, high = self.additional()
        each = tuple(cost / more if more > 0 else None for more in (about, high, low))
        return each[0], each[1], each[2]


def effect(
    outcome: npt.ArrayLike,
    treated: npt.ArrayLike,
    stratum: npt.ArrayLike | None = None,
    covariate: npt.ArrayLike | None = None,
) -> Effect:
    """One row per relationship. treated: bool, drawn at random within its stratum (segment).

    Raises NotEnough with fewer than ten in an arm of the strata that have both.
    """
    y, care = floats(outcome), np.atleast_1d(np.asarray(treated, dtype=bool))
    strata = np.zeros(len(y)) if stratum is None else np.atleast_1d(np.asarray(stratum))
    _, group = np.unique(strata, return_inverse=True)
    group = group.reshape(-1)
    used = _both_arms(care, group)
    _enough(y, care, used)
    x = np.zeros(len(y)) if covariate is None else floats(covariate)
    left_out = float((~used).sum())
    _, dense = np.unique(group[used], return_inverse=True)
    return _compare(_Arms(y[used], x[used], care[used], dense.reshape(-1)), left_out)


@dataclass(frozen=True, slots=True)
class _Arms:
    y: Floats
    x: Floats
    care: Bools
    group: npt.NDArray[np.intp]

    def within(self, values: Floats) -> Floats:
        """Values less the mean of their stratum and arm."""
        key = self.group * 2 + self.care
        size = np.maximum(np.bincount(key), 1)
        return np.asarray(values - (np.bincount(key, values) / size)[key], dtype=np.float64)

    def sizes(self, care: bool) -> Floats:
        return floats(np.bincount(self.group[self.care == care], minlength=self.group.max() + 1))

    def means(self, values: Floats, care: bool) -> Floats:
        of = self.care == care
        totals = floats(np.bincount(self.group[of], values[of], minlength=self.group.max() + 1))
        return totals / self.sizes(care)

    def variance(self, residual: Floats, care: bool) -> float:
        """Pooled over strata, as a stratum may hold out only a few."""
        of = self.care == care
        freedom = max(1.0, float(of.sum()) - len(self.sizes(care)))
        return max(float(residual[of] @ residual[of]) / freedom, self.at_least(care))

    def at_least(self, care: bool) -> float:
        """The variance of shares that are none or all: what did not happen among a few is not impossible."""
        of = self.y[self.care == care]
        if not np.isin(self.y, (0, 1)).all() or of.min() != of.max():
            return 0.0
        share = (float(of.sum()) + 1) / (len(of) + 2)
        return share * (1 - share)


def _compare(arms: _Arms, left_out: float) -> Effect:
    spread_x, spread_y = arms.within(arms.x), arms.within(arms.y)
    slope = float(spread_x @ spread_y / (spread_x @ spread_x)) if spread_x @ spread_x > 1e-12 else 0.0
    adjusted, residual = arms.y - slope * arms.x, spread_y - slope * spread_x
    treated, held = arms.sizes(care=True), arms.sizes(care=False)
    share = (treated + held) / len(arms.y)
    difference = float(share @ (arms.means(adjusted, care=True) - arms.means(adjusted, care=False)))
    noise = [
        arms.variance(residual, care=True) * float(share**2 @ (1 / treated)),
        arms.variance(residual, care=False) * float(share**2 @ (1 / held)),
    ]
    error = float(np.sqrt(sum(noise)))
    half = _t(noise, treated, held) * error
    mean = float(arms.y[arms.care].mean())
    return Effect(
        difference,
        difference - half,
        difference + half,
        error,
        float(treated.sum()),
        float(held.sum()),
        mean,
        mean - difference,
        _ratio(float(residual @ residual), float(spread_y @ spread_y)),
        left_out,
        needs_about(float(np.clip(arms.y[~arms.care].mean(), 0, 1))),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 1.0


def _t(noise: list[float], treated: Floats, held: Floats) -> float:
    """Student's factor with Welch's degrees of freedom."""
    freedom = [max(1.0, float(n.sum()) - len(n)) for n in (treated, held)]
    below = noise[0] ** 2 / freedom[0] + noise[1] ** 2 / freedom[1]
    return float(stdtrit(sum(noise) ** 2 / below if below > 0 else 1.0, 0.975))


def _both_arms(care: Bools, group: npt.NDArray[np.intp]) -> Bools:
    both = (np.bincount(group, care) > 0) & (np.bincount(group, ~care) > 0)
    return np.asarray(both[group], dtype=bool)


def _enough(y: Floats, care: Bools, used: Bools) -> None:
    fewest = int(min((care & used).sum(), (~care & used).sum()))
    if fewest < FEWEST_PER_ARM:
        share = float(np.clip(y.mean(), 0, 1)) if len(y) else 0.5
        raise NotEnough(fewest, needs_about(share), "per arm")


__all__ = ["Effect", "Interval", "NotEnough", "effect", "needs_about", "newcombe"]
