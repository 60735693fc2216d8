"""What a relationship delivers, how good it is, and what makes for trust."""

from typing import Literal, TypedDict

from .body import Drill


class Part(TypedDict):
    """A part of the value or the cost, mean from 0 to 1 (of a cost: 1 is the dearest)."""

    kind: Literal["value", "cost"]
    topic: str
    n: int
    mean: float
    low: float
    high: float


class DeliveredValue(TypedDict):
    """n: respondents who answered on a value and on a cost. `delivered` = mean over the value parts - mean over the
    cost parts, each from 0 to 1, over these respondents."""

    n: int
    drill: Drill
    value: float
    cost: float
    delivered: float
    low: float
    high: float
    marks: list[Part]


class QualityPart(TypedDict):
    """Mean score from 0 to 1 over n customers or respondents; `alpha` (None: a single item, or too few) says how well
    its `items` items agree."""

    part: Literal["satisfaction", "trust", "belonging", "friendship", "overall"]
    n: int
    mean: float
    low: float
    high: float
    items: int
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None


class Quality(TypedDict):
    """n: respondents who answered on any part; `overall` is of those who answered on all four. Drill by the Score
    columns quality_<part>, quality."""

    n: int
    drill: Drill
    marks: list[QualityPart]


class Driver(TypedDict):
    driver: Literal["reputation", "adaptation", "shared_information", "length"]
    share: float
    low: float
    high: float
    relative: float
    rises: bool


class TrustDrivers(TypedDict):
    """n: respondents with trust and every driver; shares of R2 as in Importance. `length` is editions attended."""

    n: int
    drill: Drill
    r2: float
    marks: list[Driver]
