"""Who books after whom."""

from typing import Literal, TypedDict

from .body import Drill


class Day(TypedDict):
    """`seen`: mean bookings of peers on that day from the leader's booking (0), `usual`: where it did not book."""

    day: int
    seen: float
    usual: float


class Leader(TypedDict):
    relationship: int
    bookings: int
    follow: float


class Followers(TypedDict):
    """n: bookings of leaders looked at. `effect`: additional bookings of peers within `window` days of a leader's
    booking, 95 % interval; `placebo`: share of studies of days on which nothing happened with as large an effect.
    Associational. `leaders`: the relationships, most followed first (means of few bookings: read with care)."""

    n: int
    drill: Drill
    effect: float
    low: float
    high: float
    placebo: float
    window: int
    verdict: Literal["follow", "avoid", "unclear"]
    days: list[Day]
    leaders: list[Leader]
