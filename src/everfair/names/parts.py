"""A bare name taken apart into brand and trade words; Chinese and English meet in ideas and sounds."""

import re
from functools import lru_cache
from typing import NamedTuple

from everfair.names.folding import KANA, has_han, has_kana, is_plain_han
from everfair.names.kana import romanised, sound
from everfair.names.lexicon import han_ideas, household, phrases, says_a_trade, trades_at_the_end
from everfair.names.name import Name
from everfair.names.readings import readings


class Parts(NamedTuple):
    """Brand x trade. `ideas` are what the trade words mean, in one token for every language (科技 and technology);
    `sounds` the readings of the brand, the likeliest first.

    A sound with ~ in front is as heard in Japanese (`kana.sound`), so that トヨタ meets Toyota; one with = is a firm
    that everybody knows under names unlike in sound (西门子 and Siemens).
    """

    brand: str
    ideas: frozenset[str]
    sounds: tuple[str, ...]


_KANA_STRETCH = re.compile(f"[{KANA}]+")


@lru_cache(maxsize=4096)
def parts_of(name: Name) -> Parts:
    """The bare name taken apart into its brand and its trade words."""
    if has_han(name.bare) or has_kana(name.bare):
        return _cjk_parts(name.bare)
    return _latin_parts(name.words or (name.bare,))


def _cjk_parts(bare: str) -> Parts:
    brand, trades = trades_at_the_end(bare)
    ideas = frozenset([idea for word in trades for idea in han_ideas(word)])
    kana = max(_KANA_STRETCH.findall(brand), key=len) if has_kana(brand) else ""
    sounds = ("~" + sound(romanised(kana)),) if kana else _sounds(brand, bare)
    return Parts(brand, ideas, (*sounds, *_known(brand)))


def _known(brand: str) -> tuple[str, ...]:
    firm = household(brand)
    return (f"={firm}",) if firm else ()


def _sounds(brand: str, bare: str) -> tuple[str, ...]:
    """Cut out of the readings of the whole name, which are at hand and know the phrases around."""
    if not is_plain_han(bare):
        return tuple([reading.replace(" ", "") for reading in readings(brand)])
    return tuple(dict.fromkeys(["".join(reading.split()[: len(brand)]) for reading in readings(bare)]))


def _latin_parts(words: tuple[str, ...]) -> Parts:
    """The brand is what precedes the first trade word, at least one word."""
    taken = [(start, ideas) for start, _, ideas in phrases(words) if ideas]
    trades = [(start, ideas) for start, ideas in taken if start and says_a_trade(ideas)]
    brand = "".join(words[: trades[0][0]] if trades else words)
    heard = sound(brand)
    return Parts(
        brand,
        frozenset([idea for _, ideas in trades for idea in ideas]),
        (brand, "~" + heard, *_known(brand)),
    )


def spoken_syllables(name: Name) -> list[str]:
    """The bare name as syllables of pinyin or as words in Latin letters."""
    if has_han(name.bare):
        return next(iter(readings(name.bare)), "").split()
    return [romanised(name.bare)] if has_kana(name.bare) else list(name.words)
