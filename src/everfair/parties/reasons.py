"""Why two parties may be the same, or why a decision was refused: codes and parameters, put into the reader's words.

A reason is kept as [code, {parameter: value}]. Its parameter `weight`, where there is one, says in bits how much it
speaks for the two being one (against: below zero).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everfair.parties.outside_ids import id_in_words, source_in_words

WORDS: dict[str, Promise | str] = {
    # what speaks for it
    "same_core": _("the same name, legal form and spelling aside"),
    "same_bare": _("the same name without its place: {bare}"),
    "same_words": _("the same words in another order: {words}"),
    "short_of_full": _("{short} is short for {full}"),
    "abbreviation_of_full": _("{short} abbreviates {full}"),
    "words_within": _("the one name holds the words of the other: {words}"),
    "pinyin_matches": _("the English name is the reading of the Chinese one: {reading}"),
    "pinyin_begins": _("the English name begins like the reading of the Chinese one: {reading}"),
    "initials_match": _("the letters are the initials of the Chinese name: {initials}"),
    "parts_translate": _("the English name says what the Chinese one says, part by part: {english}"),
    "sounds_alike": _("{a} and {b} sound the same"),
    "similar_spelling": _("the spelling is nearly the same"),
    "same_head_office": _("a branch and its head office: {head}"),
    "domain_as_name": _("one is named like a web address: {name}"),
    "same_external_id": _("the same outside id: {value}"),
    "same_domain": _("the same web domain: {value}"),
    "same_page": _("the same web page: {value}"),
    "same_mailbox": _("the same e-mail address: {value}"),
    "same_telephone": _("the same telephone number: {value}"),
    "same_person_name": _("the same name of a person"),
    "same_person_reading": _("names of persons that sound the same"),
    "same_birth_date": _("the same date of birth"),
    "same_number": _("the same number of the person"),
    "same_street": _("the same street and house"),
    "same_postcode": _("the same postcode: {value}"),
    "same_employer": _("they work for the same organisation"),
    "likest_of_list": _("no other name of the list is as like"),
    "automatic": _("joined without asking: the score reached the line of {line}"),
    # what speaks against it
    "branch_of": _("{branch} is a branch of {parent}"),
    "unit_of": _("{unit} is a part of {whole}"),
    "same_group": _("two firms of one group: {brand}"),
    "says_nothing": _("the name says nothing about who it is"),
    "differs_in_place": _("the places in the names differ: {a}, {b}"),
    "differs_in_branch": _("one is a branch of its own"),
    "differs_in_legal_form": _("the legal forms exclude each other"),
    "differs_in_register": _("the registered names differ: {a}, {b}"),
    "differs_in_external_id": _("{source} knows them under different ids"),
    "differs_in_country": _("the countries differ: {a}, {b}"),
    "differs_in_city": _("the cities differ: {a}, {b}"),
    "differs_in_native_name": _("the Chinese names differ: {a}, {b}"),
    "other_domain": _("their web domains differ: {a}, {b}"),
    "likelier_other": _("another name of the list is likelier: {name}"),
}
REFUSALS: dict[str, Promise | str] = {
    "same_party": _("The two are one customer already."),
    "merged_away": _("One of them was merged into another customer meanwhile."),
    "kinds_differ": _("A person and an organisation cannot be merged."),
    "was_kept_apart": _("Somebody decided that these two are to be kept apart."),
    "no_organisation": _("Only organisations are linked; persons work for them."),
    "goes_round": _("The one that would be the parent belongs to the other already."),
    "already_decided": _("Somebody decided about this pair meanwhile."),
}
KINDS: dict[str, Promise | str] = {
    "parties.Name": _("names"),
    "parties.Organisation": _("details of the organisation"),
    "parties.Person": _("details of the person"),
    "parties.ContactPoint": _("contact points"),
    "parties.Consent": _("consents"),
    "parties.ExternalId": _("outside ids"),
    "parties.Employment": _("people and jobs"),
    "parties.Link": _("links to other organisations"),
    "shows.Participation": _("participations"),
    "shows.RoleHolding": _("roles in shows"),
    "contact.Interaction": _("interactions"),
    "contact.Task": _("tasks"),
    "contact.Suggestion": _("suggestions"),
    "surveys.Response": _("answers to surveys"),
    "surveys.Rating": _("ratings of competing shows"),
    "relations.LedgerEntry": _("ledger entries"),
    "relations.Referral": _("who brought whom"),
    "relations.Relationship": _("relationships with shows"),
}


# They belong together, and so are not one: to be linked.
BELONGING = frozenset({"branch_of", "unit_of", "same_group"})


def is_against(code: str) -> bool:
    """Whether the reason speaks against the two being one."""
    return code.startswith("differs_") or code in {
        "says_nothing",
        "other_domain",
        "likelier_other",
        *BELONGING,
    }


def in_words(code: str, params: Mapping[str, Any] | None = None) -> str:
    """One reason or refusal; a code without words stands for itself."""
    text = str(WORDS.get(code) or REFUSALS.get(code) or code.replace("_", " "))
    return text.format_map(_Given(_spoken(code, params or {})))


def _spoken(code: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
    if code == "differs_in_external_id" and "source" in params:
        return {**params, "source": source_in_words(str(params["source"]))}
    if code == "same_external_id" and "value" in params:
        return {**params, "value": id_in_words(str(params["value"]))}
    return params


class _Given(dict[str, Any]):
    """Old rows may lack a parameter that the words ask for today."""

    def __missing__(self, key: str) -> str:
        return "…"


# In bits: a thousand times as likely among pairs that are one.
_HEAVY = 10.0


@dataclass(frozen=True)
class Weighed:
    """A reason in words, and its weight in bits where it was weighed; `share` of the heaviest (or of `_HEAVY`, where
    none is so heavy), 0 to 1."""

    side: str
    words: str
    bits: float | None = None
    share: float = 0.0


def weighed(reasons: Iterable[Sequence[Any]]) -> list[Weighed]:
    """Stored reasons with their weights, what speaks for it first, the heaviest first."""
    stored = [(str(code), dict(params)) for code, params in reasons]
    heaviest = max((_HEAVY, *(abs(_bits(params) or 0.0) for _code, params in stored)))
    made = [_weigh(code, params, heaviest) for code, params in stored]
    return sorted(made, key=lambda reason: (reason.side == "against", -reason.share))


def foremost(reasons: Iterable[Sequence[Any]]) -> list[Weighed]:
    """Two for a line of a list: what speaks most for it, and what most against it, if anything does."""
    told = weighed(reasons)
    against = [reason for reason in told if reason.side == "against"]
    return [*told[:1], *(against[:1] if against and against[0] != told[0] else told[1:2])]


def _weigh(code: str, params: Mapping[str, Any], heaviest: float) -> Weighed:
    bits = _bits(params)
    against = is_against(code) if bits is None else bits < 0
    side, share = "against" if against else "for", abs(bits or 0.0) / heaviest
    return Weighed(side, in_words(code, params), bits, round(share, 3))


def _bits(params: Mapping[str, Any]) -> float | None:
    weight = params.get("weight")
    return float(weight) if isinstance(weight, int | float) else None


def kind_in_words(label: str) -> str:
    """What rows of a model are called in a count: 12 participations."""
    return str(KINDS.get(label, label.rpartition(".")[2]))
