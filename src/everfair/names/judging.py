"""The one place where what the rules say of a pair and what it weighs become a verdict.

The rules (`decide`) know what nobody on a fair would dispute and what must never be joined; the weights
(`weights.LinkModel`) know how telling the agreement is among these records, and what people decided before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from everfair.names import comparisons, likeness
from everfair.names.agreement import Row
from everfair.names.decision import CERTAIN, DIFFERENT, DOUBTFUL, RELATED, SAYS_NOTHING, Decision
from everfair.names.likeness import Reason
from everfair.names.weights import LinkModel, probability

CERTAIN_FROM, DOUBTFUL_FROM = 0.995, 0.5
# A pair that waits for a person is never scored like one that needs none.
MOST_DOUBTFUL = 0.99
# What the rules call certain stays so unless the house has learned otherwise.
_LEAST_FOR_CERTAIN, _UNDISPUTED = 0.05, 0.999
_OF_NAMES = frozenset(
    {
        likeness.SAME_CORE,
        likeness.SAME_BARE,
        likeness.SAME_WORDS,
        likeness.SHORT_OF_FULL,
        likeness.ABBREVIATION,
        likeness.PINYIN,
        likeness.SPELLING,
        likeness.ALOUD,
        "same_person_name",
    }
)
# Comparisons that weigh what a reason says.
_NAMED = ("name", "spoken")
_WEIGHED_BY = {
    "same_person_name": ("given", "surname"),
    "same_person_reading": ("given", "surname"),
    "same_domain": ("domains",),
    "same_page": ("domains",),
    "other_domain": ("domains",),
    "same_mailbox": ("mailboxes",),
    "same_telephone": ("lines",),
    "same_external_id": ("ids",),
    "differs_in_external_id": ("ids",),
    "differs_in_country": ("country",),
    "differs_in_place": ("place",),
    "differs_in_city": ("place",),
    "differs_in_native_name": _NAMED,
    "differs_in_register": _NAMED,
    "differs_in_branch": ("branch",),
    "same_employer": ("employers",),
    "words_within": _NAMED,
    "initials_match": _NAMED,
    "parts_translate": _NAMED,
    "domain_as_name": _NAMED,
}


def judged(
    decision: Decision, p: float, certain: float = CERTAIN_FROM, doubtful: float = DOUBTFUL_FROM
) -> Decision:
    """What the rules decided, with the probability as its score. Parties that belong together are never the same;
    contradictions are never certain; a shared contact without a name in common is nothing."""
    if decision.verdict == RELATED:
        return Decision(RELATED, min(p, MOST_DOUBTFUL), decision.reasons)
    if decision.verdict == CERTAIN and p >= _LEAST_FOR_CERTAIN:
        return Decision(CERTAIN, max(p, certain, _UNDISPUTED), decision.reasons)
    if decision.verdict == DOUBTFUL and p >= certain and _may_be_certain(decision):
        return Decision(CERTAIN, p, decision.reasons)
    if decision.verdict != DIFFERENT or (p >= doubtful and _may_be_asked(decision)):
        return Decision(DOUBTFUL, max(min(p, MOST_DOUBTFUL), doubtful), decision.reasons)
    return Decision(DIFFERENT, min(p, doubtful), decision.reasons)


def _may_be_asked(decision: Decision) -> bool:
    codes = set(decision.codes)
    return bool(_OF_NAMES & codes) and not codes & {likeness.DIFFERS_IN_REGISTER, SAYS_NOTHING}


def _may_be_certain(decision: Decision) -> bool:
    codes = decision.codes
    return bool(_OF_NAMES & set(codes)) and not any(
        code.startswith("differs_") or code in (SAYS_NOTHING, "other_domain") for code in codes
    )


@dataclass(frozen=True)
class Weighing:
    """The probability that two records are one, and what each comparison of theirs weighs in bits."""

    probability: float
    bits: Mapping[str, float]


def weigh(model: LinkModel, a: Row, b: Row) -> Weighing:
    """Two rows (`names.rows`) by the same weights as in bulk. Symmetric."""
    on = comparisons.levels(comparisons.QUESTIONS[model.kind], a, b)
    bits = model.bits(on, a, b)
    return Weighing(probability(model.summed(bits, on)), bits)


def worth_weighing(decision: Decision) -> bool:
    """Whether weights could change anything: what the rules call different without any likeness of names stays so."""
    return decision.verdict != DIFFERENT or bool(_OF_NAMES & set(decision.codes))


def explained(decision: Decision, weighing: Weighing) -> Decision:
    """The decision, its reasons with what they weigh: parameter `weight`, in bits. Of reasons that one comparison
    weighs together the first has it; where the weight speaks the other way, none."""
    left = dict(weighing.bits)
    return replace(decision, reasons=tuple([_with_weight(reason, left) for reason in decision.reasons]))


def _with_weight(reason: Reason, left: dict[str, float]) -> Reason:
    code, params = reason
    speaks_against = code.startswith("differs_") or code == "other_domain"
    told = [name for name in _WEIGHED_BY.get(code, _NAMED if code in _OF_NAMES else ()) if name in left]
    bits = sum(left[name] for name in told)
    if not told or (bits < 0) != speaks_against:
        return reason
    for name in told:
        del left[name]
    return code, (*params, ("weight", round(bits, 2)))
