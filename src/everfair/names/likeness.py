"""How alike two names are, and why: a score with reasons as code and parameters, put into words elsewhere.

The score is a rule of thumb ordered by what was seen on lists of real fairs; it is not a probability.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from everfair.names import legal_forms, places
from everfair.names.folding import has_han
from everfair.names.keys import domain_as_name
from everfair.names.lexicon import han_words
from everfair.names.name import FULL, Name
from everfair.names.readings import pinyin
from everfair.names.trade_words import is_weak, says_nothing

SAME_CORE, SAME_BARE, SAME_WORDS = "same_core", "same_bare", "same_words"
SHORT_OF_FULL, ABBREVIATION, WORDS_WITHIN = "short_of_full", "abbreviation_of_full", "words_within"
PINYIN, PINYIN_BEGINS, INITIALS = "pinyin_matches", "pinyin_begins", "initials_match"
SPELLING, HEAD_OFFICE, DOMAIN = "similar_spelling", "same_head_office", "domain_as_name"
DIFFERS_IN_PLACE, DIFFERS_IN_BRANCH, DIFFERS_IN_FORM = (
    "differs_in_place",
    "differs_in_branch",
    "differs_in_legal_form",
)

Params = tuple[tuple[str, str], ...]
Reason = tuple[str, Params]

_COMPARED = 200
_CAP_PLACE, _CAP_BRANCH, _CAP_FORM = 0.4, 0.7, 0.9


@dataclass(frozen=True)
class Similarity:
    """`score` from 0 to 1; `reasons` as (code, ((parameter, value), ...)), what speaks for it before what against."""

    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.reasons)


@dataclass(frozen=True)
class _Agreement:
    score: float
    code: str
    params: Params = ()


def similarity(a: Name, b: Name) -> Similarity:
    """Symmetric; 1.0 for a name and itself. Loads RapidFuzz, and for Chinese against Latin names pypinyin."""
    if a.text == b.text:
        return Similarity(1.0, ((SAME_CORE, (("core", a.core[:_COMPARED]),)),))
    first, second = sorted((a, b), key=lambda n: (len(n.bare), n.bare, n.text))
    return _similarity(first, second)


@lru_cache(maxsize=65536)
def _similarity(a: Name, b: Name) -> Similarity:
    if not a.core or not b.core:
        return Similarity(0.0)
    found = max((x for rule in _RULES for x in rule(a, b)), key=lambda x: x.score, default=None)
    if found is None:
        return Similarity(0.0)
    return _capped(found, list(_contradictions(a, b)))


def _capped(found: _Agreement, against: list[tuple[float, Reason]]) -> Similarity:
    score = min([found.score, *(cap for cap, _ in against)])
    return Similarity(round(score, 4), ((found.code, found.params), *(reason for _, reason in against)))


def _contradictions(a: Name, b: Name) -> Iterator[tuple[float, Reason]]:
    if places.contradict(a.place, b.place):
        yield _CAP_PLACE, (DIFFERS_IN_PLACE, (("a", a.place), ("b", b.place)))
    if _branch_key(a) != _branch_key(b):
        yield _CAP_BRANCH, (DIFFERS_IN_BRANCH, (("a", _branch_key(a)), ("b", _branch_key(b))))
    if a.core == b.core and legal_forms.contradict(a.legal_form, b.legal_form):
        yield _CAP_FORM, (DIFFERS_IN_FORM, (("a", a.legal_form), ("b", b.legal_form)))


def _branch_key(name: Name) -> str:
    return name.branch.key if name.branch else ""


# Rules: each yields what speaks for two names being one; a is the shorter.


def _same_core(a: Name, b: Name) -> Iterator[_Agreement]:
    if a.core == b.core:
        yield _Agreement(1.0, SAME_CORE, (("core", a.core[:_COMPARED]),))
    elif a.head == b.head:
        yield _Agreement(0.9, HEAD_OFFICE, (("head", a.head[:_COMPARED]),))


def _same_bare(a: Name, b: Name) -> Iterator[_Agreement]:
    if a.bare != b.bare or len(a.bare) < 2:
        return
    generic = says_nothing(a.bare)
    both_placed = bool(a.place and b.place)
    yield _Agreement(
        0.3 if generic else 0.94 if both_placed else 0.86, SAME_BARE, (("bare", a.bare[:_COMPARED]),)
    )


def _short_of_full(a: Name, b: Name) -> Iterator[_Agreement]:
    """青山画廊 of 杭州青山画廊文化艺术: the short name begins the full one, stands in it, or abbreviates it."""
    short, full = sorted((a, b), key=lambda n: (len(n.core), n.core))
    if not (has_han(short.bare) and has_han(full.bare)) or len(short.bare) < 2 or says_nothing(short.bare):
        return
    params = (("short", short.bare[:_COMPARED]), ("full", full.bare[:_COMPARED]))
    both_full = short.kind == FULL and full.kind == FULL
    if full.bare.startswith(short.bare) or full.core.startswith(short.core):
        more = 0.02 * min(len(short.bare), 5)
        yield _Agreement(0.62 if both_full else 0.76 + more, SHORT_OF_FULL, params)
    elif short.bare in full.bare or short.core in full.core:
        yield _Agreement(0.5 if both_full or len(short.bare) < 3 else 0.7, SHORT_OF_FULL, params)
    elif not both_full and (_abbreviates(short.bare, full.bare) or _abbreviates(short.core, full.core)):
        yield _Agreement(0.62, ABBREVIATION, params)


def _abbreviates(short: str, full: str) -> bool:
    """All characters of a short name of three or more stand in the full one, in order, from its beginning."""
    if not 3 <= len(short) <= 8 or not full.startswith(short[0]):
        return False
    rest = iter(full)
    return all(character in rest for character in short)


def _words(a: Name, b: Name) -> Iterator[_Agreement]:
    one, other = set(a.words), set(b.words)
    if not one or not other or a.script == "han" or b.script == "han":
        return
    if one == other and (a.script == b.script == "latin"):
        yield _Agreement(0.95, SAME_WORDS, (("words", " ".join(sorted(one))[:_COMPARED]),))
        return
    fewer, more = sorted((one, other), key=lambda s: (len(s), sorted(s)))
    if fewer < more and any(len(w) > 2 and not is_weak(w) for w in fewer):
        score = 0.85 if all(map(is_weak, more - fewer)) else 0.66
        yield _Agreement(score, WORDS_WITHIN, (("words", " ".join(sorted(fewer))[:_COMPARED]),))


def _pinyin(a: Name, b: Name) -> Iterator[_Agreement]:
    for chinese, latin in ((a, b), (b, a)):
        if has_han(chinese.bare) and latin.script == "latin" and latin.words:
            yield from _read_aloud(chinese, latin)


def _read_aloud(chinese: Name, latin: Name) -> Iterator[_Agreement]:
    letters = "".join(latin.words)
    for reading in pinyin(chinese.bare):
        syllables = reading.split()
        if letters == "".join(syllables):
            yield _Agreement(0.92, PINYIN, (("reading", letters[:_COMPARED]),))
        elif letters == "".join(s[0] for s in syllables) and len(letters) > 2:
            yield _Agreement(0.62, INITIALS, (("initials", letters),))
        else:
            yield from _begun(chinese, latin, syllables)


def _begun(chinese: Name, latin: Name, syllables: list[str]) -> Iterator[_Agreement]:
    """The first syllables are the first Latin words, and the rest may be translated: 青山画廊, Qingshan Gallery."""
    for count in range(min(len(syllables), 6), 1, -1):
        taken = _words_making("".join(syllables[:count]), latin.words)
        if taken:
            rest = latin.words[taken:]
            translated = _translated(rest, chinese.bare[count:])
            placed = bool(chinese.place) and chinese.place == latin.place
            score = 0.62 + 0.06 * placed + 0.2 * translated + 0.04 * (count > 2)
            spoken = "".join(syllables[:count])
            yield _Agreement(
                score, PINYIN_BEGINS, (("reading", spoken), ("chinese", chinese.bare[:_COMPARED]))
            )
            return


def _words_making(spoken: str, latin: tuple[str, ...]) -> int:
    return next((n for n in range(1, min(len(latin), 6) + 1) if "".join(latin[:n]) == spoken), 0)


def _translated(latin: tuple[str, ...], chinese: str) -> float:
    """Share of the Latin words whose Chinese counterpart stands in the rest of the name; 1 if nothing is left."""
    if not latin:
        return 0.0 if chinese else 1.0
    known = [w for w in latin if any(t in chinese for t in han_words(w))]
    return len(known) / len(latin)


def _domain(a: Name, b: Name) -> Iterator[_Agreement]:
    one, other = domain_as_name(a) or a.core, domain_as_name(b) or b.core
    if one == other and a.core != b.core:
        yield _Agreement(0.92, DOMAIN, (("name", one[:_COMPARED]),))


def _spelling(a: Name, b: Name) -> Iterator[_Agreement]:
    from rapidfuzz.distance import Indel

    one, other = a.core[:_COMPARED], b.core[:_COMPARED]
    ratio = Indel.normalized_similarity(one, other)
    least = 0.86 if has_han(one) else 0.84
    if ratio >= least and len(one) > 4 and not _figures_differ(one, other):
        yield _Agreement(
            0.9 * ratio if not has_han(one) else 0.7 * ratio, SPELLING, (("ratio", f"{ratio:.2f}"),)
        )


def _figures_differ(one: str, other: str) -> bool:
    """Hall 1 and Hall 2, 第一 and 第二 are no slips of the pen."""
    figures = "0123456789一二三四五六七八九十"
    return [c for c in one if c in figures] != [c for c in other if c in figures]


_RULES: tuple[Callable[[Name, Name], Iterator[_Agreement]], ...] = (
    _same_core,
    _same_bare,
    _short_of_full,
    _words,
    _pinyin,
    _domain,
    _spelling,
)
