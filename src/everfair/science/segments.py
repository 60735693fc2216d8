"""Groups of customers that differ, found rather than ruled: k-means that must hold when customers are drawn again.

The number of groups is the most stable, by the adjusted Rand index (Hubert & Arabie 1985) of groupings of bootstrap
draws as Hennig (2007) proposes, and of those as good the largest; where none reaches .8, there is one group.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from .arrays import Floats, Ints, Jsonable, floats, ints
from .enough import NotEnough

NEEDS = 100
STABLE = 0.8
AS_GOOD = 0.02


@dataclass(frozen=True, slots=True)
class Group(Jsonable):
    """`stands_out` names what differs most from all others, with the distance of means in standard deviations."""

    size: int
    means: tuple[float, ...]
    stands_out: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Segmentation(Jsonable):
    """Groups by size; `labels` is the group of each customer. `stability` of two, three ... groups as tried."""

    names: tuple[str, ...]
    groups: tuple[Group, ...]
    labels: tuple[int, ...]
    stability: tuple[float, ...]


def find(
    features: npt.ArrayLike, names: Sequence[str], *, most: int = 8, draws: int = 20, seed: int = 0
) -> Segmentation:
    """[customers, features] without gaps, in any units. Raises NotEnough below 100 customers."""
    table = np.atleast_2d(floats(features))
    if not np.isfinite(table).all():
        raise ValueError("a feature is missing somewhere: fill it or leave the customer out")
    if len(table) < NEEDS:
        raise NotEnough(len(table), NEEDS, "customers")
    scaled = _scaled(table)
    stability = tuple(_stability(scaled, k, draws, seed) for k in range(2, most + 1))
    labels = _grouped(scaled, _number(stability), seed)
    order = np.argsort(-np.bincount(labels))
    place = ints(np.argsort(order))[labels]
    groups = tuple(_group(table, scaled, place == at, names) for at in range(len(order)))
    return Segmentation(tuple(names), groups, tuple(int(at) for at in place), stability)


def _number(stability: Sequence[float]) -> int:
    if max(stability) < STABLE:
        return 1
    return max(k for k, held in enumerate(stability, start=2) if held >= max(stability) - AS_GOOD)


def _scaled(table: Floats) -> Floats:
    """Standard deviations from the mean, after the outermost hundredths were drawn in; a feature that is the same for
    all says nothing."""
    low, high = np.quantile(table, [0.01, 0.99], axis=0)
    drawn_in = np.clip(table, low, high)
    spread = drawn_in.std(axis=0)
    return floats((drawn_in - drawn_in.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def _grouped(scaled: Floats, k: int, seed: int) -> Ints:
    return ints(KMeans(k, n_init=4, random_state=seed).fit_predict(scaled))


def _stability(scaled: Floats, k: int, draws: int, seed: int) -> float:
    """Mean agreement of two groupings, each from its own draw, about all customers."""
    random = np.random.default_rng(seed)
    agreed = []
    for _ in range(draws):
        both = [scaled[random.integers(0, len(scaled), len(scaled))] for _ in range(2)]
        told = [KMeans(k, n_init=2, random_state=seed).fit(drawn).predict(scaled) for drawn in both]
        agreed.append(adjusted_rand_score(told[0], told[1]))
    return float(np.mean(agreed))


def _group(table: Floats, scaled: Floats, inside: npt.NDArray[np.bool_], names: Sequence[str]) -> Group:
    spread = np.maximum(scaled.std(axis=0), 1e-12)
    others = scaled[~inside].mean(axis=0) if (~inside).any() else scaled.mean(axis=0)
    away = (scaled[inside].mean(axis=0) - others) / spread
    first = np.argsort(-np.abs(away))[:3]
    told = tuple((names[at], float(away[at])) for at in first if abs(away[at]) >= 0.2)
    return Group(int(inside.sum()), tuple(float(mean) for mean in table[inside].mean(axis=0)), told)
