"""Pairs between two sets of names: who is likest to whom, and whether somebody else is as like."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise, product
from math import log
from typing import NamedTuple

from everfair.names.across import across, meanings, phrases_of
from everfair.names.name import Name
from everfair.names.places import abbreviated
from everfair.names.readings import syllables_of
from everfair.names.short import short_core, shortness
from everfair.names.telling import Telling

_COMPARED = 30
_LONGEST_STRETCH, _LONGEST_CORE, _MOST_READINGS = 6, 40, 8
_Ranked = list[tuple[float, tuple[int, int]]]
_Scores = Mapping[tuple[int, int], float]


class Pair(NamedTuple):
    """Names left and right, by their places in the two sets; `score` from 0 to 1; `lead` over the next likest."""

    left: int
    right: int
    score: float
    lead: float


def across_languages(chinese: Sequence[Name], english: Sequence[Name]) -> list[Pair]:
    """The English name likest to each Chinese one one to one, best first."""
    telling = Telling.learn([*chinese, *english])
    asked = [
        {form for phrase in phrases_of(name) for form in (phrase, *meanings(phrase))} for name in english
    ]
    ever_asked = set().union(*asked)
    held = _Held(_spoken_and_written(name.head[:_LONGEST_CORE]) & ever_asked for name in chinese)
    return contested(
        {
            (candidate, number): across(chinese[candidate], name, telling).score
            for number, name in enumerate(english)
            for candidate in held.likest(asked[number])
        }
    )


def short_with_full(short: Sequence[Name], full: Sequence[Name]) -> list[Pair]:
    """The full Chinese name likest to each short one one to one, best first."""
    telling = Telling.learn(full)
    held = _Held(set(name.core[:_LONGEST_CORE]) | _neighbours(name.core) for name in full)
    return contested(
        {
            (number, candidate): shortness(name, full[candidate], telling)
            for number, name in enumerate(short)
            for candidate in held.likest(_asked(short_core(name)))
        }
    )


def _asked(core: str) -> set[str]:
    places = {character for place in abbreviated(core[:1]) for character in place}
    return set(core) | _neighbours(core) | places


def _neighbours(core: str) -> set[str]:
    return {one + other for one, other in pairwise(core)}


def _spoken_and_written(han: str) -> set[str]:
    """Every stretch as written and as it may be read."""
    found: set[str] = set()
    for first in range(len(han)):
        for last in range(first + 1, min(first + _LONGEST_STRETCH, len(han)) + 1):
            found.add(han[first:last])
            spoken = product(*(syllables_of(c) for c in han[first:last]))
            found.update("".join(s) for s, _ in zip(spoken, range(_MOST_READINGS), strict=False))
    return found


class _Held:
    """Which names hold a form (characters, a stretch, a reading); the rarer the form, the more it tells."""

    def __init__(self, forms: Iterable[Iterable[str]]) -> None:
        self._names: dict[str, list[int]] = defaultdict(list)
        self._size = 1
        for number, held in enumerate(forms):
            self._size += 1
            for form in held:
                self._names[form].append(number)

    def likest(self, forms: Iterable[str]) -> Iterator[int]:
        """Those that hold most of what tells, the likest first."""
        told: Counter[int] = Counter()
        for form in forms:
            names = self._names.get(form, ())
            weight = log(self._size / len(names)) if names else 0.0
            for name in names:
                told[name] += weight  # type: ignore[assignment]
        return iter(nlargest(_COMPARED, told, key=lambda name: (told[name], -name)))


def contested(scores: _Scores) -> list[Pair]:
    """One to one, the likest first: whoever is taken competes no longer. For any scores at all.

    The lead of a pair is over the likest rival that was not taken before: 0 where another is as like, the score
    itself where there is no other.
    """
    ranked = sorted(
        ((score, pair) for pair, score in scores.items() if score > 0), key=lambda s: (-s[0], s[1])
    )
    rivals = _rivals(ranked)
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for score, pair in ranked:
        if not _is_taken(pair, taken):
            others = (other for side in (0, 1) for other in rivals[side, pair[side]] if other[1] != pair)
            rival = max((s for s, other in others if not _is_taken(other, taken)), default=0.0)
            pairs.append(Pair(*pair, score, round(score - rival, 4)))
            taken[0].add(pair[0])
            taken[1].add(pair[1])
    return pairs


def _rivals(ranked: _Ranked) -> dict[tuple[int, int], _Ranked]:
    """The pairs of each name: (side, name) -> those it stands in."""
    rivals: dict[tuple[int, int], _Ranked] = defaultdict(list)
    for score, pair in ranked:
        for side in (0, 1):
            rivals[side, pair[side]].append((score, pair))
    return rivals


def _is_taken(pair: tuple[int, int], taken: tuple[set[int], set[int]]) -> bool:
    return pair[0] in taken[0] or pair[1] in taken[1]
