"""How likely a short Chinese name is short for a full one: 中金岭南 for 深圳市中金岭南有色金属.

Characters of the short name stand in the full one in the same order, mostly side by side; a leading 粤 or 苏 may
stand for the province. Each counts by how telling it is, and so does what the full name says beyond the short one.
"""

import re
from collections.abc import Sequence

from everfair.names.folding import HAN
from everfair.names.name import Name
from everfair.names.places import abbreviated
from everfair.names.telling import Telling

_LONGEST_SHORT, _LONGEST_FULL = 12, 40
_SIDE_BY_SIDE, _BEYOND = 0.5, 0.3
_NOT_HAN = re.compile(f"[^{HAN}]+")
_Found = tuple[float, float]


def shortness(short: Name, full: Name, telling: Telling) -> float:
    """From 0 to 1; not symmetric. Letters around Han characters (ST, A) are left out."""
    told, whole = short_core(short), full.core[:_LONGEST_FULL]
    if told != short.core and _letters_within(short.core, whole):
        told = short.core
    told = told[:_LONGEST_SHORT]
    if not told or not whole:
        return 0.0
    found = _alike(told, whole, telling)
    for place in abbreviated(told[0]) if len(told) > 2 else ():
        if place in whole:
            found = max(found, _alike(place + told[1:], whole, telling))
    return round(found, 4)


def short_core(name: Name) -> str:
    """The Han characters of a short name; its core where there are fewer than two."""
    han = _NOT_HAN.sub("", name.core)
    return han if len(han) > 1 else name.core


def _letters_within(core: str, whole: str) -> bool:
    return all(letters in whole for letters in _NOT_HAN.findall(core))


def _alike(told: str, whole: str, telling: Telling) -> float:
    weights = [telling.of_han(character) for character in told]
    possible = sum(weights) + _SIDE_BY_SIDE * sum(weights[1:])
    value, covered = _in_order(told, whole, weights)
    return value / possible * (1 - _BEYOND + _BEYOND * covered / telling.of_han(whole))


def _in_order(told: str, whole: str, weights: Sequence[float]) -> _Found:
    """(weight found in order with what is side by side counted more, weight found) of the best way to find it."""
    nothing = (0.0, 0.0)
    before = [nothing] * (len(whole) + 1)
    ended = before
    for character, weight in zip(told, weights, strict=True):
        best, ending = [nothing], [nothing]
        for j, other in enumerate(whole):
            here = nothing
            if character == other:
                apart, beside = before[j], ended[j]
                if beside[0]:
                    apart = max(apart, (beside[0] + _SIDE_BY_SIDE * weight, beside[1]))
                here = (apart[0] + weight, apart[1] + weight)
            ending.append(here)
            best.append(max(here, best[j], before[j + 1]))
        before, ended = best, ending
    return before[-1]
