"""The terms of a search as typed. Light: a web process may call it; it loads neither OpenCC nor pypinyin.

The index holds simplified and traditional forms, so that the query needs neither.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from everfair.names.folding import HAN, KANA, fold, hiragana, is_cjk, is_plain_han, words

LONGEST_WORD = 40
_LONGEST_QUERY = 400
_MOST_TERMS = 16
_MOST_LETTERS = 2
_STRETCHES = re.compile(f"[{HAN}{KANA}]+|[^{HAN}{KANA}]+")

_RARE = re.compile("[^\u3041-\u4db5\u4dc0-\u9fcc]")


@dataclass(frozen=True)
class Term:
    """One term to be found; `prefix`: as the beginning of an indexed term. Letters, digits and Han or kana only."""

    text: str
    prefix: bool


def query_terms(text: str) -> list[Term]:
    """All of which must be found: bigrams of Chinese and Japanese (or the single character), Latin words as prefixes.
    What is typed apart may stand apart.

    At most 16 terms, of which two are single letters: nearly all have a word that begins with any of them. []
    where nothing searchable was typed (the caller then shows no result, or the whole list).
    """
    terms = _typed_terms(text)
    letters = [term for term in terms if _is_letter(term)]
    return [term for term in terms if term not in letters[_MOST_LETTERS:]][:_MOST_TERMS]


def letters_left_out(text: str) -> list[str]:
    """The single letters that were typed and are not looked for."""
    return [term.text for term in _typed_terms(text) if _is_letter(term)][_MOST_LETTERS:]


def _is_letter(term: Term) -> bool:
    return term.prefix and len(term.text) == 1


def _typed_terms(text: str) -> list[Term]:
    terms: list[Term] = []
    for run, cjk in chain.from_iterable(map(runs, text[:_LONGEST_QUERY].split())):
        if cjk:
            terms += [Term(t, prefix=False) for t in bigrams(run) or [run[0]]]
        else:
            terms.append(Term("".join(run)[:LONGEST_WORD], prefix=True))
    return list(dict.fromkeys(terms))


def fts5_match(terms: list[Term]) -> str:
    """A MATCH expression of SQLite's FTS5; every term is quoted, so that AND and NEAR are words."""
    return " ".join(f'"{t.text}"' + ("*" if t.prefix else "") for t in terms)


def tsquery(terms: list[Term]) -> str:
    """The argument of PostgreSQL's to_tsquery('simple', ...)."""
    return " & ".join(f"'{t.text}'" + (":*" if t.prefix else "") for t in terms)


def runs(text: str) -> list[tuple[Sequence[str], bool]]:
    """(characters, whether Han or kana) of each unbroken run; rare characters as tokens every tokeniser keeps."""
    if is_plain_han(text):
        return [(text, True)]
    found: list[tuple[Sequence[str], bool]] = []
    for word in words(hiragana(fold(text))):
        if word.isascii() and word.isalnum():
            found.append((word, False))
        else:
            found += _split(word)
    return found


def _split(word: str) -> list[tuple[Sequence[str], bool]]:
    split: list[tuple[list[str], bool]] = []
    for part in _STRETCHES.findall(word):
        cjk = is_cjk(part[0])
        usual = part.isalnum() and not (cjk and _RARE.search(part))
        tokens = list(part) if usual else [rare(c) if cjk else c for c in part if c.isalnum()]
        if tokens and split and split[-1][1] == cjk:
            split[-1][0].extend(tokens)
        elif tokens:
            split.append((tokens, cjk))
    return [*split]


def bigrams(run: Sequence[str]) -> list[str]:
    return [one + other for one, other in pairwise(run)]


def rare(character: str) -> str:
    """Characters newer than Unicode 6.1, which FTS5's unicode61 takes for punctuation, as u and their code point."""
    if "\u3041" <= character < "\u9fcd" and not "\u4db5" < character < "\u4dc0":
        return character
    point = ord(character)
    newer = 0x9FCD <= point <= 0x9FFF or 0x4DB6 <= point <= 0x4DBF or point >= 0x2B81E
    return f"u{point:x}" if newer and not 0x2F800 <= point <= 0x2FA1F else character
