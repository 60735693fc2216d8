"""The show beside those it competes with."""

from typing import Literal, TypedDict

from .body import Drill


class Rated(TypedDict):
    """One show on one topic, scores from 0 to 1; `competitor` is the id of a surveys.Competitor, None our own."""

    topic: str
    competitor: int | None
    n: int
    mean: float
    low: float
    high: float


class Difference(TypedDict):
    """Ours less theirs, of the same respondents (n pairs); `verdict` by the interval. `ours` and `theirs`: the means of
    these respondents, with their own intervals."""

    topic: str
    competitor: int
    n: int
    difference: float
    low: float
    high: float
    verdict: Literal["ahead", "level", "behind"]
    ours: list[float]
    theirs: list[float]


class Competitors(TypedDict):
    """n: respondents who rated any competing show. `competitors`: ids, most rated first."""

    n: int
    drill: Drill
    competitors: list[int]
    topics: list[str]
    marks: list[Rated]
    differences: list[Difference]
