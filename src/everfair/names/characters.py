"""Traditional, simplified and Japanese character forms, by OpenCC (loaded when first needed)."""

from functools import lru_cache
from typing import Protocol

from everfair.names.folding import has_han


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@lru_cache(maxsize=4)
def _converter(direction: str) -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC(direction)
    return converter


# Characters met that nothing is to be done about: nearly all names consist of these.
_SIMPLIFIED: set[str] = set()


def simplified(text: str) -> str:
    """Simplified forms; Japanese forms too, where the character is not in use in simplified Chinese.

    芸 stays, because the Chinese write it too and mean something else than 艺; 絵 becomes 绘.
    """
    return text if text.isascii() or _SIMPLIFIED.issuperset(text) else _converted(text)


@lru_cache(maxsize=4096)
def _converted(text: str) -> str:
    _SIMPLIFIED.update(c for c in set(text) if _is_simplified(c))
    if _SIMPLIFIED.issuperset(text):
        return text
    return _converter("t2s").convert("".join(_chinese_form(c) for c in text))


def _is_simplified(character: str) -> bool:
    return not has_han(character) or (
        _in_simplified_use(character) and _converter("t2s").convert(character) == character
    )


@lru_cache(maxsize=4096)
def traditional(text: str) -> str:
    """Traditional forms, for search in either script."""
    return _converter("s2t").convert(text) if has_han(text) else text


@lru_cache(maxsize=8192)
def _chinese_form(character: str) -> str:
    if character.isascii() or not has_han(character) or _in_simplified_use(character):
        return character
    return _converter("jp2t").convert(character)


def _in_simplified_use(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
