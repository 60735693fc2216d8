"""How alike two names are, and why: a score with reasons as code and parameters, put into words elsewhere.

The score is a rule of thumb ordered by what was seen on lists of real fairs; it is not a probability.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from everfair.names import legal_forms, places
from everfair.names.across import across
from everfair.names.folding import has_han, has_kana
from everfair.names.keys import domain_as_name
from everfair.names.lexicon import han_words
from everfair.names.name import Name
from everfair.names.parts import parts_of
from everfair.names.readings import readings, syllables_of
from everfair.names.telling import general
from everfair.names.trade_words import is_weak, says_nothing

SAME_CORE, SAME_BARE, SAME_WORDS = "same_core", "same_bare", "same_words"
SHORT_OF_FULL, ABBREVIATION, WORDS_WITHIN = "short_of_full", "abbreviation_of_full", "words_within"
PINYIN, PINYIN_BEGINS, INITIALS = "pinyin_matches", "pinyin_begins", "initials_match"
TRANSLATED = "parts_translate"
ALOUD = "sounds_alike"
SPELLING, HEAD_OFFICE, DOMAIN = "similar_spelling", "same_head_office", "domain_as_name"
DIFFERS_IN_PLACE, DIFFERS_IN_BRANCH, DIFFERS_IN_FORM, DIFFERS_IN_REGISTER = (
    "differs_in_place",
    "differs_in_branch",
    "differs_in_legal_form",
    "differs_in_register",
)

Params = tuple[tuple[str, str], ...]
Reason = tuple[str, tuple[tuple[str, str | float], ...]]

_COMPARED = 200
_LEAST_ALIGNED = 0.5
_SLIP = 0.84
_SHORTEST_HEARD = 4
_CAP_PLACE, _CAP_BRANCH, _CAP_FORM = 0.4, 0.7, 0.9


@dataclass(frozen=True)
class Similarity:
    """`score` from 0 to 1; `reasons` as (code, ((parameter, value), ...)), what speaks for it before what against."""

    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.reasons)


_UNLIKE = Similarity(0.0)


@dataclass(frozen=True)
class _Agreement:
    score: float
    code: str
    params: Params = ()


def similarity(a: Name, b: Name, *, alone: bool = False) -> Similarity:
    """Symmetric; 1.0 for a name and itself. Loads RapidFuzz, and for Chinese against Latin names pypinyin.

    `alone`: nothing but the names speaks for the two. Then a Chinese and an English name whose places exclude each
    other, which nothing makes alike enough, are not laid side by side; only whether the one is the other's reading is
    told.
    """
    if a.text == b.text:
        return Similarity(1.0, ((SAME_CORE, (("core", a.core[:_COMPARED]),)),))
    if not a.core or not b.core:
        return _UNLIKE
    if (len(b.bare), b.bare, b.text) < (len(a.bare), a.bare, a.text):
        a, b = b, a
    rules = _RULES.get((a.script, b.script), _MIXED)
    if alone and rules is _ACROSS and places.contradict(a.place, b.place):
        rules = _READ_ONLY
    found = _best(rules, a, b)
    return _UNLIKE if found is None else _capped(found, list(_contradictions(a, b)))


def _best(rules: "_Rules", a: Name, b: Name) -> _Agreement | None:
    best = None
    for rule in rules:
        found = rule(a, b)
        if found and (best is None or found.score > best.score):
            best = found
    return best


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
    if a.bare != b.bare and a.is_registered and b.is_registered:
        yield 1.0, (DIFFERS_IN_REGISTER, (("a", a.text[:_COMPARED]), ("b", b.text[:_COMPARED])))


def _branch_key(name: Name) -> str:
    return name.branch.key if name.branch else ""


# Rules: each tells what speaks for two names being one, if anything; a is the shorter. Most pairs that are
# compared have nothing but a key in common, so every rule first asks what costs least.


def _same_core(a: Name, b: Name) -> _Agreement | None:
    if a.core == b.core:
        return _Agreement(1.0, SAME_CORE, (("core", a.core[:_COMPARED]),))
    if a.head == b.head:
        return _Agreement(0.9, HEAD_OFFICE, (("head", a.head[:_COMPARED]),))
    return None


def _same_bare(a: Name, b: Name) -> _Agreement | None:
    if a.bare != b.bare or len(a.bare) < 2:
        return None
    both_placed = bool(a.place and b.place)
    score = 0.3 if says_nothing(a.bare) else 0.94 if both_placed else 0.86
    return _Agreement(score, SAME_BARE, (("bare", a.bare[:_COMPARED]),))


def _short_of_full(a: Name, b: Name) -> _Agreement | None:
    """青山画廊 of 杭州青山画廊文化艺术: the short name begins the full one, stands in it, or abbreviates it."""
    short, full = (a, b) if (len(a.core), a.core) <= (len(b.core), b.core) else (b, a)
    if len(short.bare) < 2:
        return None
    both_full = short.is_registered and full.is_registered
    code = SHORT_OF_FULL
    if full.bare.startswith(short.bare) or full.core.startswith(short.core):
        score = 0.62 if both_full else 0.76 + 0.02 * min(len(short.bare), 5)
    elif short.bare in full.bare or short.core in full.core:
        score = 0.5 if both_full or len(short.bare) < 3 else 0.7
    elif not both_full and (_abbreviates(short.bare, full.bare) or _abbreviates(short.core, full.core)):
        score, code = 0.62, ABBREVIATION
    else:
        return None
    if not (has_han(short.bare) and has_han(full.bare)) or says_nothing(short.bare):
        return None
    return _Agreement(score, code, (("short", short.bare[:_COMPARED]), ("full", full.bare[:_COMPARED])))


def _abbreviates(short: str, full: str) -> bool:
    """All characters of a short name of three or more stand in the full one, in order, from its beginning."""
    if not full.startswith(short[:1]) or not 3 <= len(short) <= 8:
        return False
    rest = iter(full)
    return all(character in rest for character in short)


def _words(a: Name, b: Name) -> _Agreement | None:
    one, other = set(a.words), set(b.words)
    if not one or one.isdisjoint(other):
        return None
    if one == other and (a.script == b.script == "latin"):
        return _Agreement(0.95, SAME_WORDS, (("words", " ".join(sorted(one))[:_COMPARED]),))
    fewer, more = sorted((one, other), key=lambda s: (len(s), sorted(s)))
    if fewer < more and any(len(w) > 2 and not is_weak(w) for w in fewer):
        score = 0.85 if all(map(is_weak, more - fewer)) else 0.66
        return _Agreement(score, WORDS_WITHIN, (("words", " ".join(sorted(fewer))[:_COMPARED]),))
    return None


def _pinyin(a: Name, b: Name) -> _Agreement | None:
    chinese, latin = (b, a) if a.script == "latin" else (a, b)
    if not latin.words or not has_han(chinese.bare):
        return None
    found = max(_read_aloud(chinese, latin), key=lambda x: x.score, default=None)
    return found or _translated_parts(chinese, latin)


def _whole_reading(a: Name, b: Name) -> _Agreement | None:
    chinese, latin = (b, a) if a.script == "latin" else (a, b)
    letters = "".join(latin.words)
    if letters and any(letters == reading.replace(" ", "") for reading in readings(chinese.bare)):
        return _Agreement(0.92, PINYIN, (("reading", letters[:_COMPARED]),))
    return None


def _read_aloud(chinese: Name, latin: Name) -> Iterator[_Agreement]:
    letters = "".join(latin.words)
    for reading in readings(chinese.bare):
        syllables = reading.split()
        if letters == "".join(syllables):
            yield _Agreement(0.92, PINYIN, (("reading", letters[:_COMPARED]),))
        elif len(letters) == len(syllables) > 2 and letters == "".join([s[0] for s in syllables]):
            yield _Agreement(0.62, INITIALS, (("initials", letters),))
        elif latin.words[0][0] == syllables[0][0]:
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


@lru_cache(maxsize=8192)
def _translated_parts(chinese: Name, latin: Name) -> _Agreement | None:
    """东方航空, China Eastern Airlines: part by part, the one name says what the other says."""
    alignment = across(chinese, latin, general(), least=_LEAST_ALIGNED)
    if alignment.score < _LEAST_ALIGNED:
        return None
    words = (("chinese", chinese.bare[:_COMPARED]), ("english", " ".join(latin.words)[:_COMPARED]))
    return _Agreement(0.4 + 0.45 * alignment.score, TRANSLATED, words)


def _homophones(a: Name, b: Name) -> _Agreement | None:
    """青山画廊 and 青衫画廊: whoever types by ear takes one character for another."""
    one, other = a.core, b.core
    if len(one) != len(other) or len(one) < _SHORTEST_HEARD or len(one) > _COMPARED:
        return None
    unlike = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    if len(unlike) != 1 or _figures_differ(one, other):
        return None
    x, y = unlike[0]
    heard = set(syllables_of(x)) & set(syllables_of(y))
    return _Agreement(0.64, ALOUD, (("a", x), ("b", y))) if heard else None


def _heard(a: Name, b: Name) -> _Agreement | None:
    """トヨタ自動車 and Toyota Motor."""
    japanese, latin = (b, a) if a.script == "latin" else (a, b)
    one, other = parts_of(japanese), parts_of(latin)
    if not has_kana(japanese.bare) or not set(one.sounds) & set(other.sounds):
        return None
    return _Agreement(0.76, ALOUD, (("a", one.brand[:_COMPARED]), ("b", other.brand[:_COMPARED])))


def _domain(a: Name, b: Name) -> _Agreement | None:
    if "." not in a.shown and "." not in b.shown:
        return None
    one, other = domain_as_name(a) or a.core, domain_as_name(b) or b.core
    return (
        _Agreement(0.92, DOMAIN, (("name", one[:_COMPARED]),)) if one == other and a.core != b.core else None
    )


def _spelling(a: Name, b: Name) -> _Agreement | None:
    one, other = a.core[:_COMPARED], b.core[:_COMPARED]
    fewer, more = sorted((len(one), len(other)))
    if fewer < 4 or 2 * fewer < 0.84 * (fewer + more) or len(one) < 5:
        return None
    ratio = _ratio()(one, other, score_cutoff=0.84)
    han = has_han(one)
    if ratio < (0.86 if han else _SLIP) or _figures_differ(one, other) or _other_words(a, b):
        return None
    return _Agreement((0.7 if han else 0.9) * ratio, SPELLING, (("ratio", f"{ratio:.2f}"),))


@cache
def _ratio() -> Callable[..., float]:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity


def _other_words(a: Name, b: Name) -> bool:
    """Zhejiang Tianyu Pharmaceutical and Zhejiang Hisun Pharmaceutical: alike in all but what tells them apart."""
    ours = "".join([word for word in a.words if word not in b.words])
    theirs = "".join([word for word in b.words if word not in a.words])
    return bool(ours and theirs) and _ratio()(ours, theirs) < _SLIP


def _figures_differ(one: str, other: str) -> bool:
    """Hall 1 and Hall 2, 第一 and 第二 are no slips of the pen."""
    figures = "0123456789一二三四五六七八九十"
    return [c for c in one if c in figures] != [c for c in other if c in figures]


_Rules = tuple[Callable[[Name, Name], _Agreement | None], ...]
_IN_HAN: _Rules = (_same_core, _same_bare, _short_of_full, _spelling, _homophones)
_IN_LATIN: _Rules = (_same_core, _same_bare, _words, _domain, _spelling)
_ACROSS: _Rules = (_pinyin,)
_READ_ONLY: _Rules = (_whole_reading,)
_MIXED: _Rules = (_same_core, _same_bare, _short_of_full, _words, _domain, _spelling)
# By the scripts of the two: others are kana and what is mixed.
_RULES = {
    ("han", "han"): _IN_HAN,
    ("latin", "latin"): _IN_LATIN,
    ("han", "latin"): _ACROSS,
    ("latin", "han"): _ACROSS,
    **{
        pair: (*_MIXED, _pinyin, _heard)
        for one in ("kana", "mixed")
        for pair in (("latin", one), (one, "latin"))
    },
}
