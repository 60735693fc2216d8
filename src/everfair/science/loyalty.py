"""Loyalty: its phases, its two dimensions, its kinds, and how it depends on satisfaction and competition.

Phases: Oliver (1999). Attitude relative to competitors x repeat purchase: Dick & Basu (1994). Loyalty as a curve of
satisfaction under competition: Jones & Sasser (1995), L = lo + (hi - lo) S^k / (S^k + m^k).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.isotonic import IsotonicRegression

from .arrays import Bools, Floats, Interval, Ints, Jsonable, floats, ints
from .backtest import wilson
from .enough import NotEnough

PHASES = ("cognitive", "affective", "conative", "behavioural")
CELLS = {
    (True, True): "loyal",
    (True, False): "latent",
    (False, True): "spurious",
    (False, False): "not_loyal",
}
STEP = 1e-8  # of parameters, by which a slope is told
NEEDS = 60  # answers per level of competition, below which a curve is drawn by its prior alone


def phase(scores: npt.ArrayLike, *, line: float = 0.6) -> list[str]:
    """How far loyalty has come, of [customers, 4] scores from 0 to 1 in the order of `PHASES`: the last phase up to
    which every one holds; empty where not even the first does. Truly loyal is only who reaches the last."""
    holds = np.atleast_2d(floats(scores)) >= line
    reached = np.cumprod(holds, axis=1).sum(axis=1)
    told: list[str] = np.array(["", *PHASES], object)[reached].tolist()
    return told


def dick_basu(attitude: npt.ArrayLike, repeat: npt.ArrayLike, *, line: tuple[float, float]) -> list[str]:
    """Cell of each customer: attitude relative to competing shows, repeat purchase, each against its line. Empty
    where either is unknown (nan)."""
    liked, comes = floats(attitude), floats(repeat)
    known = np.isfinite(liked) & np.isfinite(comes)
    names = np.array(
        ["", *(CELLS[likes, again] for likes in (False, True) for again in (False, True))], object
    )
    told: list[str] = names[known * (1 + 2 * (liked >= line[0]) + (comes >= line[1]))].tolist()
    return told


@dataclass(frozen=True, slots=True)
class Moves(Jsonable):
    """From cell (row) to cell (column) between two editions; `low` and `high` hold 90 %."""

    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    shares: tuple[tuple[float | None, ...], ...]
    low: tuple[tuple[float | None, ...], ...]
    high: tuple[tuple[float | None, ...], ...]


def moves(before: Sequence[str], after: Sequence[str], names: Sequence[str]) -> Moves:
    """Of customers known both times; others are left out."""
    place = {name: at for at, name in enumerate(names)}
    known = [(place[a], place[b]) for a, b in zip(before, after, strict=True) if a in place and b in place]
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    for row, column in known:
        counts[row, column] += 1
    total = counts.sum(axis=1)
    spans: list[list[Interval | None]] = [
        [wilson(float(many), float(all_)) if all_ else None for many in row]
        for row, all_ in zip(counts, total, strict=True)
    ]
    return Moves(
        tuple(names),
        tuple(tuple(int(many) for many in row) for row in counts),
        tuple(
            tuple(float(many / all_) if all_ else None for many in row)
            for row, all_ in zip(counts, total, strict=True)
        ),
        tuple(tuple(span[0] if span else None for span in row) for row in spans),
        tuple(tuple(span[1] if span else None for span in row) for row in spans),
    )


TYPES = ("kinship", "monopoly", "price", "incentive", "trust", "convenience", "inertia", "latent", "none")


@dataclass(frozen=True, slots=True)
class Signs:
    """What loyalty types are told by: one entry a customer. Scores from 0 to 1, nan where unknown."""

    kin: Bools  # own staff, relatives, affiliates
    no_alternative: Bools  # bound by law, technique or for want of another show
    attachment: Floats
    repeat: Floats
    price_driven: Floats  # comes when it is cheap: share of bookings at a discount beyond the usual
    rewarded: Floats  # share of bookings with points, gifts or vouchers
    ease: Floats  # nearness, habit of booking again at once


def types(of: Signs, *, line: float = 0.6) -> list[str]:
    """Type by the first rule that fits: related; bound; repeats for price, for rewards, from trust, as it is easy,
    from habit; attached but seldom there; none. Unknown scores fit no rule that needs them."""
    attached, comes = of.attachment >= line, of.repeat >= line
    rules: list[tuple[str, Bools]] = [
        ("kinship", of.kin),
        ("monopoly", of.no_alternative & comes),
        ("trust", comes & attached),
        ("price", comes & (of.price_driven >= line)),
        ("incentive", comes & (of.rewarded >= line)),
        ("convenience", comes & (of.ease >= line)),
        ("inertia", comes & (of.attachment < line)),
        ("latent", attached & (of.repeat < line)),
    ]
    chosen = np.select([fits for _, fits in rules], np.arange(len(rules)), default=len(rules))
    told: list[str] = np.array([*(name for name, _ in rules), "none"], object)[chosen].tolist()
    return told


@dataclass(frozen=True, slots=True)
class Curve(Jsonable):
    """L = lo + (hi - lo) S^k / (S^k + m^k); lo and hi are shared, k and m per level of competition."""

    lo: float
    hi: float
    k: tuple[float, ...]
    m: tuple[float, ...]
    log_likelihood: float
    isotonic_log_likelihood: float  # of the best curve that only rises: what the form costs is the difference
    answers: tuple[float, ...]  # per level
    draws: tuple[tuple[float, ...], ...]  # bootstrap: lo, hi, k..., m... each

    def at(self, satisfaction: npt.ArrayLike, level: int) -> Floats:
        """Share who stay, at satisfaction from 0 to 1."""
        return _curve(self.lo, self.hi, self.k[level], self.m[level], floats(satisfaction))

    def band(self, satisfaction: npt.ArrayLike, level: int, share: float = 0.9) -> tuple[Floats, Floats]:
        drawn = self._drawn(floats(satisfaction), level)
        low, high = np.quantile(drawn, [(1 - share) / 2, (1 + share) / 2], axis=0)
        return floats(low), floats(high)

    def _drawn(self, satisfaction: Floats, level: int) -> Floats:
        levels = len(self.k)
        return floats(
            [
                _curve(each[0], each[1], each[2 + level], each[2 + levels + level], satisfaction)
                for each in self.draws
            ]
        )

    def times(self, high: float, low: float, level: int) -> tuple[float, float, float]:
        """How many times as many stay at one satisfaction as at another, with the band: to compare with "six"."""
        both = floats([high, low])
        drawn = self._drawn(both, level)
        ends = np.quantile(drawn[:, 0] / drawn[:, 1], [0.05, 0.95])
        here = self.at(both, level)
        return float(here[0] / here[1]), float(ends[0]), float(ends[1])

    def sensitive_zone(self, level: int) -> Interval:
        """Where more satisfaction pays at least half as well as at the steepest point (apostles are made there);
        outside it loyalty hardly answers (mercenaries)."""
        satisfaction = np.linspace(0, 1, 201)
        slope = np.gradient(self.at(satisfaction, level), satisfaction)
        steep = satisfaction[slope >= slope.max() / 2]
        return float(steep[0]), float(steep[-1])


def _curve(lo: float, hi: float, k: float, m: float, satisfaction: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return floats(lo + (hi - lo) * expit(k * (np.log(satisfaction) - np.log(m))))


def curve(
    satisfaction: npt.ArrayLike,
    level: npt.ArrayLike,
    stayed: npt.ArrayLike,
    count: npt.ArrayLike,
    *,
    draws: int = 200,
    seed: int = 0,
) -> Curve:
    """Cells: satisfaction from 0 to 1, level of competition (0, 1 ...), how many of `count` stayed. Penalised
    likelihood (k about 3, m about .6 where the data are silent), band by drawing the customers again.

    Raises NotEnough where a level has fewer than 60 customers.
    """
    s, at, came, many = floats(satisfaction), ints(level), floats(stayed), floats(count)
    if ((s < 0) | (s > 1)).any():
        raise ValueError("satisfaction must lie between 0 and 1")
    answers = np.bincount(at, many)
    if answers.min() < NEEDS:
        raise NotEnough(float(answers.min()), NEEDS, "customers at each level of competition")
    best = _fit(s, at, came, many, None)
    random = np.random.default_rng(seed)
    kinds = np.concatenate([came, many - came])
    drawn = []
    for _ in range(draws):
        again = floats(random.multinomial(int(kinds.sum()), kinds / kinds.sum()))
        drawn.append(_plain(_fit(s, at, again[: len(s)], again[: len(s)] + again[len(s) :], best)))
    lo, hi, *rest = _plain(best)
    levels = len(rest) // 2
    return Curve(
        lo,
        hi,
        tuple(rest[:levels]),
        tuple(rest[levels:]),
        _likelihood(_shares(best, _log(s), at), came, many),
        _likelihood(_isotonic(s, at, came, many), came, many),
        tuple(float(each) for each in answers),
        tuple(drawn),
    )


def _fit(s: Floats, at: Ints, came: Floats, many: Floats, start: Floats | None) -> Floats:
    """Unbounded parameters: logit lo, logit of (hi - lo) / (1 - lo), log k per level, log m per level."""
    levels = int(at.max()) + 1
    prior = np.concatenate([[-2.0, 1.5], np.full(levels, np.log(3.0)), np.full(levels, np.log(0.6))])
    spread = np.concatenate([[2.0, 2.0], np.full(levels, 1.0), np.full(levels, 0.5)])

    log_s, stayed_away = _log(s), many - came

    def penalised(parameters: Floats) -> float:
        strayed = (parameters - prior) / spread
        p = _inside(_shares(parameters, log_s, at))
        return -float(came @ np.log(p) + stayed_away @ np.log1p(-p)) + 0.5 * float(strayed @ strayed)

    def with_slope(parameters: Floats) -> tuple[float, Floats]:
        """By small steps ahead, as scipy would take them, but without its checks around each."""
        here, ahead = penalised(parameters), parameters + STEP * np.eye(len(parameters))
        return here, (floats([penalised(each) for each in ahead]) - here) / (ahead.diagonal() - parameters)

    found = minimize(with_slope, prior if start is None else start, method="L-BFGS-B", jac=True)
    return floats(found.x)


def _plain(parameters: Floats) -> tuple[float, ...]:
    lo, rise = expit(parameters[:2]).tolist()
    return (lo, lo + (1 - lo) * rise, *np.exp(parameters[2:]).tolist())


def _log(satisfaction: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.log(satisfaction)


def _shares(parameters: Floats, log_s: Floats, at: Ints) -> Floats:
    lo, hi, *_ = _plain(parameters)
    k, m = np.exp(parameters[2:]).reshape(2, -1)
    return floats(lo + (hi - lo) * expit(k[at] * (log_s - np.log(m)[at])))


def _isotonic(s: Floats, at: Ints, came: Floats, many: Floats) -> Floats:
    shares = np.zeros(len(s))
    for level in np.unique(at):
        here = (at == level) & (many > 0)
        rising = IsotonicRegression(y_min=0, y_max=1)
        shares[here] = rising.fit_transform(s[here], came[here] / many[here], sample_weight=many[here])
    return shares


def _likelihood(shares: Floats, came: Floats, many: Floats) -> float:
    p = _inside(shares)
    return float(came @ np.log(p) + (many - came) @ np.log1p(-p))


def _inside(shares: Floats) -> Floats:
    """A share of exactly 0 or 1 that proves wrong would cost infinitely much."""
    return np.minimum(np.maximum(shares, 1e-9), 1 - 1e-9)


@dataclass(frozen=True, slots=True)
class Worth(Jsonable):
    """What more retention is worth: profit a customer brings over its life, before and after."""

    before: float
    after: float

    @property
    def rise(self) -> float:
        """.35 is 35 % more."""
        return self.after / self.before - 1


def worth_of_retention(
    retention: float, points: float, *, margin: float, winning: float, rate: float, growth: float = 0.0
) -> Worth:
    """Profit of a customer won for `winning`, bringing `margin` an edition (rising by `growth` each time), kept with
    probability `retention`, discounted by `rate`; and the same with `points` more (.05: five points).

    ValueError unless both retentions are below 1 and the sum converges.
    """

    def profit(kept: float) -> float:
        factor = kept * (1 + growth) / (1 + rate)
        if not (0 <= kept < 1 and factor < 1):
            raise ValueError(f"a retention of {kept:g} never ends: it must stay below 1")
        return margin / (1 - factor) - winning

    return Worth(profit(retention), profit(retention + points))
