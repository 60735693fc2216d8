"""Why customers leave, and what keeping them would be worth."""

from typing import Literal, TypedDict

from .body import Drill


class Reason(TypedDict):
    """`n`: customers for whom it is the most likely reason (Score.leaving_reason); `expected`: the sum of its
    probability over all; `said`: leavers who gave it themselves; `at_stake`: lifetime value of the n, None without
    money."""

    reason: Literal["show_effect", "service", "price", "competitor", "need_changed", "business_ended"]
    n: int
    expected: float
    share: float
    low: float
    high: float
    said: int
    at_stake: int | None


class Sign(TypedDict):
    """`known`: of how many it is known whether the sign is there, `there`: with how many it is."""

    sign: str
    known: int
    there: int


class ChurnReasons(TypedDict):
    """n: customers that are weakening, disappearing or stayed away from the last edition; of `told` of them at least
    one sign is there, or their own word: these have a leaving_reason. `learnt_from`: leavers who said why. With few of
    them the house's starting beliefs weigh most."""

    n: int
    told: int
    drill: Drill
    currency: str
    learnt_from: int
    marks: list[Reason]
    signs: list[Sign]


class Points(TypedDict):
    """With so many points more retention (.05: five points): profit of a customer over its life, and the rise of it
    (.35: 35 % more) with its interval; `together`: for all customers there are, minor units."""

    points: float
    profit: float
    rise: float
    low: float
    high: float
    together: float


class RetentionWorth(TypedDict):
    """n: customers whose coming again was seen. `retention`: share of an edition's participants at the next, as the
    fitted model has it. `margin`: an edition, `winning`: cost of a new customer (None: no record), minor units;
    `rate` a year, `editions_a_year`. `marks`: 1, 2, 3, 5 and 10 points."""

    n: int
    drill: Drill
    currency: str
    retention: float
    low: float
    high: float
    margin: float
    winning: float | None
    keeping: float
    rate: float
    editions_a_year: float
    profit: float
    customers: int
    marks: list[Points]
