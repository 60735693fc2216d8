"""What customers want, what they say they will do, and where else they spend."""

from typing import Any, TypedDict

from .body import Drill


class Concept(TypedDict):
    """`abstractness`: 0 is a means only, 1 an end only; `centrality`: share of all relations it is part of."""

    concept: str
    n: int
    abstractness: float
    centrality: float


class Arrow(TypedDict):
    origin: str
    target: str
    direct: int
    indirect: int


class MeansEnd(TypedDict):
    """n: ladders. Arrows that at least `cutoff` ladders have; they cover `covered` of all direct relations. `matrix` =
    [row concept, column concept, direct, indirect] of every relation there is, for the table."""

    n: int
    drill: Drill
    cutoff: int
    covered: float
    concepts: list[Concept]
    arrows: list[Arrow]
    matrix: list[list[Any]]


class Intent(TypedDict):
    """Of `n` who `said` so (mean of their answers, 0 to 1), the share that came next with its interval."""

    said: float
    came: float
    low: float
    high: float
    n: int


class CalibrationOfIntent(TypedDict):
    """n: answers on the intent to rebook whose next edition has been held. `level`: mean said and share that came."""

    n: int
    drill: Drill
    said: float
    came: float
    marks: list[Intent]


class Bin(TypedDict):
    start: float
    end: float
    n: int


class WalletShare(TypedDict):
    """n: customers whose share is known (Score.wallet_share). `bins` of ten points each."""

    n: int
    drill: Drill
    mean: float
    low: float
    high: float
    bins: list[Bin]
