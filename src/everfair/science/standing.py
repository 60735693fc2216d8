"""Where a relationship stands by rules that can be read: the ladder, the depth, what work it asks for.

Arrays in, codes out, one value per relationship. The rules come from the field's own words (domain catalogue
D3-D5); the thresholds are ours and stand here by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np

from .arrays import Bools, Ints
from .stages import Stage

LOYAL_FROM = 3  # editions attended, and trusted
LIFETIME_FROM = 6  # editions attended ...
LIFETIME_SHARE = 0.8  # ... of all since the first at least this share
LOST_AFTER = 2  # editions missed: on real fairs 6 of 100 still come back
LOST_FOR_GOOD_AFTER = 4  # editions missed: 1 of 100
DEEP_RUN = 5  # editions in a row


class Rung(IntEnum):
    """The customer ladder."""

    NON_CUSTOMER = 0
    POTENTIAL = 1
    TARGET = 2
    DECIDED = 3
    FIRST_TIME = 4
    REPEAT = 5
    LOYAL = 6
    LIFETIME = 7
    LOST = 8
    LOST_FOR_GOOD = 9


class Depth(IntEnum):
    """How far the relationship goes; NONE before the first participation."""

    NONE = 0
    BASIC = 1  # even exchange
    COOPERATIVE = 2  # opens up but keeps reserve
    INTERDEPENDENT = 3  # our show is the only or the first choice


class Maturity(StrEnum):
    NEW = "new"
    GROWING = "growing"
    MATURE = "mature"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at, one value per relationship."""

    past: Ints  # editions attended
    missed: Ints  # editions missed since the last attended
    since: Ints  # editions held since the first attended
    run: Ints  # latest unbroken run of participations
    stage: Ints  # Stage
    known: Bools  # any interaction or interest told
    targeted: Bools  # invited, or chosen for a plan
    booked: Bools  # booked for the coming edition, or booked once and broke off
    gone: Bools  # business ended, or staff told "lost for good"
    engagement: Ints  # 0 none, 1 some, 2 high, -1 unknown
    confides: Bools  # told us needs, suggestions, intelligence
    first_choice: Bools  # said that our show is its only or first choice


def ladder(facts: Facts) -> Ints:
    """Rung per relationship; the first rule that holds decides.

    1. Gone, or four editions missed: lost for good.
    2. Came before, and two editions missed or stage disappearance: lost.
    3. Attended 6 or more and at least four fifths since the first, in trust: lifetime.
    4. Attended 3 or more, in trust: loyal. 5. Attended 2 or more: repeat. 6. Attended once: first-time.
    7. Booked but not yet come: decided. 8. Invited or planned for: target. 9. Known: potential. 10. Non-customer.
    """
    came = facts.past > 0
    trusted = facts.stage == Stage.TRUST
    faithful = facts.past >= LIFETIME_SHARE * (facts.since + 1)
    rules = [
        (facts.gone | (came & (facts.missed >= LOST_FOR_GOOD_AFTER)), Rung.LOST_FOR_GOOD),
        (came & ((facts.missed >= LOST_AFTER) | (facts.stage == Stage.DISAPPEARANCE)), Rung.LOST),
        ((facts.past >= LIFETIME_FROM) & faithful & trusted, Rung.LIFETIME),
        ((facts.past >= LOYAL_FROM) & trusted, Rung.LOYAL),
        (facts.past >= 2, Rung.REPEAT),
        (came, Rung.FIRST_TIME),
        (facts.booked, Rung.DECIDED),
        (facts.targeted, Rung.TARGET),
        (facts.known, Rung.POTENTIAL),
    ]
    return _first(rules, Rung.NON_CUSTOMER)


def depth(facts: Facts) -> Ints:
    """Depth per relationship; the first rule that holds decides.

    1. Never came: none. 2. Gone, or in disappearance: basic. 3. First choice by its own word, or five editions
    in a row in trust with high engagement: interdependent. 4. Confides in us, or came at least twice with some
    engagement: cooperative. 5. Basic.
    """
    close = (facts.run >= DEEP_RUN) & (facts.stage == Stage.TRUST) & (facts.engagement == 2)
    rules = [
        (facts.past == 0, Depth.NONE),
        (facts.gone | (facts.stage == Stage.DISAPPEARANCE), Depth.BASIC),
        (facts.first_choice | close, Depth.INTERDEPENDENT),
        (facts.confides | ((facts.past >= 2) & (facts.engagement >= 1)), Depth.COOPERATIVE),
    ]
    return _first(rules, Depth.BASIC)


def _first(rules: Sequence[tuple[Bools, IntEnum]], otherwise: IntEnum) -> Ints:
    conditions, codes = zip(*rules, strict=True)
    return np.select(conditions, [int(code) for code in codes], int(otherwise)).astype(np.int64)


FOCUS = {
    Stage.CULTIVATION: "make_known_and_invite",
    Stage.CONFIRMATION: "make_this_edition_work",
    Stage.TRUST: "follow_changing_needs",
    Stage.WEAKENING: "remove_causes_of_doubt",
    Stage.DISAPPEARANCE: "limit_harm_and_win_back",
}
WATCHED = {
    Maturity.NEW: (Stage.CULTIVATION, Stage.CONFIRMATION),
    Maturity.GROWING: (Stage.TRUST,),
    Maturity.MATURE: (Stage.WEAKENING,),
}


def focus(stage: Stage, maturity: Maturity) -> tuple[str, bool]:
    """(code of the work, whether a show of this maturity watches this stage above all)."""
    return FOCUS[stage], stage in WATCHED[maturity]
