"""Who brought whom: what recommendations are worth, and the ripple of a lost customer."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import Arrays, Ints
from everfair.jobs.analysis.strand import Strand, drill, rounded, where
from everfair.relations.findings import referring as told
from everfair.science import referral
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough

ANYWAY, BELIEVED = (
    0.3,
    10.0,
)  # share of those courted who come without being told, believed before any were seen
SHOWN = 50
REFERRALS = 5


@dataclass(frozen=True)
class Tree:
    """Positions in `who` of referrers and children, in the order of days, without circles."""

    who: Ints
    referrer: Ints
    child: Ints
    weight: Floats
    worth: Floats  # of each of `who`, of itself; nan where not known


def tree(of: Strand) -> Tree:
    rows = of.once("brought", _brought)
    kept = where(rows, ~rows["is_warning"].astype(bool) & (rows["child"] >= 0))
    kept = where(kept, without_circles(kept["referrer"], kept["child"]))
    who = np.unique(np.concatenate([kept["referrer"], kept["child"]])).astype(np.int64)
    child = np.searchsorted(who, kept["child"])
    worth = np.full(len(who), np.nan)
    worth[child] = np.where(kept["is_known"].astype(bool), kept["worth"], np.nan)
    return Tree(who, np.searchsorted(who, kept["referrer"]), child, kept["weight"].astype(float), worth)


def _brought(of: Strand) -> Arrays:
    """Worth is unknown, not -1, of a child without money."""
    return of.mine("brought", "occurred_on, referrer, child", "*, worth IS NOT NULL AS is_known")


def without_circles(referrer: Ints, child: Ints) -> npt.NDArray[Any]:
    """Which referrals stand when each that would close a circle with earlier ones is left out."""
    above: dict[int, set[int]] = {}
    stands = np.ones(len(referrer), dtype=bool)
    for at, (one, told_one) in enumerate(zip(referrer.tolist(), child.tolist(), strict=True)):
        if one == told_one or told_one in _ancestors(above, one):
            stands[at] = False
        else:
            above.setdefault(told_one, set()).add(one)
    return stands


def _ancestors(above: dict[int, set[int]], one: int) -> set[int]:
    found, ahead = set[int](), [one]
    while ahead:
        for parent in above.get(ahead.pop(), ()):
            if parent not in found:
                found.add(parent)
                ahead.append(parent)
    return found


def anyway(of: Strand) -> float:
    """P(one comes without being told): of those heard of before they came, if ever, the share that came."""
    if of.grid is None:
        return ANYWAY
    came = of.grid.first >= 0
    courted = of.grid.heard & (~came | (of.grid.known < of.grid.first))
    n, there = of.grid.relationships_where(courted), of.grid.relationships_where(courted & came)
    return (there + ANYWAY * BELIEVED) / (n + BELIEVED)


def credited(of: Strand) -> referral.Credit:
    told_of = of.once("tree", tree)
    chance = np.full(len(told_of.who), of.once("anyway", anyway))
    return referral.credit(
        told_of.referrer,
        told_of.child,
        told_of.weight,
        np.nan_to_num(told_of.worth),
        chance,
        gamma=of.terms.gamma,
    )


def recommended(of: Strand) -> dict[int, float]:
    """Referrer -> what those it brought are worth, less what those it kept away would have been."""
    rows = of.once("brought", _brought)
    if not len(rows["referrer"]):
        return {}
    told_of, credit = of.once("tree", tree), of.once("credit", credited)
    found = dict(zip(told_of.who.tolist(), credit.total.tolist(), strict=True))
    typical = np.nanmean(told_of.worth) if np.isfinite(told_of.worth).any() else 0.0
    for one in rows["referrer"][rows["is_warning"].astype(bool)].tolist():
        found[one] = found.get(one, 0.0) - float(typical) * of.once("anyway", anyway)
    return {one: value for one, value in found.items() if value}


@finder("referrals")
def referrals(of: Strand) -> told.Referrals:
    rows = of.once("brought", _brought)
    warned = rows["is_warning"].astype(bool)
    n = int((~warned).sum())
    if n < REFERRALS:
        raise NotEnough(n, REFERRALS, "referrals")
    told_of, credit = of.once("tree", tree), of.once("credit", credited)
    known = bool(np.isfinite(told_of.worth).any())
    following = of.once("following", _following)
    loss = float(np.nanmean(told_of.worth)) if known else None
    return {
        "n": n,
        "drill": drill("relationship", "value_recommendation", "relationship"),
        "currency": of.terms.currency,
        "deterred": int(warned.sum()),
        "children": len(np.unique(rows["child"][(rows["child"] >= 0) & ~warned])),
        "referrers": len(np.unique(told_of.referrer)),
        "customers": _customers(of),
        "brought": rounded(following.brought) if following else None,
        "low": rounded(following.interval[0]) if following else None,
        "high": rounded(following.interval[1]) if following else None,
        "loss": rounded(loss) if loss is not None else None,
        "ripple": following.lost(loss, gamma=of.terms.gamma).to_dict() if following and loss else None,  # type: ignore[typeddict-item]
        "generations": _generations(told_of),
        "credit": round(float(credit.direct.sum())) if known else None,
        "marks": _referrers(told_of, credit, known),
    }


def _customers(of: Strand) -> int:
    return of.grid.relationships_where(of.grid.first >= 0) if of.grid is not None else 0


def _following(of: Strand) -> referral.Following | None:
    """How many each customer that ever came brought; None where there are too few customers."""
    told_of = of.once("tree", tree)
    brought = np.bincount(told_of.referrer, minlength=len(told_of.who))
    brought = brought[brought > 0]
    others = max(_customers(of) - len(brought), 0)
    try:
        return referral.following(np.concatenate([brought, np.zeros(others)]))
    except NotEnough:
        return None


def _generations(told_of: Tree) -> list[int]:
    """How many children stand so far below the first who told."""
    depth = np.zeros(len(told_of.who), dtype=np.int64)
    while True:
        deeper = depth.copy()
        np.maximum.at(deeper, told_of.child, depth[told_of.referrer] + 1)
        if (deeper == depth).all():
            return [int(many) for many in np.bincount(depth)[1:]]
        depth = deeper


def _referrers(told_of: Tree, credit: referral.Credit, known: bool) -> list[told.Referrer]:
    many = np.bincount(told_of.referrer, minlength=len(told_of.who))
    brought = np.flatnonzero(many)
    order = brought[np.lexsort((-many[brought], -credit.total[brought]))][:SHOWN].tolist()
    return [
        {
            "relationship": int(told_of.who[at]),
            "brought": int(many[at]),
            "direct": round(float(credit.direct[at])) if known else None,
            "further": round(float(credit.further[at])) if known else None,
        }
        for at in order
    ]
