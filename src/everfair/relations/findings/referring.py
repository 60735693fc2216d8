"""Who brings whom."""

from typing import TypedDict

from .body import Drill


class Referrer(TypedDict):
    """Credit in minor units: for those it brought, and for those they brought in turn; None without money."""

    relationship: int
    brought: int
    direct: int | None
    further: int | None


class Ripple(TypedDict):
    low: float
    likely: float
    high: float
    stay_away: float


class Referrals(TypedDict):
    """n: referrals; `deterred`: warnings among the record, not counted in n. `brought`: by each customer, with its
    interval, None with too few customers. `ripple`: what does not come with a lost customer, for `loss`, the mean
    lifetime value; None without money. `generations`: n of children by depth in the tree."""

    n: int
    drill: Drill
    currency: str
    deterred: int
    children: int
    referrers: int
    customers: int
    brought: float | None
    low: float | None
    high: float | None
    loss: float | None
    ripple: Ripple | None
    generations: list[int]
    credit: int | None
    marks: list[Referrer]
