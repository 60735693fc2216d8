"""Whether two records are one party: certain ones join by themselves, doubtful ones wait for a person.

Certain is only what nobody on a fair would dispute. A contact key alone (a switchboard, a shared website, an
agent's e-mail) never joins strangers; a contradiction in place, branch, country or outside id never passes as
certain, however equal the names are.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import product

from everfair.names import likeness, places
from everfair.names.affiliation import SAME_GROUP, affiliation, common_brand
from everfair.names.likeness import Reason, Similarity, similarity
from everfair.names.name import FULL, Name
from everfair.names.record import Record
from everfair.names.trade_words import is_stopgap, says_nothing

CERTAIN, DOUBTFUL, DIFFERENT = "certain", "doubtful", "different"
RELATED = "related"  # two parties that belong together: to be linked, never to be merged
SAME_ID, SAME_DOMAIN, SAME_PAGE = "same_external_id", "same_domain", "same_page"
SAME_MAILBOX, SAME_LINE = "same_mailbox", "same_telephone"
OTHER_ID, OTHER_COUNTRY, OTHER_CITY = "differs_in_external_id", "differs_in_country", "differs_in_city"
OTHER_NATIVE_NAME, SAYS_NOTHING = "differs_in_native_name", "says_nothing"
OTHER_DOMAIN = "other_domain"  # no contradiction: firms change and have several

_DOUBTFUL_FROM = 0.6
_COMPATIBLE_FROM = 0.8
_SUPPORT = {SAME_ID: 0.5, SAME_DOMAIN: 0.3, SAME_PAGE: 0.3, SAME_MAILBOX: 0.25, SAME_LINE: 0.2}
_AGAINST = {OTHER_ID: 0.15, OTHER_COUNTRY: 0.2, OTHER_CITY: 0.1, OTHER_NATIVE_NAME: 0.2}
_IDENTIFYING = frozenset({SAME_ID, SAME_DOMAIN, SAME_PAGE})
_NAMES_COMPARED = 12
_FEW_LETTERS = 4


@dataclass(frozen=True)
class Decision:
    """`verdict` certain, doubtful, related or different; `score` 0 to 1; `reasons` as (code, parameters).

    Of what is related the first reason says how: `branch_of`, `unit_of` or `same_group`.
    """

    verdict: str
    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def is_certain(self) -> bool:
        return self.verdict == CERTAIN

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.reasons)


_STRANGERS = Decision(DIFFERENT, 0.0)


def decide(a: Record, b: Record) -> Decision:
    """Symmetric. With no usable name on either side only a common outside id makes more than `different`."""
    evidence = _Evidence.of(a, b)
    if not evidence.likeness.reasons and not evidence.agreeing:
        return Decision(DIFFERENT, 0.0, evidence.against) if evidence.against else _STRANGERS
    verdict = _verdict(evidence)
    is_one = verdict == CERTAIN and likeness.SAME_CORE in evidence.codes
    belonging = None if is_one else _belonging(evidence)
    if belonging:
        return Decision(RELATED, evidence.score, (belonging, *evidence.reasons))
    score = 1.0 if verdict == CERTAIN else evidence.score
    return Decision(verdict, score, evidence.reasons)


def strangers(a: Record, b: Record) -> bool:
    """Whether nothing speaks for the two being one, or belonging together: what `decide` takes longer to tell."""
    if _agreeing(a, b):
        return False
    return not any(similarity(one, other, alone=True).reasons for one, other in _pairs(a, b))


def _belonging(evidence: "_Evidence") -> Reason | None:
    if evidence.a is None or evidence.b is None or SAME_ID in evidence.support:
        return None
    return affiliation(evidence.a, evidence.b) or _sharing_a_site(evidence.a, evidence.b, evidence)


def _sharing_a_site(a: Name, b: Name, evidence: "_Evidence") -> Reason | None:
    """博世（中国）投资有限公司 and 博世汽车部件（苏州）有限公司 on one own website: two firms of one house."""
    if evidence.likeness.reasons or not evidence.support & {SAME_DOMAIN, SAME_PAGE}:
        return None
    brand = common_brand(a, b) if a.is_registered and b.is_registered else ""
    return (SAME_GROUP, (("brand", brand),)) if brand else None


@dataclass(frozen=True)
class _Evidence:
    a: Name | None
    b: Name | None
    likeness: Similarity
    agreeing: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @classmethod
    def of(cls, a: Record, b: Record) -> "_Evidence":
        agreeing, against = _agreeing(a, b), _against(a, b)
        one, other, alike = _likest(a, b, alone=not agreeing)
        if one and other and alike.score >= _COMPATIBLE_FROM and {one.script, other.script} == {"latin"}:
            against += _native_names_at_odds(a, b)
        if one and other and alike.reasons and _tell_nothing(one, other):
            against.append((SAYS_NOTHING, ()))
        return cls(one, other, alike, tuple(agreeing), tuple(against))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.likeness.reasons + self.agreeing + self.against

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _ in self.reasons)

    @property
    def support(self) -> frozenset[str]:
        return frozenset(code for code, _ in self.agreeing)

    @property
    def contradicted(self) -> bool:
        return any(code.startswith("differs_") for code in self.codes)

    @property
    def score(self) -> float:
        raised = self.likeness.score + sum(_SUPPORT[code] for code in self.support)
        lowered = raised - sum(_AGAINST.get(code, 0.0) for code, _ in self.against)
        return round(min(0.99, max(0.0, lowered)), 4)


def _verdict(evidence: _Evidence) -> str:
    if _is_certain(evidence):
        return CERTAIN
    if _is_nobody(evidence):
        return DIFFERENT
    if evidence.score >= _DOUBTFUL_FROM and not _excluded(evidence):
        return DOUBTFUL
    return DOUBTFUL if SAME_ID in evidence.support else DIFFERENT


def _is_certain(evidence: _Evidence) -> bool:
    if evidence.contradicted:
        return False
    if SAME_ID in evidence.support:
        return True
    if evidence.a is None or evidence.b is None:
        return False
    if likeness.SAME_CORE in evidence.codes:
        return _core_suffices(evidence.a, evidence.b, evidence.support) and not _is_shared_short_name(
            evidence
        )
    return bool(evidence.support & {SAME_DOMAIN, SAME_PAGE}) and evidence.likeness.score >= _COMPATIBLE_FROM


def _core_suffices(a: Name, b: Name, support: frozenset[str]) -> bool:
    """Equal names are one exhibitor; stopgaps never, and names of a sign or two only when printed alike.

    Trade words alone are a name where a legal form makes them one: 交通银行股份有限公司, Stores Inc.
    """
    if _is_empty(a):
        return _is_in_a_register(a, b)
    return a.shown == b.shown or (_is_telling(a) and _is_telling(b)) or bool(support)


def _is_in_a_register(a: Name, b: Name) -> bool:
    registered = a.kind == b.kind and bool(a.legal_form and b.legal_form)
    return registered and a.shown == b.shown and len(a.core) > 3 and not is_stopgap(a.core)


def _tell_nothing(a: Name, b: Name) -> bool:
    """上海 and 上海青山画廊 are alike in what is borne by many."""
    return (_is_empty(a) or _is_empty(b)) and not _is_in_a_register(a, b)


def _is_empty(name: Name) -> bool:
    """Trade words, a place or a stopgap only (贸易公司, 上海, 待定): borne by many, or by nobody."""
    return says_nothing(name.core) or bool(places.place_named(name.core))


def _is_nobody(evidence: _Evidence) -> bool:
    """个人 twice, and nothing else in common: no question anybody could answer."""
    names = (name for name in (evidence.a, evidence.b) if name is not None)
    return not evidence.support and any(is_stopgap(name.core) for name in names)


def _is_shared_short_name(evidence: _Evidence) -> bool:
    """Sky of Osaka and Sky of London: names of a few letters are borne by several, as their websites tell."""
    return OTHER_DOMAIN in evidence.codes and evidence.a is not None and len(evidence.a.core) <= _FEW_LETTERS


def _is_telling(name: Name) -> bool:
    return len(name.core) > 2 or name.kind == FULL or (len(name.core) == 2 and name.script in ("han", "kana"))


def _excluded(evidence: _Evidence) -> bool:
    """上海大众 and 广州大众: places that exclude each other, unless an own domain joins them."""
    return likeness.DIFFERS_IN_PLACE in evidence.codes and not evidence.support & _IDENTIFYING


def _likest(a: Record, b: Record, *, alone: bool) -> tuple[Name | None, Name | None, Similarity]:
    if len(a.normalised) == len(b.normalised) == 1:
        one, other = a.normalised[0], b.normalised[0]
        return one, other, similarity(one, other, alone=alone)
    compared = [(one, other, similarity(one, other, alone=alone)) for one, other in _pairs(a, b)]
    if not compared:
        return None, None, Similarity(0.0)
    return max(compared, key=lambda c: (c[2].score, -len(c[2].reasons), *sorted((c[0].text, c[1].text))))


def _pairs(a: Record, b: Record) -> list[tuple[Name, Name]]:
    """Where both have a Chinese and an English name, each is held against its own kind: that tells more."""
    pairs = list(product(a.normalised[:_NAMES_COMPARED], b.normalised[:_NAMES_COMPARED]))
    alike = [(one, other) for one, other in pairs if one.script == other.script]
    both = {"han", "latin"} <= {one.script for one, _ in alike}
    return alike if both else pairs


def _agreeing(a: Record, b: Record) -> list[Reason]:
    reasons: list[Reason] = []
    if a.external_ids and b.external_ids:
        common = {f"{source}:{value}" for source, value in set(a.external_ids) & set(b.external_ids)}
        reasons += _shared(SAME_ID, common)
    if a.reached and b.reached:
        reasons += _shared(SAME_DOMAIN, a.own_domains & b.own_domains)
        reasons += _shared(SAME_PAGE, a.pages & b.pages)
        reasons += _shared(SAME_MAILBOX, a.mailboxes & b.mailboxes)
        reasons += _shared(SAME_LINE, a.lines & b.lines)
    return reasons


def _shared(code: str, values: Collection[str]) -> list[Reason]:
    return [(code, (("value", min(values)),))] if values else []


def _against(a: Record, b: Record) -> list[Reason]:
    reasons: list[Reason] = []
    if a.country and b.country and a.country.upper() != b.country.upper():
        reasons.append((OTHER_COUNTRY, _both(a.country.upper(), b.country.upper())))
    if a.city and b.city and _cities_differ(a, b):
        reasons.append((OTHER_CITY, _both(a.city, b.city)))
    if a.external_ids and b.external_ids:
        reasons += [(OTHER_ID, (("source", source),)) for source in _sources_at_odds(a, b)]
    if a.reached and b.reached and a.own_domains and b.own_domains and not _labels(a) & _labels(b):
        reasons.append((OTHER_DOMAIN, _both(min(a.own_domains), min(b.own_domains))))
    if a.branch != b.branch and a.branch.strip().casefold() != b.branch.strip().casefold():
        reasons.append((likeness.DIFFERS_IN_BRANCH, _both(a.branch, b.branch)))
    return reasons


def _native_names_at_odds(a: Record, b: Record) -> list[Reason]:
    """雨圆朗 and 玉远朗 are both Yuyuanlang in English: what sounds alike there is told apart in Chinese. A common
    outside id outweighs it: firms change their names."""
    ours, theirs = ([name for name in each.normalised if name.script == "han"] for each in (a, b))
    if not ours or not theirs or set(a.external_ids) & set(b.external_ids):
        return []
    if any(similarity(one, other).score >= _COMPATIBLE_FROM for one, other in product(ours, theirs)):
        return []
    return [(OTHER_NATIVE_NAME, _both(ours[0].text, theirs[0].text))]


def _labels(record: Record) -> set[str]:
    """gree of gree.jp and gree.net: the same word under another ending speaks of one owner."""
    return {domain.partition(".")[0] for domain in record.own_domains}


def _both(one: str, other: str) -> tuple[tuple[str, str], ...]:
    first, second = sorted((one, other))
    return (("a", first), ("b", second))


def _cities_differ(a: Record, b: Record) -> bool:
    """A city in words we do not know is compared as written; a full registered name outweighs another address."""
    if not a.place or not b.place or a.place == b.place:
        return False
    return places.contradict(a.place, b.place) and not _same_registered_name(a, b)


def _same_registered_name(a: Record, b: Record) -> bool:
    registered = {n.core for n in a.normalised if n.kind == FULL and n.place}
    return bool(registered & {n.core for n in b.normalised if n.kind == FULL and n.place})


def _sources_at_odds(a: Record, b: Record) -> list[str]:
    """Sources that give both an id, but none in common."""
    ours, theirs = dict(a.external_ids), dict(b.external_ids)
    common = {source for source, _ in set(a.external_ids) & set(b.external_ids)}
    return sorted((ours.keys() & theirs.keys()) - common)
