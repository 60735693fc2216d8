"""How alike a Chinese and an English name are: both are taken apart, and their parts laid side by side.

A part of the English name (one word or several) stands for a stretch of the Chinese one if it is its reading in
pinyin (any of the readings its characters have), its translation (`lexicon`), its place, or its initials; a word
left over may sound like what is left of the Chinese brand (Livzon, 丽珠). Each part counts by how telling it is:
`Telling` learns that from any set of names, without knowing which belong together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import sqrt
from typing import NamedTuple

from everfair.names.lexicon import LONGEST_PHRASE, han_words
from everfair.names.name import Name
from everfair.names.places import latin_place
from everfair.names.readings import syllables_of
from everfair.names.telling import Telling
from everfair.names.trade_words import is_weak

_LONGEST_CORE, _MOST_WORDS, _MOST_READINGS = 40, 16, 8
_INITIALS, _SOUND = 0.6, 0.55
_OF_NOTHING = frozenset({"and", "of", "the", "for", "s"})


class Part(NamedTuple):
    """Words start:end of the English name stand for characters first:last of the Chinese one, as surely as `trust`."""

    start: int
    end: int
    first: int
    last: int
    trust: float


@dataclass(frozen=True)
class Alignment:
    """`score` from 0 to 1; `parts` in the order of the English name."""

    score: float
    parts: tuple[Part, ...] = ()


def across(chinese: Name, english: Name, telling: Telling, least: float = 0.0) -> Alignment:
    """Any name in Han and any in Latin letters; 0 where nothing stands for anything, or less than `least` could."""
    han = chinese.head[:_LONGEST_CORE]
    words = _telling_words(english)
    if least and not _may_reach(least, han, words, telling):
        return Alignment(0.0)
    parts = _chosen(_candidates(han, words), han, words, telling)
    parts += _by_sound(parts, han, words)
    if not parts:
        return Alignment(0.0)
    return Alignment(_score(parts, han, words, telling), tuple(sorted(parts)))


def _may_reach(least: float, han: str, words: Sequence[str], telling: Telling) -> bool:
    """Whether enough of the English name may be heard in the Chinese one, and more than what is common to many."""
    starts, letters = _beginnings(han)
    heard = [w for w in words if w[:3] in starts or any(m in han for m in meanings(w))]
    heard += [w for w in words if w not in heard and w[0] in letters and not is_weak(w)][:1]
    if telling.of_words(heard) < least * least * telling.of_words(words):
        return False
    return len(heard) == len(words) or any(not is_weak(w) and not latin_place((w,)) for w in heard)


@lru_cache(maxsize=4096)
def _beginnings(han: str) -> tuple[frozenset[str], frozenset[str]]:
    """(first three letters, first letter) of whatever may be read from some character on."""
    starts: set[str] = set()
    for first in range(len(han)):
        spoken = product(*(syllables_of(c) for c in han[first : first + 3]))
        starts.update("".join(s)[:3] for s, _ in zip(spoken, range(_MOST_READINGS), strict=False))
    return frozenset(starts), frozenset(s[0] for s in starts)


def _telling_words(english: Name) -> tuple[str, ...]:
    return tuple([w for w in english.spelled if w not in _OF_NOTHING])[:_MOST_WORDS]


def phrases_of(english: Name) -> list[str]:
    """Its words, and neighbours joined, each of which may stand for something Chinese."""
    words = _telling_words(english)
    return ["".join(words[s:e]) for s in range(len(words)) for e in range(s + 1, s + LONGEST_PHRASE + 1)]


def _candidates(han: str, words: Sequence[str]) -> Iterator[Part]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1):
            phrase = "".join(words[start:end])
            for first, last, trust in _stretches(han, phrase):
                yield Part(start, end, first, last, trust)


@lru_cache(maxsize=8192)
def _stretches(han: str, phrase: str) -> tuple[tuple[int, int, float], ...]:
    found = [(first, first + len(word), 1.0) for word in meanings(phrase) for first in _places_of(word, han)]
    found += [(first, last, 1.0) for first, last in _read(han, phrase)]
    if not found and 1 < len(phrase) < 6:
        found += [(first, last, _INITIALS) for first, last in _initials(han, phrase)]
    return tuple(found)


@lru_cache(maxsize=4096)
def meanings(phrase: str) -> frozenset[str]:
    """What a Latin word or phrase may be in Chinese, by the lexicon and the gazetteer."""
    place = latin_place((phrase,))
    return han_words(phrase) | ({place} if place else frozenset())


def _places_of(word: str, han: str) -> Iterator[int]:
    first = han.find(word)
    while first >= 0:
        yield first
        first = han.find(word, first + 1)


def _read(han: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Stretches of which the phrase is a reading."""
    for first, letters in enumerate(_first_letters(han)):
        if phrase[0] not in letters:
            continue
        ends = {0}
        for last in range(first, min(first + 6, len(han))):
            spoken = syllables_of(han[last])
            ends = {e + len(s) for e in ends for s in spoken if phrase.startswith(s, e)}
            if not ends:
                break
            if len(phrase) in ends:
                yield first, last + 1


@lru_cache(maxsize=4096)
def _first_letters(han: str) -> tuple[frozenset[str], ...]:
    """With which letters each character may be read."""
    return tuple(frozenset(s[0] for s in syllables_of(c)) for c in han)


def _initials(han: str, phrase: str) -> Iterator[tuple[int, int]]:
    size, read = len(phrase), _first_letters(han)
    for first in range(len(han) - size + 1):
        if all(letter in letters for letters, letter in zip(read[first:], phrase, strict=False)):
            yield first, first + size


def _chosen(found: Iterable[Part], han: str, words: Sequence[str], telling: Telling) -> list[Part]:
    """The heaviest parts that do not overlap, in either name."""

    def weight(part: Part) -> float:
        return part.trust * (
            telling.of_han(han[part.first : part.last]) + telling.of_words(words[part.start : part.end])
        )

    chosen: list[Part] = []
    taken_words: set[int] = set()
    taken_han: set[int] = set()
    for part in sorted(found, key=lambda p: (-weight(p), p)):
        word_span, han_span = range(part.start, part.end), range(part.first, part.last)
        if taken_words.isdisjoint(word_span) and taken_han.isdisjoint(han_span):
            chosen.append(part)
            taken_words.update(word_span)
            taken_han.update(han_span)
    return chosen


def _by_sound(parts: Sequence[Part], han: str, words: Sequence[str]) -> list[Part]:
    """The first word that stands for nothing yet, with the stretch left over that sounds most like it."""
    left_words = [i for i in range(len(words)) if not any(p.start <= i < p.end for p in parts)]
    left_han = [i for i in range(len(han)) if not any(p.first <= i < p.last for p in parts)]
    unread = [i for i in left_words if not is_weak(words[i]) and len(words[i]) > 2]
    if not unread or not left_han:
        return []
    word = words[unread[0]]
    best = max(((_sounds_like(word, han[s:e]), s, e) for s, e in _runs(left_han)), default=(0.0, 0, 0))
    return [Part(unread[0], unread[0] + 1, best[1], best[2], _SOUND * best[0])] if best[0] > 0.5 else []


def _runs(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of two to four neighbours."""
    free = set(positions)
    for start in positions:
        for size in (2, 3, 4):
            if all(start + i in free for i in range(size)):
                yield start, start + size


@lru_cache(maxsize=8192)
def _sounds_like(word: str, han: str) -> float:
    from rapidfuzz.distance import JaroWinkler

    spoken = "".join(syllables_of(c)[0] for c in han)
    return (
        JaroWinkler.normalized_similarity(_skeleton(word), _skeleton(spoken)) if word[0] == spoken[0] else 0.0
    )


def _skeleton(letters: str) -> str:
    """The consonants as foreigners hear them."""
    heard = letters
    for spelled, spoken in (("zh", "j"), ("ch", "q"), ("sh", "x"), ("ng", "n"), ("c", "k"), ("v", "w")):
        heard = heard.replace(spelled, spoken)
    return heard[0] + "".join(c for c in heard[1:] if c not in "aeiouy")


def _score(parts: Sequence[Part], han: str, words: Sequence[str], telling: Telling) -> float:
    told_han = sum(p.trust * telling.of_han(han[p.first : p.last]) for p in parts)
    told_words = sum(p.trust * telling.of_words(words[p.start : p.end]) for p in parts)
    of_han = told_han / telling.of_han(han)
    of_words = told_words / telling.of_words(words)
    return round(sqrt(of_han * of_words), 4)
