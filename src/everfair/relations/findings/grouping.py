"""Customers of a kind."""

from typing import Any, TypedDict

from .body import Drill


class Group(TypedDict):
    """`means` in the order of `features`; `stands_out`: [feature, distance in standard deviations]."""

    size: int
    share: float
    means: list[float]
    stands_out: list[list[Any]]


class Segments(TypedDict):
    """n: customers grouped (drawn, where there are very many). `stability` of 2, 3 ... groups, from 0 to 1; one group
    is kept where none reaches .8. `examples` of each group: relationships in its middle."""

    n: int
    drill: Drill
    features: list[str]
    stability: list[float]
    groups: list[Group]
    examples: list[list[int]]
