"""The terms under which names are found: one line for SQLite's FTS5 (unicode61) or a PostgreSQL tsvector ('simple').

A prefix index does not find 青山 in 杭州青山画廊, and trigrams need three characters; so the terms are single
characters, bigrams, words, and readings and initials from every character on (青山: qingshan, qs).
"""

import re
from collections.abc import Iterable

from everfair.names.characters import simplified, traditional
from everfair.names.folding import fold, has_han, is_han, words
from everfair.names.legal_forms import han_ending
from everfair.names.query import LONGEST_WORD, bigrams, runs
from everfair.names.readings import pinyin

_LONGEST_TEXT = 5000
_READ_CHARACTERS = 40
_SYLLABLES, _INITIALS = 6, 12
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def search_terms(*texts: str) -> str:
    """Space-joined terms, each once, of letters, digits, Han and kana only. Loads OpenCC and pypinyin: for jobs."""
    return " ".join(dict.fromkeys(term for text in texts for term in _all(text[:_LONGEST_TEXT])))


def terms_apart(*texts: str) -> tuple[str, str]:
    """(`plain_terms`, what `search_terms` has beyond them). For jobs."""
    cut = [text[:_LONGEST_TEXT] for text in texts]
    plain = dict.fromkeys(term for text in cut for term in _written(text))
    more = (term for text in cut for terms in (_in_other_forms(text), _spoken(text)) for term in terms)
    return " ".join(plain), " ".join(dict.fromkeys(term for term in more if term not in plain))


def plain_terms(*texts: str) -> str:
    """The same without readings, initials and other character forms: for a request, until a job has done it all."""
    return " ".join(dict.fromkeys(term for text in texts for term in _written(text[:_LONGEST_TEXT])))


def _all(text: str) -> Iterable[str]:
    yield from _written(text)
    yield from _in_other_forms(text)
    yield from _spoken(text)


def _in_other_forms(text: str) -> Iterable[str]:
    folded = fold(text)
    if has_han(folded):
        for form in dict.fromkeys((simplified(folded), traditional(folded))):
            if form != folded:
                yield from _written(form)


def _written(text: str) -> Iterable[str]:
    latin: list[str] = []
    for run, cjk in runs(text):
        if cjk:
            yield from run
            yield from bigrams(run)
        else:
            latin.append("".join(run)[:LONGEST_WORD])
    yield from latin
    yield from _camel_words(text)
    if 1 < len(latin) < 9:
        yield "".join(latin)[:LONGEST_WORD]


def _camel_words(text: str) -> Iterable[str]:
    """Digital and Ocean of DigitalOcean."""
    parts = _CAMEL.sub(" ", text)
    if parts != text:
        yield from (w[:LONGEST_WORD] for w in words(fold(parts)) if w.isascii())


def _spoken(text: str) -> Iterable[str]:
    if has_han(fold(text)):
        for stretch in _han_stretches(simplified(fold(text))):
            for reading in pinyin(han_ending(stretch)[1] or stretch):
                yield from _from_every_syllable(reading.split())
    else:
        yield from _latin_initials(text)


def _han_stretches(text: str) -> list[str]:
    joined = "".join(c if is_han(c) else " " for c in text)
    return joined.split()[:8]


def _from_every_syllable(syllables: list[str]) -> Iterable[str]:
    spelled = syllables[:_READ_CHARACTERS]
    yield "".join(spelled)[: 2 * LONGEST_WORD]
    for start in range(len(spelled)):
        yield "".join(spelled[start : start + _SYLLABLES])
        first = "".join(s[0] for s in spelled[start : start + _INITIALS])
        if len(first) > 1:
            yield first


def _latin_initials(text: str) -> Iterable[str]:
    latin = ["".join(run) for run, cjk in runs(text) if not cjk]
    if 1 < len(latin) < 13:
        yield "".join(w[0] for w in latin)
