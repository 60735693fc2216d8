"""BG/BB whose means depend on covariates, and on cohort and edition, partially pooled.

As in `bgbb`, a customer who is alive comes with probability p and leaves before an edition with probability theta.
Here, with z what is known of the customer, c the cohort (first edition) and e the edition,

    p ~ Beta with mean expit(coming'[1, z] + u[c]),  theta ~ Beta with mean expit(leaving'[1, z] + v[c]),
    logit P(alive customer comes to e) = logit p + w[e],

u, v ~ Normal(0, cohort spread), w ~ Normal(0, edition spread), and the spreads by empirical Bayes (EM on the Laplace
approximation), so that cohorts and editions that say little are drawn to the rest. Which editions were attended
matters: a cell is (first edition, attendance bits, covariates), see `histories`.

Fader & Hardie (2007), "Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models", put
covariates into the heterogeneity in the same way. As w shifts p inside the integral, there is no closed form: the Beta
of p lies on a fine grid of its logit, where the trapezoid rule is exact to rounding (Trefethen & Weideman 2014) but for
what lies beyond odds of e^15 either way.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betaln, expit

from .arrays import Floats, Jsonable, floats
from .bgbb_likelihood import GRID, Point, Reached, Seen
from .enough import NotEnough
from .histories import Histories
from .likelihood import curvature

NEEDS = 30
MEAN_SPREAD, SLOPE_SPREAD, PRECISION_SPREAD = 1.5, 1.0, 1.0  # on the logit, and on the logarithm
COHORT_SPREAD, EDITION_SPREAD = 0.2, 0.35
SPREAD_WEIGHT = 2.0  # what is usual counts as so many effects seen
ROUNDS = 8
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


@dataclass(frozen=True, slots=True)
class BGBBEffects(Jsonable):
    coming: tuple[float, ...]  # intercept, then a slope for each covariate, on the logit of the mean of p
    leaving: tuple[float, ...]  # the same of theta
    precision: tuple[float, float]  # alpha + beta, gamma + delta: how alike customers are
    cohorts_coming: tuple[float, ...]
    cohorts_leaving: tuple[float, ...]
    editions: tuple[float, ...]  # effects of edition 1, 2, ..; nobody could have come again to edition 0
    cohort_spread: float
    edition_spread: float
    standard_errors: dict[str, tuple[float, ...]]
    log_likelihood: float
    customers: float

    def p_alive(self, cells: Histories, covariates: npt.ArrayLike | None = None) -> Floats:
        """[cells] P(still a customer when the next edition comes)."""
        return floats(self._alive(cells, covariates, 1).sum(axis=1))

    def chance(self, cells: Histories, covariates: npt.ArrayLike | None = None) -> Floats:
        """[cells] P(comes to the next edition), whose effect is not known and integrated out."""
        return self.expected(1, cells, covariates)

    def expected(self, periods: int, cells: Histories, covariates: npt.ArrayLike | None = None) -> Floats:
        """[cells] editions attended among the next `periods`."""
        ahead = [self._alive(cells, covariates, one) @ self._comes() for one in range(1, periods + 1)]
        return floats(np.sum(ahead, axis=0))

    def _alive(self, cells: Histories, covariates: npt.ArrayLike | None, ahead: int) -> Floats:
        """[cells, grid] P(alive `ahead` editions on, and p there | history)."""
        seen = Seen.of(cells, np.ones(len(cells)), covariates)
        reached = Reached.by(seen, self._point())
        gamma, delta = reached.gamma, reached.delta
        stays = np.exp(betaln(gamma, delta + seen.held + ahead) - betaln(gamma, delta)) / reached.likelihood
        return floats(stays[:, None] * reached.until_last * reached.missed[-1] * reached.prior)

    def _comes(self) -> Floats:
        """[grid] mean over the effects that an edition may have."""
        return floats(expit(GRID[:, None] + self.edition_spread * NODES) @ WEIGHTS)

    def _point(self) -> Point:
        return Point(
            floats(self.coming),
            floats(self.leaving),
            floats(np.log(self.precision)),
            floats(self.cohorts_coming),
            floats(self.cohorts_leaving),
            np.asarray(self.editions, dtype=np.float64),
        )


def fit(cells: Histories, count: npt.ArrayLike, covariates: npt.ArrayLike | None = None) -> BGBBEffects:
    """Top of the posterior, spreads by empirical Bayes.

    `count` [cells]; `covariates` [cells, k] or None, best centred and in few levels so that cells stay cells.
    Raises NotEnough where fewer than about 30 customers have had a further edition, ValueError beyond 40 editions.
    """
    seen = Seen.of(cells, floats(count), covariates)
    informative = float(seen.count[seen.held > 0].sum())
    if informative < NEEDS:
        raise NotEnough(informative, NEEDS, "customers")
    spreads, at = np.array([COHORT_SPREAD, EDITION_SPREAD]), Point.middle(seen).flat()
    variance = np.zeros(len(at))
    for _ in range(ROUNDS):
        at, variance = _climbed(seen, _prior(seen, spreads), at)
        spreads = _spreads(seen, at, variance)
    point = Point.shaped(seen, at)
    told = Point.shaped(seen, np.sqrt(variance))
    return BGBBEffects(
        coming=tuple(point.coming.tolist()),
        leaving=tuple(point.leaving.tolist()),
        precision=(float(np.exp(point.precision[0])), float(np.exp(point.precision[1]))),
        cohorts_coming=tuple(point.cohorts_coming.tolist()),
        cohorts_leaving=tuple(point.cohorts_leaving.tolist()),
        editions=tuple(point.editions.tolist()),
        cohort_spread=float(spreads[0]),
        edition_spread=float(spreads[1]),
        standard_errors={name: tuple(values.tolist()) for name, values in told.named()},
        log_likelihood=float(seen.count @ np.log(Reached.by(seen, point).likelihood)),
        customers=float(seen.count.sum()),
    )


@dataclass(frozen=True, slots=True)
class _Prior:
    mean: Floats
    spread: Floats


def _prior(seen: Seen, spreads: Floats) -> _Prior:
    middle = Point.middle(seen)
    slopes = np.r_[MEAN_SPREAD, np.full(seen.known.shape[1] - 1, SLOPE_SPREAD)]
    cohorts, editions = np.full(seen.editions, spreads[0]), np.full(seen.editions - 1, spreads[1])
    spread = [slopes, slopes, np.full(2, PRECISION_SPREAD), cohorts, cohorts, editions]
    return _Prior(middle.flat(), np.concatenate(spread))


def _negative(seen: Seen, prior: _Prior, at: Floats) -> tuple[float, Floats]:
    """- log posterior and its slope."""
    point = Point.shaped(seen, at)
    reached = Reached.by(seen, point)
    away = (at - prior.mean) / prior.spread
    value = 0.5 * float(away @ away) - float(seen.count @ np.log(reached.likelihood))
    return value, away / prior.spread - reached.slope(seen, point)


def _climbed(seen: Seen, prior: _Prior, start: Floats) -> tuple[Floats, Floats]:
    """The top reached from `start`, and the variance of each number there."""

    def negative(at: Floats) -> tuple[float, Floats]:
        return _negative(seen, prior, at)

    options = {"ftol": 1e-12, "gtol": 1e-5, "maxiter": 500}
    at = floats(minimize(negative, start, jac=True, method="L-BFGS-B", options=options).x)
    return at, floats(np.diag(np.linalg.inv(curvature(negative, at))))


def _spreads(seen: Seen, at: Floats, variance: Floats) -> Floats:
    """Of cohorts and editions: the M-step, over the effects that somebody tells of."""
    point, doubt = Point.shaped(seen, at), Point.shaped(seen, variance)
    told = np.bincount(seen.first[seen.held > 0], minlength=seen.editions) > 0
    cohorts = np.r_[
        point.cohorts_coming[told] ** 2 + doubt.cohorts_coming[told],
        point.cohorts_leaving[told] ** 2 + doubt.cohorts_leaving[told],
    ]
    editions = point.editions**2 + doubt.editions
    return floats([_spread(cohorts, COHORT_SPREAD), _spread(editions, EDITION_SPREAD)])


def _spread(squares: Floats, usual: float) -> float:
    return float(np.sqrt((squares.sum() + SPREAD_WEIGHT * usual**2) / (len(squares) + SPREAD_WEIGHT)))
