"""What customers expect, what they get, and which topics matter."""

from typing import Literal, TypedDict

from .body import Drill, LackingTopic


class Gap(TypedDict):
    """Means on the items' own scale `scale` = [lowest, highest]; the gap is expectation - performance. `dissatisfied`,
    `satisfied`, `delighted` are shares of respondents by their own gap."""

    topic: str
    n: int
    scale: list[float]
    expectation: float
    performance: float
    gap: float
    low: float
    high: float
    dissatisfied: float
    satisfied: float
    delighted: float
    verdict: Literal["dissatisfied", "basically_satisfied", "delighted"]


class Gaps(TypedDict):
    """n: respondents who gave both halves for any topic. `marks` in the order of the topics; `lacking`: topics with
    too few pairs."""

    n: int
    drill: Drill
    marks: list[Gap]
    lacking: list[LackingTopic]


class Weight(TypedDict):
    """`derived`: share of the variance of overall satisfaction (Shapley share of R2), `relative`: of what all topics
    explain together; `stated`: mean of what people say it matters, 0 to 1, with how many said so."""

    topic: str
    derived: float
    low: float
    high: float
    relative: float
    rises: bool
    stated: float | None
    stated_n: int


class Weights(TypedDict):
    """Of topics that the same n respondents answered, with the overall answer. `outcome`: what was explained (overall,
    recommend ...). Weights of different groups rest on different people: they are not laid side by side."""

    n: int
    outcome: str
    r2: float
    marks: list[Weight]


class Importance(Weights):
    """The group of topics most answered; `others`: further groups, where several questionnaires ask of other topics.
    `lacking`: topics in no group, as too few answered them."""

    drill: Drill
    lacking: list[LackingTopic]
    others: list[Weights]


class Contrast(TypedDict):
    """What a poor (penalty) and a good performance (reward) do to overall satisfaction, on its scale from 0 to 1, 95 %
    intervals; an end is None where nobody answered so."""

    topic: str
    penalty: float
    penalty_low: float | None
    penalty_high: float | None
    reward: float
    reward_low: float | None
    reward_high: float | None
    kind: Literal["basic", "performance", "excitement", "unclear"]


class Contrasts(TypedDict):
    """n: respondents with every topic of the group and the outcome."""

    n: int
    outcome: str
    marks: list[Contrast]


class PenaltyReward(Contrasts):
    """`others` and `lacking` as in Importance."""

    drill: Drill
    lacking: list[LackingTopic]
    others: list[Contrasts]


class Placed(TypedDict):
    """x: `performance`, mean from 0 to 1 with its interval; y: `importance`, derived and relative (sums to 1 over the
    marks), with its interval; `stated` as in Weight."""

    topic: str
    n: int
    performance: float
    performance_low: float
    performance_high: float
    importance: float
    importance_low: float
    importance_high: float
    stated: float | None
    quadrant: Literal["keep_up", "concentrate_here", "possible_overkill", "low_priority"]


class Map(TypedDict):
    """n: respondents; the quadrants meet at `lines` = {performance, importance}: the means over the marks."""

    n: int
    lines: dict[str, float]
    marks: list[Placed]


class ImportancePerformance(Map):
    """`others` and `lacking` as in Importance."""

    drill: Drill
    lacking: list[LackingTopic]
    others: list[Map]


class Zone(TypedDict):
    """x: `expected`, share of those who expect it (upper half of the scale); y: `spoken`, share who voice it."""

    topic: str
    n: int
    expected: float
    expected_low: float
    expected_high: float
    spoken: float
    spoken_low: float
    spoken_high: float
    zone: Literal["basic", "satisfaction", "delight", "loyalty"]


class Zones(TypedDict):
    """n: respondents who answered both for any topic. The zones meet at one half."""

    n: int
    drill: Drill
    marks: list[Zone]


class Goal(TypedDict):
    """`importance`: how much it was set before, `reached`: after (means from 0 to 1 of the same n customers); `gap` =
    importance - reached with its interval; `missed`: share whose goal was reached less than it was set."""

    topic: str
    n: int
    importance: float
    reached: float
    gap: float
    low: float
    high: float
    missed: float
    verdict: Literal["dissatisfied", "basically_satisfied", "delighted"]


class Goals(TypedDict):
    """n: customers who set and scored any goal."""

    n: int
    drill: Drill
    marks: list[Goal]
    lacking: list[LackingTopic]
