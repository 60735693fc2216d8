"""Names of persons: 曾国藩, Zeng Guofan, Guo-Fan ZENG and 曾國藩先生 share a key."""

import re
from functools import lru_cache

from everfair.names.characters import simplified
from everfair.names.folding import fold, has_han, has_kana, words
from everfair.names.readings import pinyin, surname_and_given, surname_readings

_HAN_TITLE = re.compile("(?<=..)(?:先生|女士|小姐|老师|博士|教授|总经理|经理|主任|总监)$")
_LATIN_TITLES = frozenset("mr mrs ms miss dr prof professor ir eng phd mba esq jr sr".split())
_LONGEST_HAN_NAME = 4
_MOST_WORDS = 5


def person_core(text: str) -> str:
    """The name without title, width, case, accents and spaces, in simplified characters."""
    return "".join(_name_words(text))


@lru_cache(maxsize=4096)
def person_keys(text: str) -> frozenset[str]:
    """Blocking keys: `n:` the core itself, `r:` what it may sound like, in either order of its parts."""
    parts = _name_words(text)
    core = "".join(parts)
    if not core:
        return frozenset()
    sounds = _han_sounds(core) if has_han(core) else _latin_sounds(tuple(parts))
    return frozenset({f"n:{core}"} | {f"r:{sound.replace('v', 'u')}" for sound in sounds})


def _name_words(text: str) -> list[str]:
    folded = simplified(fold(text))
    if has_han(folded) or has_kana(folded):
        return words(_HAN_TITLE.sub("", "".join(words(folded))))
    parts = words(folded.replace("-", ""))
    return [p for p in parts if p not in _LATIN_TITLES] or parts


def _han_sounds(core: str) -> set[str]:
    if len(core) > _LONGEST_HAN_NAME or has_kana(core):
        return set()
    surname, given = surname_and_given(core)
    spoken = [reading.replace(" ", "") for reading in pinyin(given)] or [""]
    family = [reading.replace(" ", "") for reading in surname_readings(surname)]
    return {pair for f in family for g in spoken for pair in (f + g, g + f)}


def _latin_sounds(parts: tuple[str, ...]) -> set[str]:
    """The words in their order, the last one first, and the first one last."""
    if len(parts) > _MOST_WORDS:
        return {"".join(sorted(parts))}
    return {"".join(parts), "".join(parts[-1:] + parts[:-1]), "".join(parts[1:] + parts[:1])}
