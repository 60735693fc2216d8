"""The one place where what the rules say of a pair and what it weighs become a verdict.

The rules (`decide`) know what nobody on a fair would dispute and what must never be joined; the weights
(`weights.LinkModel`) know how telling the agreement is among these records, and what people decided before.
"""

from everfair.names import comparisons, likeness
from everfair.names.decision import CERTAIN, DIFFERENT, DOUBTFUL, RELATED, Decision
from everfair.names.record import Record
from everfair.names.rows import organisation_row
from everfair.names.weights import LinkModel, probability

CERTAIN_FROM, DOUBTFUL_FROM = 0.995, 0.5
# A pair that waits for a person is never scored like one that needs none.
_MOST_DOUBTFUL = 0.99
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
        "same_person_name",
    }
)


def judged(
    decision: Decision, p: float, certain: float = CERTAIN_FROM, doubtful: float = DOUBTFUL_FROM
) -> Decision:
    """What the rules decided, with the probability as its score. Parties that belong together are never the same;
    contradictions are never certain; a shared contact without a name in common is nothing."""
    if decision.verdict == RELATED:
        return Decision(RELATED, min(p, _MOST_DOUBTFUL), decision.reasons)
    if decision.verdict == CERTAIN and p >= _LEAST_FOR_CERTAIN:
        return Decision(CERTAIN, max(p, certain, _UNDISPUTED), decision.reasons)
    if decision.verdict == DOUBTFUL and p >= certain and _may_be_certain(decision):
        return Decision(CERTAIN, p, decision.reasons)
    if decision.verdict != DIFFERENT or (p >= doubtful and _OF_NAMES & set(decision.codes)):
        return Decision(DOUBTFUL, max(min(p, _MOST_DOUBTFUL), doubtful), decision.reasons)
    return Decision(DIFFERENT, min(p, doubtful), decision.reasons)


def _may_be_certain(decision: Decision) -> bool:
    codes = decision.codes
    return bool(_OF_NAMES & set(codes)) and not any(
        code.startswith("differs_") or code in ("says_nothing", "other_domain") for code in codes
    )


def chance(model: LinkModel, a: Record, b: Record) -> float:
    """The probability that two organisations are one, by the same weights as in bulk. Symmetric."""
    one, other = organisation_row(a), organisation_row(b)
    on = comparisons.levels(comparisons.QUESTIONS[comparisons.ORGANISATION], one, other)
    return probability(model.weight(on, one, other))
