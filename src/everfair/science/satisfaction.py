"""Satisfaction: gaps of expectation and performance, what matters, and to whom it matters in which way.

Gap = expectation - performance (Oliver 1980): above 0 dissatisfied, 0 basically satisfied, below 0 delighted. Derived
importance: each attribute's Shapley share of R2 (Lindeman, Merenda & Gold 1980), beside the importance people state.
Map: Martilla & James (1977). Penalty and reward: Brandt (1987). Intervals hold 90 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from .arrays import Floats, Ints, Jsonable, floats
from .enough import NotEnough
from .resampling import drawn_again

NEEDS = 30
PER_ATTRIBUTE = 3  # respondents for each attribute of a regression, besides `NEEDS`
ALIKE = 1e-6  # less than this part of the usual spread is rounding, not spread
DISSATISFIED, SATISFIED, DELIGHTED = "dissatisfied", "basically_satisfied", "delighted"
BASIC, PERFORMANCE, EXCITEMENT, UNCLEAR = "basic", "performance", "excitement", "unclear"
ZONES = {
    (True, False): "basic",
    (True, True): "satisfaction",
    (False, True): "delight",
    (False, False): "loyalty",
}


@dataclass(frozen=True, slots=True)
class Gap(Jsonable):
    """Of one attribute. `verdict` is of the mean gap, by its interval."""

    n: int
    expectation: float
    performance: float
    gap: float
    low: float
    high: float
    dissatisfied: float  # shares of respondents by their own gap
    satisfied: float
    delighted: float

    @property
    def verdict(self) -> str:
        return DISSATISFIED if self.low > 0 else DELIGHTED if self.high < 0 else SATISFIED


def gaps(expectation: npt.ArrayLike, performance: npt.ArrayLike) -> list[Gap | NotEnough]:
    """[respondents, attributes] each, nan where not answered; one an attribute, in order. A pair with one half
    missing counts for neither."""
    expected, seen = np.atleast_2d(floats(expectation)), np.atleast_2d(floats(performance))
    if expected.shape != seen.shape:
        raise ValueError(f"expectation {expected.shape} and performance {seen.shape} must have one shape")
    return [_gap(expected[:, at], seen[:, at]) for at in range(expected.shape[1])]


def _gap(expected: Floats, seen: Floats) -> Gap | NotEnough:
    paired = np.isfinite(expected) & np.isfinite(seen)
    n = int(paired.sum())
    if n < NEEDS:
        return NotEnough(n, NEEDS, "respondents")
    each = expected[paired] - seen[paired]
    half = float(stdtrit(n - 1, 0.95) * each.std(ddof=1) / np.sqrt(n))
    mean = float(each.mean())
    shares = [float(np.mean(each > 0)), float(np.mean(each == 0)), float(np.mean(each < 0))]
    return Gap(
        n, float(expected[paired].mean()), float(seen[paired].mean()), mean, mean - half, mean + half, *shares
    )


@dataclass(frozen=True, slots=True)
class Importance(Jsonable):
    """Shapley shares of R2, in the order of the attributes: they sum to `r2`. Intervals are pivotal: drawn again, what
    has no effect explains a little by chance."""

    n: int
    r2: float
    shares: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    rises: tuple[bool, ...]  # whether the outcome rises with the attribute, all others apart

    @property
    def relative(self) -> tuple[float, ...]:
        """Parts of what the attributes explain together: they sum to 1."""
        total = sum(self.shares)
        return tuple(share / total if total > 0 else 0.0 for share in self.shares)


def importance(
    attributes: npt.ArrayLike, outcome: npt.ArrayLike, *, orders: int = 400, draws: int = 200, seed: int = 0
) -> Importance:
    """What each of [respondents, attributes] has to do with the outcome. Rows with anything missing are left out.

    All orders of entering up to six attributes, else `orders` drawn ones and their reverses. Raises NotEnough below
    30 respondents, or three for each attribute.
    """
    table = np.column_stack([floats(attributes), floats(outcome)])
    table = floats(table[np.isfinite(table).all(axis=1)])
    n, k = len(table), table.shape[1] - 1
    if n < max(NEEDS, PER_ATTRIBUTE * k):
        raise NotEnough(n, max(NEEDS, PER_ATTRIBUTE * k), "respondents")
    entering = _orders(k, orders, np.random.default_rng(seed))
    fewer = entering[: max(2, min(len(entering), 60))]
    (shares,) = _shapley(_correlations(table, np.ones((1, n))), entering)
    again = _shapley(_correlations(table, drawn_again(n, draws=draws, seed=seed + 1)), fewer)
    below, above = np.quantile(again, [0.05, 0.95], axis=0)
    low, high = np.maximum(0, 2 * shares - above), np.maximum(shares, 2 * shares - below)
    slopes = np.linalg.lstsq(table[:, :-1] - table[:, :-1].mean(axis=0), table[:, -1] - table[:, -1].mean())[
        0
    ]
    return Importance(
        n,
        float(shares.sum()),
        tuple(shares),
        tuple(low),
        tuple(high),
        tuple(bool(slope >= 0) for slope in slopes),
    )


def _orders(k: int, drawn: int, random: np.random.Generator) -> Ints:
    if factorial(k) <= max(2 * drawn, 720):
        return np.array(list(permutations(range(k))))
    ahead = np.array([random.permutation(k) for _ in range(drawn)])
    return np.vstack([ahead, ahead[:, ::-1]])


def _correlations(table: Floats, counts: Iterable[npt.NDArray[Any]]) -> Floats:
    """[draws, columns, columns] between columns, each row counted as often as it was drawn. What was the same in all
    rows that were drawn goes along with nothing but itself."""
    away = table - table.mean(axis=0)
    row, column = np.triu_indices(table.shape[1])
    products = away[:, row] * away[:, column]
    sums = floats([np.concatenate([many @ away, many @ products]) for many in counts]) / len(table)
    means, together = sums[:, : table.shape[1]], np.empty((len(sums), table.shape[1], table.shape[1]))
    together[:, row, column] = together[:, column, row] = sums[:, table.shape[1] :]
    varied = together - means[:, :, None] * means[:, None, :]
    spread = np.sqrt(np.maximum(np.diagonal(varied, axis1=1, axis2=2), 0))
    told = spread > ALIKE * away.std(axis=0)
    known, scale = told[:, :, None] & told[:, None, :], np.where(told, spread, 1.0)
    return floats(np.where(known, varied / (scale[:, :, None] * scale[:, None, :]), np.eye(table.shape[1])))


def _shapley(correlations: Floats, entering: Ints) -> Floats:
    """[draws, attributes] mean gain in R2 on entering. With the correlations' Cholesky factor each gain is one squared
    number."""
    many = correlations.shape[1] - 1
    between, with_outcome = correlations[:, :-1, :-1] + np.eye(many) * 1e-9, correlations[:, :-1, -1]
    lower = np.linalg.cholesky(between[:, entering[:, :, None], entering[:, None, :]])
    gains = np.linalg.solve(lower, with_outcome[:, entering][..., None])[..., 0] ** 2
    back = np.argsort(entering, axis=1)
    return floats(np.take_along_axis(gains, back[None], axis=2).mean(axis=1))


QUADRANTS = {
    (True, True): "keep_up",
    (True, False): "concentrate_here",
    (False, True): "possible_overkill",
    (False, False): "low_priority",
}


def importance_performance(matters: npt.ArrayLike, performance: npt.ArrayLike) -> list[str]:
    """Quadrant of each attribute; the lines are the means over the attributes."""
    weight, seen = floats(matters), floats(performance)
    return [
        QUADRANTS[bool(much), bool(good)]
        for much, good in zip(weight >= weight.mean(), seen >= seen.mean(), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Contrast(Jsonable):
    """What a bad and a good performance of one attribute do to overall satisfaction, all others apart.

    `penalty` (below 0 hurts) and `reward` in units of the outcome; a basic attribute only hurts where it lacks, an
    excitement only delights where it is there, a performance attribute does both.
    """

    penalty: float
    penalty_low: float
    penalty_high: float
    reward: float
    reward_low: float
    reward_high: float

    @property
    def kind(self) -> str:
        hurts, delights = self.penalty_high < 0, self.reward_low > 0
        if hurts and delights:
            return PERFORMANCE
        return BASIC if hurts else EXCITEMENT if delights else UNCLEAR


def penalty_reward(
    attributes: npt.ArrayLike, outcome: npt.ArrayLike, *, low: npt.ArrayLike, high: npt.ArrayLike
) -> list[Contrast]:
    """Dummies for answers at or below `low` and at or above `high` (one an attribute); robust errors (HC3).

    Raises NotEnough below 30 respondents or three for each dummy.
    """
    table = np.column_stack([floats(attributes), floats(outcome)])
    table = floats(table[np.isfinite(table).all(axis=1)])
    n, k = len(table), table.shape[1] - 1
    if n < max(NEEDS, 2 * PER_ATTRIBUTE * k):
        raise NotEnough(n, max(NEEDS, 2 * PER_ATTRIBUTE * k), "respondents")
    bad, good = table[:, :-1] <= floats(low), table[:, :-1] >= floats(high)
    design = np.column_stack([np.ones(n), bad, good])
    slope, error = _robust(design, floats(table[:, -1]))
    half = float(stdtrit(n - design.shape[1], 0.95)) * error
    return [
        Contrast(
            *_around(slope, half, 1 + at, told=bool(bad[:, at].any())),
            *_around(slope, half, 1 + k + at, told=bool(good[:, at].any())),
        )
        for at in range(k)
    ]


def _around(slope: Floats, half: Floats, at: int, *, told: bool) -> tuple[float, float, float]:
    """Nothing is known of what nobody answered."""
    if not told:
        return 0.0, -np.inf, np.inf
    return float(slope[at]), float(slope[at] - half[at]), float(slope[at] + half[at])


def _robust(design: Floats, outcome: Floats) -> tuple[Floats, Floats]:
    """Least squares with errors that hold where the spread differs (MacKinnon & White 1985, HC3)."""
    inverse = np.linalg.pinv(design.T @ design)
    slope = inverse @ design.T @ outcome
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    weighted = (outcome - design @ slope) / np.maximum(1 - leverage, 1e-6)
    meat = (design * weighted[:, None] ** 2).T @ design
    return floats(slope), floats(np.sqrt(np.maximum(np.diag(inverse @ meat @ inverse), 0)))


def zone(*, expected: bool, spoken: bool) -> str:
    """Expected but unspoken: basic; expected and spoken: satisfaction; spoken but unexpected: delight; neither:
    loyalty."""
    return ZONES[expected, spoken]
