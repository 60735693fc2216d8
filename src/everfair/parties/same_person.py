"""Whether two records are one person. Names of persons are common: a name alone never joins them."""

from everfair.names import CERTAIN, DIFFERENT, DOUBTFUL, Decision, Record, person_core, person_keys

SAME_NAME, SAME_READING = "same_person_name", "same_person_reading"
SAME_ID, SAME_MAILBOX = "same_external_id", "same_mailbox"
SAME_LINE, SAME_EMPLOYER = "same_telephone", "same_employer"
_BASE = {SAME_NAME: 0.5, SAME_READING: 0.35}
_SUPPORT = {SAME_ID: 0.5, SAME_MAILBOX: 0.35, SAME_LINE: 0.25, SAME_EMPLOYER: 0.3}
_DOUBTFUL_FROM = 0.6


def decide_person(a: Record, b: Record, employers: set[int] | frozenset[int] = frozenset()) -> Decision:
    """`employers`: organisations both work for."""
    named = _named_alike(a, b)
    agreeing = {
        SAME_ID: {f"{source}:{value}" for source, value in set(a.external_ids) & set(b.external_ids)},
        SAME_MAILBOX: a.mailboxes & b.mailboxes,
        SAME_LINE: a.lines & b.lines,
        SAME_EMPLOYER: {str(pk) for pk in employers},
    }
    support = [code for code, values in agreeing.items() if values]
    score = min(0.99, _BASE.get(named, 0.0) + sum(_SUPPORT[code] for code in support))
    reasons = [(named, ())] if named else []
    told = (*reasons, *((code, (("value", min(agreeing[code])),)) for code in support))
    if named and (SAME_ID in support or (named == SAME_NAME and support)):
        return Decision(CERTAIN, 1.0, told)
    return Decision(DOUBTFUL if named and score >= _DOUBTFUL_FROM else DIFFERENT, round(score, 4), told)


def _named_alike(a: Record, b: Record) -> str:
    if {person_core(name) for name in a.names} & {person_core(name) for name in b.names} - {""}:
        return SAME_NAME
    return SAME_READING if _sounds(a) & _sounds(b) else ""


def _sounds(record: Record) -> set[str]:
    return {key for name in record.names for key in person_keys(name) if key.startswith("r:")}
