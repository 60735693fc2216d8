"""What relationships bring and cost."""

from typing import Literal, TypedDict

from .body import Drill


class Quadrant(TypedDict):
    """`profit`, `potential`, `lifetime`: sums of the quadrant's customers."""

    quadrant: Literal["core", "promising", "earning", "marginal"]
    n: int
    profit: int
    potential: int
    lifetime: int


class Bubble(TypedDict):
    """x: `profit` today, y: `potential`; `area_dm2` its last stand; `caring`: codes why it is worth care."""

    relationship: int
    profit: int
    potential: int
    area_dm2: int | None
    quadrant: str
    caring: list[str]


class ValueQuadrant(TypedDict):
    """n: customers with money. `lines` = {profit, potential}: the means. `bubbles`: the 300 with most of either;
    `density`: [profit from, to, potential from, to, n] of all, for those not drawn. `caring`: code -> n."""

    n: int
    drill: Drill
    currency: str
    lines: dict[str, float]
    marks: list[Quadrant]
    bubbles: list[Bubble]
    density: list[list[float]]
    caring: dict[str, int]


class Kind(TypedDict):
    """`n`: relationships that have any of it; `entries`: entries behind it that people or files wrote; `computed`:
    the part that comes from stands, contacts, plays and referrals rather than from entries."""

    kind: Literal[
        "economic", "demonstration", "recommendation", "capability", "initial", "maintenance", "ending"
    ]
    amount: int
    computed: int
    n: int
    entries: int


class EditionMoney(TypedDict):
    """Not discounted: what the edition's own entries and stands say, kind -> amount."""

    edition: int
    amounts: dict[str, int]


class Spending(TypedDict):
    """What the model of spending warns of: whether spending depends on how often one comes. None: own means counted."""

    correlation: float
    independent: bool


class ValueTotals(TypedDict):
    """n: customers with money. `left_out`: entries and stands in other currencies, or without one. `rate` a year.
    `lifetime` is of the customers' own: economic value - costs + potential, without what comes through others."""

    n: int
    drill: Drill
    currency: str
    left_out: int
    rate: float
    margin: float
    profit: int
    potential: int
    lifetime: int
    lifetime_low: int | None
    lifetime_high: int | None
    marks: list[Kind]
    editions: list[EditionMoney]
    spend: Spending | None
