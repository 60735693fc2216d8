"""Partial pooling: how far cohorts and editions may differ is itself learned (empirical Bayes).

Editions differ as Student's t has it: most by little, and now and then one by much, which then says little about how
far usual ones differ, or about where their middle lies.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from .arrays import Bools, Floats
from .drivers import COLUMNS, PRIOR_MEAN, PRIOR_SPREAD, design
from .edition_effect import SHOCK_SHIFT, SHOCK_SPREAD, TAILS, shock_rate
from .enough import NotEnough
from .logistic import NORMAL, Posterior, Prior, Rows, climb
from .trials import Trials

FEWEST_TRIALS = 30
# log-normal priors of the spreads: real fairs vary by half a logit from edition to edition (the scale of a t with four
# degrees of freedom that varies so is .35), little by cohort
EDITION_SPREAD, COHORT_SPREAD, DOUBT = 0.35, 0.1, 0.5
LOOKS_LIKE_A_SHOCK = -0.8
NEAR_ENOUGH = 1e-3  # the top, for the evidence to be told to far less than what spreads are told apart by


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
    posterior = climb(rows, _prior(spreads, editions, shocks))
    effects = posterior.mode[len(COLUMNS) + editions :]
    hit = int((shocks[1:] | (effects < LOOKS_LIKE_A_SHOCK)).sum())
    weight = _prior_weight(posterior)
    rate = shock_rate(hit, editions - 1)
    edition, cohort = (float(spread) for spread in np.exp(spreads))
    return Pooled(posterior, edition, cohort, rate, float(learned.count.sum()), weight)


def _rows(learned: Trials, editions: int) -> Rows:
    cohorts = learned.standing.first[:, None] == np.arange(editions)
    years = learned.edition[:, None] == np.arange(1, editions)
    return Rows(np.hstack([design(learned.standing), cohorts, years]), learned.came, learned.count)


def _prior(spreads: Floats, editions: int, shocks: Bools) -> Prior:
    """Of every coefficient, given log spreads of editions and cohorts."""
    edition, cohort = np.exp(spreads)
    hit = shocks[1:]
    return Prior(
        np.concatenate([PRIOR_MEAN, np.zeros(editions), np.where(hit, SHOCK_SHIFT, 0.0)]),
        np.concatenate([PRIOR_SPREAD, np.full(editions, cohort), np.where(hit, SHOCK_SPREAD, edition)]),
        np.concatenate([np.full(len(COLUMNS) + editions, NORMAL), np.where(hit, NORMAL, TAILS)]),
    )


def _spreads(rows: Rows, editions: int, shocks: Bools) -> Floats:
    centre = np.log([EDITION_SPREAD, COHORT_SPREAD])
    at = PRIOR_MEAN[:0]

    def negative(spreads: Floats) -> float:
        nonlocal at
        prior = _prior(spreads, editions, shocks)
        posterior = climb(rows, prior, start=at if len(at) else None, near=NEAR_ENOUGH)
        at = posterior.mode
        return -posterior.log_evidence + 0.5 * float((((spreads - centre) / DOUBT) ** 2).sum())

    best = minimize(negative, centre, method="Nelder-Mead", options={"xatol": 0.05, "fatol": 0.02})
    return np.asarray(best.x, dtype=np.float64)


def _prior_weight(posterior: Posterior) -> float:
    """Mean over the slopes of posterior variance / prior variance."""
    variance = np.diag(posterior.covariance())[: len(COLUMNS)]
    return float((variance / PRIOR_SPREAD**2).mean())
