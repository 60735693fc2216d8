"""Why a customer is leaving: probabilities of reasons from signs, learnt from those who said why they left.

Naive Bayes over signs that are there, absent or unknown, with the house's starting beliefs as so many customers seen
before (a Dirichlet prior). The evidence of the signs is in nats and adds up exactly to the log odds of a reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

from .arrays import Floats, Jsonable, floats, ints
from .histories import distinct_rows

REASONS = ("show_effect", "service", "price", "competitor", "need_changed", "business_ended")
USUAL = (0.30, 0.14, 0.18, 0.14, 0.16, 0.08)  # what leavers say where nothing else is known
SIGNS: Mapping[str, Mapping[str, float]] = {
    "goals_missed": {"show_effect": 0.6},
    "effect_gap": {"show_effect": 0.7},
    "open_complaint": {"service": 0.5},
    "broken_promise": {"service": 0.5, "show_effect": 0.15},
    "asked_for_discount": {"price": 0.6, "competitor": 0.2},
    "smaller_stand": {"price": 0.4, "need_changed": 0.3, "business_ended": 0.3, "show_effect": 0.25},
    "at_competing_show": {"competitor": 0.7},
    "rates_competitor_higher": {"competitor": 0.6, "show_effect": 0.2},
    "changed_trade": {"need_changed": 0.6},
    "contact_left": {"need_changed": 0.3, "business_ended": 0.3, "service": 0.15},
    "cannot_be_reached": {"business_ended": 0.6},
}
ELSEWHERE = 0.08  # how often a sign is there though it speaks for another reason
WEIGHT = 20.0  # customers that the starting beliefs about a reason count for


@dataclass(frozen=True, slots=True)
class Reasons(Jsonable):
    """P(reason) and P(sign | reason), each [reasons] in the order of `REASONS`, [signs][reasons]."""

    signs: tuple[str, ...]
    prior: tuple[float, ...]
    given: tuple[tuple[float, ...], ...]
    learnt_from: int

    def probabilities(self, signs: npt.ArrayLike) -> Floats:
        """[customers, reasons] summing to 1, of [customers, signs]: 1 there, 0 absent, nan unknown. Signs that many
        share are worked out once."""
        seen = np.atleast_2d(floats(signs))
        at, back = distinct_rows(np.where(np.isfinite(seen), seen > 0.5, -1))
        total = np.log(floats(self.prior)) + self.evidence(seen[at]).sum(axis=1)
        return floats(np.exp(total - logsumexp(total, axis=1, keepdims=True))[back])

    def evidence(self, signs: npt.ArrayLike) -> Floats:
        """[customers, signs, reasons] log P(what was seen | reason), against the mean over reasons; unknown: 0."""
        seen = np.atleast_2d(floats(signs))[:, :, None]
        given = floats(self.given)[None]
        log = np.where(seen > 0.5, np.log(given), np.log1p(-given))
        log = np.where(np.isfinite(seen), log, 0.0)
        return floats(log - log.mean(axis=2, keepdims=True))


def fit(signs: npt.ArrayLike, reason: npt.ArrayLike, names: Sequence[str] = tuple(SIGNS)) -> Reasons:
    """[leavers, signs] as above and the position of each one's reason in `REASONS`; without leavers the starting
    beliefs stand. Signs without a belief start from nothing said."""
    said = ints(reason) if np.size(reason) else np.zeros(0, dtype=np.int64)
    seen = np.atleast_2d(floats(signs)) if len(said) else np.zeros((0, len(names)))
    if seen.shape != (len(said), len(names)):
        raise ValueError(f"signs {seen.shape} for {len(said)} leavers and {len(names)} signs")
    many = np.bincount(said, minlength=len(REASONS))
    prior = (floats(USUAL) * WEIGHT + many) / (WEIGHT + len(said))
    beliefs = floats([[SIGNS.get(name, {}).get(one, ELSEWHERE) for one in REASONS] for name in names])
    there = np.column_stack([(seen == 1)[said == at].sum(axis=0) for at in range(len(REASONS))])
    told = np.column_stack([np.isfinite(seen)[said == at].sum(axis=0) for at in range(len(REASONS))])
    given = (beliefs * WEIGHT + there) / (WEIGHT + told)
    return Reasons(
        tuple(names),
        tuple(float(each) for each in prior),
        tuple(tuple(float(each) for each in row) for row in given),
        len(said),
    )
