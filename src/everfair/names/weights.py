"""What agreement and disagreement of two records weigh: a model of linking, and the score of one pair.

Each comparison of two records falls on one of its levels. A level weighs log2(m / u) bits, m being its share among
pairs that are one and u among pairs that are not (Fellegi and Sunter 1969); agreement in something rare weighs more,
by how rare it is. The same figures score a million records in the engine and one new row here.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

UNKNOWN = ""
LEAST_SHARE = 1e-6


@dataclass(frozen=True)
class Level:
    """`rarity`: the column whose common values weigh less than rare ones, or ''."""

    name: str
    m: float
    u: float
    rarity: str = ""

    @property
    def weight(self) -> float:
        """In bits, before rarity."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True)
class Comparison:
    """Its levels from the best to the last, on which falls whatever is left."""

    name: str
    levels: tuple[Level, ...]

    def level(self, name: str) -> Level:
        return next(level for level in self.levels if level.name == name)


@dataclass(frozen=True)
class LinkModel:
    """`prior` is the probability that two records taken at random are one. `shares` has, by column, how large a
    share of the records holds a common value, and under '' what holds for any other. `learned` is what decisions of
    people add, in bits, by "comparison=level" and by whole pattern. `records` is 0 where nothing was fitted."""

    kind: str
    prior: float
    comparisons: tuple[Comparison, ...]
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    learned: Mapping[str, float] = field(default_factory=dict)
    records: int = 0
    decisions: int = 0

    @property
    def rare_columns(self) -> tuple[str, ...]:
        told = [level.rarity for comparison in self.comparisons for level in comparison.levels]
        return tuple(dict.fromkeys(column for column in told if column))

    def share(self, column: str, value: str) -> float:
        held = self.shares.get(column, {})
        return held.get(value) or held.get("", LEAST_SHARE)

    def weight(self, levels: Mapping[str, str], a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
        """Bits for the two being one; `a` and `b` are the rows, asked for their common values only."""
        return self.summed(self.bits(levels, a, b), levels)

    def bits(self, levels: Mapping[str, str], a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, float]:
        """What each comparison that could be answered weighs."""
        found = ((c.name, c.level(levels[c.name])) for c in self.comparisons if levels[c.name] != UNKNOWN)
        return {name: level.weight + self._rarity(level, a, b) for name, level in found}

    def summed(self, bits: Mapping[str, float], levels: Mapping[str, str]) -> float:
        """With what all pairs and what was taught weigh."""
        return math.log2(self.prior / (1 - self.prior)) + sum(bits.values()) + self.taught(levels)

    def _rarity(self, level: Level, a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
        if not level.rarity or not (a[level.rarity] or b[level.rarity]):
            return 0.0
        held = [self.share(level.rarity, row[level.rarity]) for row in (a, b) if row[level.rarity]]
        return math.log2(level.u) - math.log2(max(held))

    def taught(self, levels: Mapping[str, str]) -> float:
        """What decisions add to a pair with these levels, in bits."""
        if not self.learned:
            return 0.0
        return sum(self.learned.get(feature, 0.0) for feature in features(levels))

    def as_json(self) -> dict[str, Any]:
        """Comparisons and levels as lists: their order counts, and a database may keep objects in another."""
        levels = [
            [c.name, [[level.name, level.m, level.u, level.rarity] for level in c.levels]]
            for c in self.comparisons
        ]
        plain = {"kind": self.kind, "prior": self.prior, "records": self.records}
        learned = {"learned": dict(self.learned), "decisions": self.decisions}
        return (
            plain | learned | {"comparisons": levels, "shares": {k: dict(v) for k, v in self.shares.items()}}
        )

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        comparisons = tuple(
            Comparison(name, tuple(Level(*level) for level in levels)) for name, levels in told["comparisons"]
        )
        return cls(**{key: told[key] for key in told if key != "comparisons"}, comparisons=comparisons)

    def fits(self, other: "LinkModel") -> bool:
        """Whether both know the same comparisons and levels: a kept model may be older than the program."""
        return self.kind == other.kind and _names(self) == _names(other)

    def with_learned(self, learned: Mapping[str, float], decisions: int) -> "LinkModel":
        return replace(self, learned=learned, decisions=decisions)


def probability(weight: float) -> float:
    """Of a weight in bits."""
    if weight >= 0:
        return float(1.0 / (1.0 + 2.0 ** -min(weight, 1000)))
    return float(2.0 ** max(weight, -1000) / (1.0 + 2.0 ** max(weight, -1000)))


def features(levels: Mapping[str, str]) -> tuple[str, ...]:
    """What a decision about a pair speaks of: all pairs, each of its levels, and the whole pattern."""
    told = sorted(f"{name}={level}" for name, level in levels.items() if level != UNKNOWN)
    return ("", *told, " ".join(told))


def _names(model: LinkModel) -> list[tuple[str, list[str]]]:
    return [(c.name, [level.name for level in c.levels]) for c in model.comparisons]
