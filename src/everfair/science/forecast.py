"""Chance to come to the next edition, from histories of attendance.

For relationship i before edition e:  logit P(comes) = x(history)' b + cohort[first edition] + edition[e].
b has priors read off real fairs (`drivers`); cohort ~ Normal(0, s) and edition ~ t x Student's t (4), with s and t
by empirical Bayes (Laplace evidence). The effect of the edition to come is unknown: the chance integrates it
out over usual years, and the intervals over usual years *and* shocks (`edition_effect`), to cover one too.

Chosen by log-loss out of sample, each edition forecast from those before it, against plain BG/BB (weighted by
relationships): a doujin fair of 18 editions .3067 : .3101, FOSDEM stands .4224 : .4505, RubyKaigi sponsors
.3644 : .3750. BG/BB's log-odds as a further column, levels instead of slopes, fading memory of attendance and
excusing absences from a shock edition were tried and gained nothing; see docs/decisions/0003-forecast.md.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from .arrays import Floats, Jsonable, floats
from .drivers import COLUMNS, DRIVERS, by_driver, design
from .edition_effect import EditionEffect
from .histories import Histories, Standing, distinct_rows, histories
from .pooling import Pooled, pool
from .trials import trials

DRAWS = 2000
WIDTH = len(COLUMNS)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why each chance is what it is, on the logit scale: logit(p) = baseline + contributions summed, exactly,
    for p in a usual year (`Forecast.usual_chance`), before the coming edition is integrated out."""

    drivers: tuple[str, ...]
    baseline: float  # the average relationship
    contributions: Floats  # [cells, drivers]


@dataclass(frozen=True, slots=True)
class Forecast(Jsonable):
    editions: int  # editions learned from
    coefficients: tuple[float, ...]  # drivers.COLUMNS, then one per cohort (first edition 0, 1, ..)
    standard_errors: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    centre: tuple[float, ...]  # the average relationship's design, what reasons are relative to
    edition_effects: tuple[float, ...]  # editions 1, 2, .. on the logit scale
    edition_spread: float
    cohort_spread: float
    shock_rate: float
    shocks: tuple[bool, ...]  # editions told to have been shocks
    log_likelihood: float
    log_evidence: float
    trials: float  # relationship x edition pairs learned from
    prior_weight: float  # 1: all from the prior (other fairs), 0: all from this fair

    def usual_chance(self, cells: Histories) -> Floats:
        """P(comes) in a usual year with the coefficients at their best: what `reasons` add up to."""
        return np.asarray(expit(self._design(cells.now()) @ self.coefficients), dtype=np.float64)

    def chance(self, cells: Histories) -> tuple[Floats, Floats, Floats]:
        """(p, low, high) per cell: P(comes) over usual years; its 90 % interval covers shocks too."""
        rows, back = self._distinct(cells)
        eta, noise = self._logits(rows)
        effect = self._effect
        low, high = (expit(effect.quantile(level, eta, noise)) for level in (0.05, 0.95))
        return effect.mean_chance(eta, noise)[back], low[back], high[back]

    def expected_count(self, cells: Histories, count: npt.ArrayLike) -> tuple[float, float, float]:
        """(mean, low, high) of how many of these come; the 90 % interval has shocks and luck in it."""
        rows, back = self._distinct(cells)
        weight = floats(np.bincount(back, floats(count), minlength=len(rows)))
        mean = float(weight @ self._effect.mean_chance(*self._logits(rows)))
        drawn = self._drawn_counts(rows, weight)
        low, high = np.quantile(drawn, [0.05, 0.95])
        return mean, max(0.0, float(low)), min(float(weight.sum()), float(high))

    def reasons(self, cells: Histories) -> Reasons:
        rows = self._design(cells.now())
        coefficients, centre = np.array(self.coefficients), np.array(self.centre)
        parts = (rows - centre) * coefficients
        contributions = by_driver(parts[:, :WIDTH])
        contributions[:, DRIVERS.index("cohort")] += parts[:, WIDTH:].sum(axis=1)
        return Reasons(DRIVERS, float(centre @ coefficients), contributions)

    def _logits(self, rows: Floats) -> tuple[Floats, Floats]:
        """(logit in a usual year, its standard deviation) of rows of the design."""
        noise = np.sqrt(np.einsum("ij,jk,ik->i", rows, np.array(self.covariance), rows))
        return np.asarray(rows @ self.coefficients, dtype=np.float64), noise

    @property
    def _effect(self) -> EditionEffect:
        return EditionEffect(self.edition_spread, self.shock_rate)

    def _drawn_counts(self, rows: Floats, weight: Floats) -> Floats:
        """Counts under 2,000 draws of coefficients, edition and luck; the same draws every time."""
        random = np.random.default_rng(DRAWS)
        root = np.linalg.cholesky(np.array(self.covariance))
        slopes = np.array(self.coefficients)[:, None] + root @ random.standard_normal((rows.shape[1], DRAWS))
        p = expit(rows @ slopes + self._effect.draws(DRAWS, random.standard_normal(DRAWS)))
        luck = np.sqrt(weight @ (p * (1 - p))) * random.standard_normal(DRAWS)
        return np.asarray(weight @ p + luck, dtype=np.float64)

    def _design(self, standing: Standing) -> Floats:
        cohorts = standing.first[:, None] == np.arange(len(self.coefficients) - WIDTH)
        return np.hstack([design(standing), cohorts])

    def _distinct(self, cells: Histories) -> tuple[Floats, npt.NDArray[np.intp]]:
        """Rows of the design that differ, and where each cell finds its own."""
        standing = cells.now()
        at, back = distinct_rows(standing.columns())
        return self._design(standing.take(at)), back


def fit(
    attended: npt.ArrayLike,
    first: npt.ArrayLike,
    count: npt.ArrayLike,
    size: npt.ArrayLike | None = None,
    shock: npt.ArrayLike | None = None,
) -> Forecast:
    """Learn from cells.

    attended: int[c, e], 1 came, 0 stayed away, -1 before the first. first: int[c], edition index. count: [c].
    size: level of stand area, 0 small, 1 middle, 2 large, -1 unknown; [c, e] at each participation, or [c].
    shock: bool[e], past editions known to have been hit: what they drew says little about a usual year.
    Raises NotEnough with a single edition, or with fewer than 30 trials (relationships x later editions).
    """
    cells = histories(attended, first, size)
    weight = floats(count)
    shocks = np.zeros(cells.editions, dtype=bool) if shock is None else np.asarray(shock, dtype=bool)
    learned = trials(cells, weight)
    return _told(pool(learned, cells.editions, shocks), cells, weight, shocks)


def _told(pooled: Pooled, cells: Histories, weight: Floats, shocks: npt.NDArray[np.bool_]) -> Forecast:
    known = WIDTH + cells.editions
    mode, covariance = pooled.posterior.mode, pooled.posterior.covariance()
    now = cells.now()
    rows = np.hstack([design(now), now.first[:, None] == np.arange(cells.editions)])
    return Forecast(
        editions=cells.editions,
        coefficients=tuple(mode[:known].tolist()),
        standard_errors=tuple(np.sqrt(np.diag(covariance))[:known].tolist()),
        covariance=tuple(tuple(row) for row in covariance[:known, :known].tolist()),
        centre=tuple((weight[now.cell] @ rows / weight[now.cell].sum()).tolist()),
        edition_effects=tuple(mode[known:].tolist()),
        edition_spread=pooled.edition_spread,
        cohort_spread=pooled.cohort_spread,
        shock_rate=pooled.shock_rate,
        shocks=tuple(shocks.tolist()),
        log_likelihood=pooled.posterior.log_likelihood,
        log_evidence=pooled.posterior.log_evidence,
        trials=pooled.trials,
        prior_weight=pooled.prior_weight,
    )


__all__ = ["Forecast", "Histories", "Reasons", "fit", "histories"]
