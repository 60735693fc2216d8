"""Partial pooling: how far cohorts and editions may differ is itself learned (empirical Bayes)."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

from .arrays import Bools, Floats
from .drivers import COLUMNS, PRIOR_MEAN, PRIOR_PRECISION, design
from .edition_effect import SHOCK_SHIFT, SHOCK_SPREAD, shock_rate
from .enough import NotEnough
from .logistic import Posterior, Rows, climb
from .trials import Trials

FEWEST_TRIALS = 30
# log-normal priors of the spreads: real fairs vary by half a logit from edition to edition, little by cohort
EDITION_SPREAD, COHORT_SPREAD, DOUBT = 0.5, 0.1, 0.5
LOOKS_LIKE_A_SHOCK = -0.8


@dataclass(frozen=True, slots=True)
class Pooled:
    posterior: Posterior
    edition_spread: float
    cohort_spread: float
    shock_rate: float
    trials: float
    prior_weight: float


def pool(learned: Trials, editions: int, shocks: Bools) -> Pooled:
    if editions < 2:
        raise NotEnough(editions, 2, "editions")
    if learned.count.sum() < FEWEST_TRIALS:
        raise NotEnough(float(learned.count.sum()), FEWEST_TRIALS, "relationships x later editions")
    rows = _rows(learned, editions)
    spreads = _spreads(rows, editions, shocks)
    posterior = climb(rows, *_prior(spreads, editions, shocks))
    effects = posterior.mode[len(COLUMNS) + editions :]
    hit = int((shocks[1:] | (effects < LOOKS_LIKE_A_SHOCK)).sum())
    weight = _prior_weight(posterior)
    rate = shock_rate(hit, editions - 1)
    edition, cohort = (float(spread) for spread in np.exp(spreads))
    return Pooled(posterior, edition, cohort, rate, float(learned.count.sum()), weight)


def _rows(learned: Trials, editions: int) -> Rows:
    cohorts = learned.standing.first[:, None] == np.arange(editions)
    years = learned.edition[:, None] == np.arange(1, editions)
    return Rows(csr_array(np.hstack([design(learned.standing), cohorts, years])), learned.came, learned.count)


def _prior(spreads: Floats, editions: int, shocks: Bools) -> tuple[Floats, Floats]:
    """(mean, precision) of every coefficient, given log spreads of editions and cohorts."""
    edition, cohort = np.exp(spreads)
    shift = np.where(shocks[1:], SHOCK_SHIFT, 0.0)
    width = np.where(shocks[1:], SHOCK_SPREAD, edition)
    mean = np.concatenate([PRIOR_MEAN, np.zeros(editions), shift])
    return mean, np.concatenate([PRIOR_PRECISION, np.full(editions, cohort**-2), width**-2])


def _spreads(rows: Rows, editions: int, shocks: Bools) -> Floats:
    centre = np.log([EDITION_SPREAD, COHORT_SPREAD])
    at = PRIOR_MEAN[:0]

    def negative(spreads: Floats) -> float:
        nonlocal at
        posterior = climb(rows, *_prior(spreads, editions, shocks), start=at if len(at) else None)
        at = posterior.mode
        return -posterior.log_evidence + 0.5 * float((((spreads - centre) / DOUBT) ** 2).sum())

    best = minimize(negative, centre, method="Nelder-Mead", options={"xatol": 0.05, "fatol": 0.02})
    return np.asarray(best.x, dtype=np.float64)


def _prior_weight(posterior: Posterior) -> float:
    """Mean over the slopes of posterior variance / prior variance."""
    variance = np.diag(posterior.covariance())[: len(COLUMNS)]
    return float((variance * PRIOR_PRECISION).mean())
