"""How loyal customers are, in mind and in deed, and how they move."""

from typing import Literal, NotRequired, TypedDict

from .body import Drill


class LoyaltyCell(TypedDict):
    cell: Literal["loyal", "latent", "spurious", "not_loyal"]
    n: int
    share: float
    low: float
    high: float


class LoyaltyMoves(TypedDict):
    """n: customers in a cell now; `cells` now. `lines` = {attitude, repeat} part them; `attitude` says what it is
    told by: `competitors` (relative to competing shows) or `items`. `moves` is None where no two editions have both.
    """

    n: int
    drill: Drill
    attitude: Literal["competitors", "items", "both"]
    lines: dict[str, float]
    cells: list[LoyaltyCell]
    moves: "Moves | None"


class Moves(TypedDict):
    """From row to column of `names` between two editions (ids); n: customers known both times. Cells of rows without
    anybody are None. Drill by loyalty_cell_before (row) and loyalty_cell (column)."""

    from_edition: int
    to_edition: int
    n: int
    names: list[str]
    counts: list[list[int]]
    shares: list[list[float | None]]
    low: list[list[float | None]]
    high: list[list[float | None]]


class LoyaltyType(TypedDict):
    """Where the type's customers are on average: attachment (x) and repeat (y), 0 to 1."""

    type: str
    n: int
    share: float
    attachment: float | None
    repeat: float | None


class LoyaltyTypes(TypedDict):
    """n: customers of a known type or of none."""

    n: int
    drill: Drill
    line: float
    marks: list[LoyaltyType]


class Point(TypedDict):
    """Of `n` customers about this satisfaction, `stayed` (a share, with its interval) came to the next edition. Levels
    that few told are put together: from `start` to `end`, `satisfaction` is their mean."""

    satisfaction: float
    start: NotRequired[float]
    end: NotRequired[float]
    n: int
    stayed: float
    low: float
    high: float


class Level(TypedDict):
    """`line`: [satisfaction, share who stay, low, high] rows, ready to be drawn. `sensitive`: from and to which
    satisfaction more of it pays; below and above customers are indifferent. `times`: how many times as many stay at
    full satisfaction as at four fifths, [times, low, high], to compare with "six times"."""

    level: Literal["all", "closed", "contested"]
    n: int
    k: float
    m: float
    line: list[list[float]]
    points: list[Point]
    sensitive: list[float]
    times: list[float]


class LoyaltyCurve(TypedDict):
    """n: pairs of a customer's satisfaction and whether it came to the next edition. `form_costs`: log-likelihood that
    the form of the curve loses against the best curve that only rises."""

    n: int
    drill: Drill
    lo: float
    hi: float
    form_costs: float
    levels: list[Level]
