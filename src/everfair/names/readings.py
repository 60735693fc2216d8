"""Readings of Chinese text in pinyin without tones (pypinyin, loaded when first needed)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from everfair.names.characters import simplified
from everfair.names.folding import HAN, fold, is_han, words
from everfair.names.surnames import ALSO, COMPOUND_SURNAMES, PHRASES, SURNAMES

_MOST_READINGS = 4
_MOST_CHARACTERS = 64
_LONGEST_PHRASE = 3
_HAN_OR_NOT = re.compile(f"[{HAN}]+|[^{HAN}]+")


def pinyin(text: str) -> list[str]:
    """Readings of the Han characters, the likeliest first: ["hang zhou qing shan hua lang"].

    Other words stand among the syllables as they are, folded. At most four readings; of a long text the first
    64 characters. [] for text without letters.
    """
    return list(_readings(text[: 4 * _MOST_CHARACTERS]))


def initials(text: str) -> list[str]:
    """First letters of the syllables and words, one string a reading: ["hzqshl"]."""
    return _distinct("".join(part[0] for part in reading.split()) for reading in pinyin(text))


@lru_cache(maxsize=16384)
def _readings(text: str) -> tuple[str, ...]:
    joined = " ".join(words(simplified(fold(text))))[:_MOST_CHARACTERS]
    if not joined:
        return ()
    usual = usual_syllables(joined)
    readings = [usual, *_with_surname(joined, usual), *_with_others(joined, usual)]
    plain = [" ".join("".join(syllables).split()) for syllables in readings]
    return tuple(
        _distinct([*plain, *(r.replace("v", "u") for r in plain[:1] if _has_u_umlaut(r))])[:_MOST_READINGS]
    )


def usual_syllables(text: str) -> list[str]:
    """One syllable a Han character, and every other character as it is."""
    syllables: list[str] = []
    for run in _runs(text):
        syllables += _spell(run) if is_han(run[0]) else list(run)
    return _spaced(text, _corrected(text, syllables))


def _spell(run: str) -> list[str]:
    """pypinyin reads by phrases; with a character it does not know it loses count, then one at a time."""
    from pypinyin.constants import RE_HANS
    from pypinyin.seg import mmseg, simpleseg

    phrases = mmseg.seg.cut(run) if RE_HANS.match(run) else simpleseg.seg(run)
    spelled = [syllable for phrase in phrases for syllable in _phrase(phrase)]
    if len(spelled) == len(run):
        return spelled
    return [(_phrase(character) or (character,))[0] for character in run]


@lru_cache(maxsize=32768)
def _phrase(phrase: str) -> tuple[str, ...]:
    """Phrases come again and again; taking a run apart costs less than what pypinyin does around it."""
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin([phrase], style=Style.NORMAL))


def _runs(text: str) -> list[str]:
    return _HAN_OR_NOT.findall(text)


def _corrected(text: str, syllables: list[str]) -> list[str]:
    corrected = list(syllables)
    for start in range(len(text)):
        for length in range(_LONGEST_PHRASE, 1, -1):
            phrase = PHRASES.get(text[start : start + length])
            if phrase:
                corrected[start : start + length] = phrase.split()
    return corrected


def _spaced(text: str, syllables: list[str]) -> list[str]:
    """Han syllables get spaces around them; letters of one word stay together."""
    return [f" {s} " if is_han(c) else s for c, s in zip(text, syllables, strict=True)]


def _with_surname(text: str, usual: list[str]) -> list[list[str]]:
    length = 2 if text[:2] in SURNAMES else 1
    readings = SURNAMES.get(text[:length], ())
    return [[f" {s} " for s in reading.split()] + usual[length:] for reading in readings]


def _with_others(text: str, usual: list[str]) -> list[list[str]]:
    in_phrase = _positions_in_phrases(text)
    return [
        [*usual[:i], f" {other} ", *usual[i + 1 :]]
        for i, character in enumerate(text)
        if character in ALSO and i not in in_phrase
        for other in ALSO[character].split()
    ]


def _positions_in_phrases(text: str) -> set[int]:
    return {
        start + offset
        for start in range(len(text))
        for length in range(2, _LONGEST_PHRASE + 1)
        if text[start : start + length] in PHRASES
        for offset in range(length)
    }


def _has_u_umlaut(reading: str) -> bool:
    return any(s in ("lv", "nv", "lve", "nve") for s in reading.split())


def _distinct(readings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(readings))


def surname_and_given(name: str) -> tuple[str, str]:
    """A Chinese person's name split behind the surname: ("欧阳", "修"), ("曾", "国藩")."""
    length = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:length], name[length:]


def surname_readings(surname: str) -> list[str]:
    """Readings of a surname, the right one first: 曾 ["zeng"], 单 ["shan"], 尉迟 ["yu chi"]."""
    return list(SURNAMES.get(surname, ())) or pinyin(surname)[:1]
