"""Partners in a list of names: those that say the same in other words, short and full, Chinese and English.

Of two that have nothing but names, whether another name of the list is as like tells more than how like they are. Each
name has one partner of another sort, or none; the same name written twice competes as one.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp

from everfair.names.folding import has_han
from everfair.names.name import FULL, SHORT, Name
from everfair.names.pairing import Pair, across_languages, short_with_full

LATIN = "latin"
SORTS = (SHORT, FULL, LATIN)
FEWEST = 200
# To compare one name with its likest takes some milliseconds: with more of a sort a list would take minutes.
MOST = 10_000
_MOST_HOLDERS = 60
_LIKELY = _ONE_OF_TWO = 0.5


@dataclass(frozen=True)
class Curve:
    """The chance that a pair is one by its lead and its score (logistic); of two rivals that are as like at most one
    is. Fitted to half of the listed Chinese companies, of whose names every third had lost its partner on one side,
    every third on the other; on the other half it says what is so."""

    base: float
    lead: float
    score: float

    def chance(self, pair: Pair) -> float:
        chance = 1 / (1 + exp(-(self.base + self.lead * pair.lead + self.score * pair.score)))
        return chance if pair.lead else min(chance, _ONE_OF_TWO)


_SHORTENED = Curve(-13.6, 8.1, 18.2)
_TRANSLATED = Curve(-7.8, 8.9, 10.4)
Competition = Callable[[Sequence[Name], Sequence[Name]], list[Pair]]
_COMPETITIONS: tuple[tuple[str, str, Competition, Curve], ...] = (
    (SHORT, FULL, short_with_full, _SHORTENED),
    (FULL, LATIN, across_languages, _TRANSLATED),
    (SHORT, LATIN, across_languages, _TRANSLATED),
)


@dataclass(frozen=True)
class Partners:
    """`chances`: pairs of places in the list (the smaller first), and how likely the two are one. `chosen`: place and
    sort to the likest of that sort."""

    sorts: Sequence[str]
    chances: dict[tuple[int, int], float]
    chosen: dict[tuple[int, str], int]

    def rival(self, one: int, other: int) -> int | None:
        """The place of a name that is liker to one of the two than they are to each other."""
        if not self.sorts or (min(one, other), max(one, other)) in self.chances:
            return None
        if self.sorts[one] == self.sorts[other]:
            return self._of_one_alone(one, other)
        rivals = (self.chosen.get((a, self.sorts[b])) for a, b in ((one, other), (other, one)))
        return next((rival for rival in rivals if rival is not None), None)

    def _of_one_alone(self, one: int, other: int) -> int | None:
        """Two short names of which each has a full name of its own are two."""
        for sort in SORTS:
            ours, theirs = self.chosen.get((one, sort)), self.chosen.get((other, sort))
            if ours is None or theirs is None or ours == theirs:
                continue
            if min(self._chance(one, ours), self._chance(other, theirs)) >= _LIKELY:
                return ours
        return None

    def _chance(self, one: int, other: int) -> float:
        return self.chances.get((min(one, other), max(one, other)), 0.0)


def partners(names: Sequence[Name]) -> Partners:
    """Of the names of one list; nobody's, where they are too few to tell what is common. Branches have none: they are
    called like their head office."""
    if len(names) < FEWEST:
        return Partners((), {}, {})
    sorts = [_sort(name) for name in names]
    held: dict[str, dict[str, list[int]]] = {sort: defaultdict(list) for sort in ("", *SORTS)}
    for place, (name, sort) in enumerate(zip(names, sorts, strict=True)):
        held[sort][name.core].append(place)
    found = Partners(sorts, {}, {})
    for left, right, compete, curve in _COMPETITIONS:
        ours, theirs = list(held[left].values()), list(held[right].values())
        if ours and theirs and max(len(ours), len(theirs)) <= MOST:
            for pair in compete([names[p[0]] for p in ours], [names[p[0]] for p in theirs]):
                _note(found, ours[pair.left], theirs[pair.right], curve.chance(pair))
    return found


def _note(found: Partners, ours: Sequence[int], theirs: Sequence[int], chance: float) -> None:
    """All who are written like the one are likest to all who are written like the other."""
    if len(ours) * len(theirs) > _MOST_HOLDERS:
        return
    for one, other in product(ours, theirs):
        found.chances[min(one, other), max(one, other)] = chance
    found.chosen.update({(one, found.sorts[theirs[0]]): theirs[0] for one in ours})
    found.chosen.update({(other, found.sorts[ours[0]]): ours[0] for other in theirs})


def _sort(name: Name) -> str:
    """Short, full or Latin; '' for what does not compete."""
    if not name.core or name.branch:
        return ""
    if name.script == "latin":
        return LATIN
    if not has_han(name.core):
        return ""
    return FULL if name.is_registered else SHORT
