"""The terms under which names are found: one line for SQLite's FTS5 (unicode61) or a PostgreSQL tsvector ('simple').

A prefix index does not find 青山 in 杭州青山画廊, and trigrams need three characters; so the terms are single
characters, bigrams, words, and readings and initials from every character on (青山: qingshan, qs).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, chain

from everfair.names.characters import simplified, traditional
from everfair.names.folding import HAN, fold, has_han, words
from everfair.names.legal_forms import han_ending
from everfair.names.query import LONGEST_WORD, bigrams, runs
from everfair.names.readings import readings

_LONGEST_TEXT = 5000
_READ_CHARACTERS = 40
_MOST_STRETCHES = 8
_SYLLABLES, _INITIALS = 6, 12
_HAN_STRETCH = re.compile(f"[{HAN}]+")
_CAPITAL = re.compile("[A-Z]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def search_terms(*texts: str) -> str:
    """Space-joined terms, each once, of letters, digits, Han and kana only. Loads OpenCC and pypinyin: for jobs."""
    return " ".join(dict.fromkeys(term for text in texts for term in _all(text[:_LONGEST_TEXT])))


def terms_apart(*texts: str) -> tuple[str, str]:
    """(`plain_terms`, what `search_terms` has beyond them). For jobs."""
    cut = [text[:_LONGEST_TEXT] for text in texts]
    plain = dict.fromkeys(chain.from_iterable(map(_written, cut)))
    more = dict.fromkeys(chain.from_iterable(chain(_in_other_forms(text), _spoken(text)) for text in cut))
    return " ".join(plain), " ".join([term for term in more if term not in plain])


def plain_terms(*texts: str) -> str:
    """The same without readings, initials and other character forms: for a request, until a job has done it all."""
    return " ".join(dict.fromkeys(term for text in texts for term in _written(text[:_LONGEST_TEXT])))


def _all(text: str) -> Iterable[str]:
    return chain(_written(text), _in_other_forms(text), _spoken(text))


def _in_other_forms(text: str) -> Iterable[str]:
    folded = fold(text)
    if folded.isascii() or not has_han(folded):
        return ()
    forms = dict.fromkeys((simplified(folded), traditional(folded)))
    return chain.from_iterable(_written(form) for form in forms if form != folded)


@lru_cache(maxsize=1024)
def _written(text: str) -> tuple[str, ...]:
    """Of one text its writing is asked for twice: as written, and to leave it out of what is beyond."""
    terms: list[str] = []
    latin: list[str] = []
    for run, cjk in runs(text):
        if cjk:
            terms += run
            terms += bigrams(run)
        else:
            latin.append("".join(run)[:LONGEST_WORD])
    terms += latin
    if _CAPITAL.search(text):
        terms += _camel_words(text)
    if 1 < len(latin) < 9:
        terms.append("".join(latin)[:LONGEST_WORD])
    return tuple(terms)


def _camel_words(text: str) -> Iterable[str]:
    """Digital and Ocean of DigitalOcean."""
    parts = _CAMEL.sub(" ", text)
    if parts != text:
        yield from (w[:LONGEST_WORD] for w in words(fold(parts)) if w.isascii())


def _spoken(text: str) -> Iterable[str]:
    folded = fold(text)
    if folded.isascii() or not has_han(folded):
        return _latin_initials(text)
    stretches = _HAN_STRETCH.findall(simplified(folded))[:_MOST_STRETCHES]
    spoken = [r for stretch in stretches for r in readings(han_ending(stretch)[1] or stretch)]
    return chain.from_iterable([_from_every_syllable(reading.split()) for reading in spoken])


def _from_every_syllable(syllables: list[str]) -> list[str]:
    """Cut out of the whole reading and of all first letters: slices cost less than joining."""
    spelled = syllables[:_READ_CHARACTERS]
    whole = "".join(spelled)
    letters = "".join([s[0] for s in spelled])
    starts = [0, *accumulate(map(len, spelled))]
    ends = starts[_SYLLABLES:] + [len(whole)] * _SYLLABLES
    return [
        whole[: 2 * LONGEST_WORD],
        *[whole[start:end] for start, end in zip(starts[:-1], ends, strict=False)],
        *[letters[start : start + _INITIALS] for start in range(len(letters) - 1)],
    ]


def _latin_initials(text: str) -> Iterable[str]:
    latin = ["".join(run) for run, cjk in runs(text) if not cjk]
    if 1 < len(latin) < 13:
        yield "".join(w[0] for w in latin)
