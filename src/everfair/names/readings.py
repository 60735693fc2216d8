"""Readings of Chinese text in pinyin without tones (pypinyin, loaded when first needed)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from operator import add

from everfair.names.characters import simplified
from everfair.names.folding import HAN, fold, is_han, is_plain_han, words
from everfair.names.surnames import ALSO, COMPOUND_SURNAMES, PHRASES, SURNAMES, USUAL

_MOST_READINGS = 4
_MOST_CHARACTERS = 64
_LONGEST_PHRASE = 3
_HAN_OR_NOT = re.compile(f"[{HAN}]+|[^{HAN}]+")
_ONLY_HAN = re.compile(f"[{HAN}]*")
_SEVERAL = re.compile(f"[{''.join(ALSO)}]")
_FIRST_OF_SURNAMES = frozenset(surname[0] for surname in SURNAMES)
_STARTS_OF_PHRASES = frozenset(phrase[:2] for phrase in PHRASES)
_U_UMLAUT = re.compile("\\b[ln]ve?\\b")


def pinyin(text: str) -> list[str]:
    """Readings of the Han characters, the likeliest first: ["hang zhou qing shan hua lang"].

    Other words stand among the syllables as they are, folded. At most four readings; of a long text the first
    64 characters. [] for text without letters.
    """
    return list(readings(text))


def initials(text: str) -> list[str]:
    """First letters of the syllables and words, one string a reading: ["hzqshl"]."""
    return _distinct("".join(part[0] for part in reading.split()) for reading in pinyin(text))


def readings(text: str) -> tuple[str, ...]:
    """`pinyin` as a tuple."""
    return _readings(text[: 4 * _MOST_CHARACTERS])


@lru_cache(maxsize=4096)
def _readings(text: str) -> tuple[str, ...]:
    plain = simplified(fold(text))
    joined = plain[:_MOST_CHARACTERS] if is_plain_han(plain) else " ".join(words(plain))[:_MOST_CHARACTERS]
    if not joined:
        return ()
    if joined.isascii():
        spoken = joined.rstrip()
        return (spoken, spoken.replace("v", "u")) if _U_UMLAUT.search(spoken) else (spoken,)
    usual = usual_syllables(joined)
    first = _spaced(joined, usual)
    if joined[0] not in _FIRST_OF_SURNAMES and "v" not in first and not _SEVERAL.search(joined):
        return (first,)
    others = chain(_with_surname(joined, usual), _with_others(joined, usual))
    found = {first: None}
    while len(found) < _MOST_READINGS and (syllables := next(others, None)):
        found[_spaced(joined, syllables)] = None
    if "v" in first and _U_UMLAUT.search(first):
        found[first.replace("v", "u")] = None
    return tuple(found)[:_MOST_READINGS]


def usual_syllables(text: str) -> list[str]:
    """One syllable a Han character, and every other character as it is."""
    if _ONLY_HAN.fullmatch(text):
        return _corrected(text, _spell(text))
    syllables: list[str] = []
    for run in _HAN_OR_NOT.findall(text):
        syllables += _spell(run) if is_han(run[0]) else list(run)
    return _corrected(text, syllables)


def _spell(han: str) -> list[str]:
    """By the longest phrases from the left that pypinyin knows, other characters one at a time."""
    longest, phrases = _phrases()
    spelled = list(map(_SYLLABLES.__getitem__, han))
    end = 0
    begun = [(start, pair) for start, pair in enumerate(map(add, han, han[1:])) if pair in longest]
    for start, pair in begun:
        if start >= end:
            length = longest[pair]
            while length > 1 and han[start : start + length] not in phrases:
                length -= 1
            if length > 1:
                end = start + length
                spelled[start:end] = _phrase(han[start:end])
    return spelled


@cache
def _phrases() -> tuple[dict[str, int], dict[str, list[list[str]]]]:
    """(first two characters -> length of the longest phrase that begins so, pypinyin's phrases)."""
    from pypinyin.constants import PHRASES_DICT

    longest: dict[str, int] = {}
    for phrase in PHRASES_DICT:
        longest[phrase[:2]] = max(longest.get(phrase[:2], 1), len(phrase))
    return longest, PHRASES_DICT


@lru_cache(maxsize=8192)
def _phrase(phrase: str) -> tuple[str, ...]:
    return tuple(_plain(syllables[0]) for syllables in _phrases()[1][phrase])


class _Syllables(dict[str, str]):
    """The usual syllable of each character met so far."""

    def __missing__(self, character: str) -> str:
        from pypinyin.constants import PINYIN_DICT

        toned = PINYIN_DICT.get(ord(character), "").partition(",")[0]
        self[character] = USUAL.get(character) or _plain(toned) or character
        return self[character]


_SYLLABLES = _Syllables()


@lru_cache(maxsize=8192)
def syllables_of(character: str) -> tuple[str, ...]:
    """Every syllable that a character of a name may be read as, the usual one first."""
    others = [*ALSO.get(character, "").split(), *SURNAMES.get(character, ())]
    known = [_SYLLABLES[character], *others]
    return tuple(
        _distinct([*known, *(s.replace("v", u) for s in known if s[:1] in "ln" for u in ("u", "yu"))])
    )


@lru_cache(maxsize=4096)
def _plain(toned: str) -> str:
    from pypinyin import Style
    from pypinyin.style import convert

    return str(convert(toned, Style.NORMAL, False, None))


def _corrected(text: str, syllables: list[str]) -> list[str]:
    if _STARTS_OF_PHRASES.isdisjoint(map(add, text, text[1:])):
        return syllables
    for start in range(len(text) - 1):
        if text[start : start + 2] in _STARTS_OF_PHRASES:
            for length in range(_LONGEST_PHRASE, 1, -1):
                phrase = PHRASES.get(text[start : start + length])
                if phrase:
                    syllables[start : start + length] = phrase.split()
    return syllables


def _spaced(text: str, syllables: list[str]) -> str:
    """Han syllables get spaces around them; letters of one word stay together."""
    if _ONLY_HAN.fullmatch(text):
        return " ".join(syllables)
    parted = (f" {s} " if is_han(c) else s for c, s in zip(text, syllables, strict=True))
    return " ".join("".join(parted).split())


def _with_surname(text: str, usual: list[str]) -> Iterator[list[str]]:
    length = 2 if text[:2] in SURNAMES else 1
    for reading in SURNAMES.get(text[:length], ()):
        yield reading.split() + usual[length:]


def _with_others(text: str, usual: list[str]) -> Iterator[list[str]]:
    several = [found.start() for found in _SEVERAL.finditer(text)]
    in_phrase = _positions_in_phrases(text) if several else ()
    for i in several:
        for other in ALSO[text[i]].split() if i not in in_phrase else ():
            yield [*usual[:i], other, *usual[i + 1 :]]


def _positions_in_phrases(text: str) -> set[int]:
    return {
        start + offset
        for start in range(len(text))
        for length in range(2, _LONGEST_PHRASE + 1)
        if text[start : start + length] in PHRASES
        for offset in range(length)
    }


def _distinct(readings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(readings))


def surname_and_given(name: str) -> tuple[str, str]:
    """A Chinese person's name split behind the surname: ("欧阳", "修"), ("曾", "国藩")."""
    length = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:length], name[length:]


def surname_readings(surname: str) -> list[str]:
    """Readings of a surname, the right one first: 曾 ["zeng"], 单 ["shan"], 尉迟 ["yu chi"]."""
    return list(SURNAMES.get(surname, ())) or pinyin(surname)[:1]
