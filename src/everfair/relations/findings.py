"""What a run found out about a show as a whole: the typed body of every finding, one shape for each code.

Codes are those of the catalogue of measures. A body is `NotEnough`, or one of the shapes below. In all of them

- `n` is how many respondents (or customers, pairs, ladders: each shape says it) the figures rest on;
- `low` and `high` are the ends of a 90 % interval unless the shape says otherwise; None means not known;
- shares and scores run from 0 to 1; money is in minor units of the body's `currency`, today's money of the run;
- `topic` is the code of a topic; what a mark is called is looked up when shown, never stored;
- `drill` says where the customers behind a mark are: in a column of Score (`by`, to be filtered by the mark's value
  under the name given in `value`), or among the answers (`by` names what is asked for, `value` the mark's field).
"""

from typing import Any, Final, Literal, TypedDict


class Drill(TypedDict):
    """`score`: the customers whose Score has the mark's `value` in the column `by`; `answers`: the respondents who
    answered on the mark's `value`; `relationship`: the mark names the relationship itself."""

    to: Literal["score", "answers", "relationship"]
    by: str
    value: str


class Lacking(TypedDict):
    """There is `n`; it needs about `needs` of what `of` says (respondents, customers, leaders, editions ...)."""

    n: int
    needs: int
    of: str


class NotEnough(TypedDict):
    not_enough: Lacking


class LackingTopic(Lacking):
    topic: str


# Satisfaction


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


class Importance(TypedDict):
    """n: respondents with every topic and the overall answer. `outcome`: what was explained (overall, recommend ...).
    `lacking`: topics too few of them answered."""

    n: int
    drill: Drill
    outcome: str
    r2: float
    marks: list[Weight]
    lacking: list[LackingTopic]


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


class PenaltyReward(TypedDict):
    """n: respondents with every topic and the overall answer."""

    n: int
    drill: Drill
    marks: list[Contrast]


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


class ImportancePerformance(TypedDict):
    """n: respondents; the quadrants meet at `lines` = {performance, importance}: the means over the marks."""

    n: int
    drill: Drill
    lines: dict[str, float]
    marks: list[Placed]


class Rated(TypedDict):
    """One show on one topic, scores from 0 to 1; `competitor` is the id of a surveys.Competitor, None our own."""

    topic: str
    competitor: int | None
    n: int
    mean: float
    low: float
    high: float


class Difference(TypedDict):
    """Ours less theirs, of the same respondents (n pairs); `verdict` by the interval."""

    topic: str
    competitor: int
    n: int
    difference: float
    low: float
    high: float
    verdict: Literal["ahead", "level", "behind"]


class Competitors(TypedDict):
    """n: respondents who rated any competing show. `competitors`: ids, most rated first."""

    n: int
    drill: Drill
    competitors: list[int]
    topics: list[str]
    marks: list[Rated]
    differences: list[Difference]


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


class Part(TypedDict):
    """A part of the value or the cost, mean from 0 to 1 (of a cost: 1 is the dearest)."""

    kind: Literal["value", "cost"]
    topic: str
    n: int
    mean: float
    low: float
    high: float


class DeliveredValue(TypedDict):
    """n: respondents who answered on a value and on a cost. `delivered` = mean over the value parts - mean over the
    cost parts, each from 0 to 1, over these respondents."""

    n: int
    drill: Drill
    value: float
    cost: float
    delivered: float
    low: float
    high: float
    marks: list[Part]


class QualityPart(TypedDict):
    """Mean score from 0 to 1 over n customers or respondents; `alpha` (None: a single item, or too few) says how well
    its `items` items agree."""

    part: Literal["satisfaction", "trust", "belonging", "friendship", "overall"]
    n: int
    mean: float
    low: float
    high: float
    items: int
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None


class Quality(TypedDict):
    """n: respondents who answered on any part; `overall` is of those who answered on all four. Drill by the Score
    columns quality_<part>, quality."""

    n: int
    drill: Drill
    marks: list[QualityPart]


class Driver(TypedDict):
    driver: Literal["reputation", "adaptation", "shared_information", "length"]
    share: float
    low: float
    high: float
    relative: float
    rises: bool


class TrustDrivers(TypedDict):
    """n: respondents with trust and every driver; shares of R2 as in Importance. `length` is editions attended."""

    n: int
    drill: Drill
    r2: float
    marks: list[Driver]


# Loyalty


class LoyaltyCell(TypedDict):
    cell: Literal["loyal", "latent", "spurious", "not_loyal"]
    n: int
    share: float
    low: float
    high: float


class LoyaltyMoves(TypedDict):
    """n: customers in a cell now; `cells` now. `lines` = {attitude, repeat} part them; `attitude` says what it is
    told by: `competitors` (relative to competing shows) or `items`. `moves` is None where no two editions have both.
    """

    n: int
    drill: Drill
    attitude: Literal["competitors", "items", "both"]
    lines: dict[str, float]
    cells: list[LoyaltyCell]
    moves: "Moves | None"


class Moves(TypedDict):
    """From row to column of `names` between two editions (ids); n: customers known both times. Cells of rows without
    anybody are None. Drill by loyalty_cell_before (row) and loyalty_cell (column)."""

    from_edition: int
    to_edition: int
    n: int
    names: list[str]
    counts: list[list[int]]
    shares: list[list[float | None]]
    low: list[list[float | None]]
    high: list[list[float | None]]


class LoyaltyType(TypedDict):
    """Where the type's customers are on average: attachment (x) and repeat (y), 0 to 1."""

    type: str
    n: int
    share: float
    attachment: float | None
    repeat: float | None


class LoyaltyTypes(TypedDict):
    """n: customers of a known type or of none."""

    n: int
    drill: Drill
    line: float
    marks: list[LoyaltyType]


class Point(TypedDict):
    """Of `n` customers about this satisfaction, `stayed` (a share, with its interval) came to the next edition."""

    satisfaction: float
    n: int
    stayed: float
    low: float
    high: float


class Level(TypedDict):
    """`line`: [satisfaction, share who stay, low, high] rows, ready to be drawn. `sensitive`: from and to which
    satisfaction more of it pays; below and above customers are indifferent. `times`: how many times as many stay at
    full satisfaction as at four fifths, [times, low, high], to compare with "six times"."""

    level: Literal["all", "closed", "contested"]
    n: int
    k: float
    m: float
    line: list[list[float]]
    points: list[Point]
    sensitive: list[float]
    times: list[float]


class LoyaltyCurve(TypedDict):
    """n: pairs of a customer's satisfaction and whether it came to the next edition. `form_costs`: log-likelihood that
    the form of the curve loses against the best curve that only rises."""

    n: int
    drill: Drill
    lo: float
    hi: float
    form_costs: float
    levels: list[Level]


# What they want


class Concept(TypedDict):
    """`abstractness`: 0 is a means only, 1 an end only; `centrality`: share of all relations it is part of."""

    concept: str
    n: int
    abstractness: float
    centrality: float


class Arrow(TypedDict):
    origin: str
    target: str
    direct: int
    indirect: int


class MeansEnd(TypedDict):
    """n: ladders. Arrows that at least `cutoff` ladders have; they cover `covered` of all direct relations. `matrix` =
    [row concept, column concept, direct, indirect] of every relation there is, for the table."""

    n: int
    drill: Drill
    cutoff: int
    covered: float
    concepts: list[Concept]
    arrows: list[Arrow]
    matrix: list[list[Any]]


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


# Leaving and staying


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


# Money


class Quadrant(TypedDict):
    """`profit`, `potential`, `lifetime`: sums of the quadrant's customers."""

    quadrant: Literal["core", "promising", "earning", "marginal"]
    n: int
    profit: int
    potential: int
    lifetime: int


class Bubble(TypedDict):
    """x: `profit` today, y: `potential`; `area_dm2` its last stand; `caring`: codes why it is worth care."""

    relationship: int
    profit: int
    potential: int
    area_dm2: int | None
    quadrant: str
    caring: list[str]


class ValueQuadrant(TypedDict):
    """n: customers with money. `lines` = {profit, potential}: the means. `bubbles`: the 300 with most of either;
    `density`: [profit from, to, potential from, to, n] of all, for those not drawn. `caring`: code -> n."""

    n: int
    drill: Drill
    currency: str
    lines: dict[str, float]
    marks: list[Quadrant]
    bubbles: list[Bubble]
    density: list[list[float]]
    caring: dict[str, int]


class Kind(TypedDict):
    """`n`: relationships that have any of it; `entries`: entries behind it that people or files wrote; `computed`:
    the part that comes from stands, contacts, plays and referrals rather than from entries."""

    kind: Literal[
        "economic", "demonstration", "recommendation", "capability", "initial", "maintenance", "ending"
    ]
    amount: int
    computed: int
    n: int
    entries: int


class EditionMoney(TypedDict):
    """Not discounted: what the edition's own entries and stands say, kind -> amount."""

    edition: int
    amounts: dict[str, int]


class Spending(TypedDict):
    """What the model of spending warns of: whether spending depends on how often one comes. None: own means counted."""

    correlation: float
    independent: bool


class ValueTotals(TypedDict):
    """n: customers with money. `left_out`: entries and stands in other currencies, or without one. `rate` a year.
    `lifetime` is of the customers' own: economic value - costs + potential, without what comes through others."""

    n: int
    drill: Drill
    currency: str
    left_out: int
    rate: float
    margin: float
    profit: int
    potential: int
    lifetime: int
    lifetime_low: int | None
    lifetime_high: int | None
    marks: list[Kind]
    editions: list[EditionMoney]
    spend: Spending | None


class Day(TypedDict):
    """`seen`: mean bookings of peers on that day from the leader's booking (0), `usual`: where it did not book."""

    day: int
    seen: float
    usual: float


class Leader(TypedDict):
    relationship: int
    bookings: int
    follow: float


class Followers(TypedDict):
    """n: bookings of leaders looked at. `effect`: additional bookings of peers within `window` days of a leader's
    booking, 95 % interval; `placebo`: share of studies of days on which nothing happened with as large an effect.
    Associational. `leaders`: the relationships, most followed first (means of few bookings: read with care)."""

    n: int
    drill: Drill
    effect: float
    low: float
    high: float
    placebo: float
    window: int
    verdict: Literal["follow", "avoid", "unclear"]
    days: list[Day]
    leaders: list[Leader]


class Referrer(TypedDict):
    """Credit in minor units: for those it brought, and for those they brought in turn; None without money."""

    relationship: int
    brought: int
    direct: int | None
    further: int | None


class Ripple(TypedDict):
    low: float
    likely: float
    high: float
    stay_away: float


class Referrals(TypedDict):
    """n: referrals; `deterred`: warnings among the record, not counted in n. `brought`: by each customer, with its
    interval, None with too few customers. `ripple`: what does not come with a lost customer, for `loss`, the mean
    lifetime value; None without money. `generations`: n of children by depth in the tree."""

    n: int
    drill: Drill
    currency: str
    deterred: int
    children: int
    referrers: int
    customers: int
    brought: float | None
    low: float | None
    high: float | None
    loss: float | None
    ripple: Ripple | None
    generations: list[int]
    credit: int | None
    marks: list[Referrer]


class Intent(TypedDict):
    """Of `n` who `said` so (mean of their answers, 0 to 1), the share that came next with its interval."""

    said: float
    came: float
    low: float
    high: float
    n: int


class CalibrationOfIntent(TypedDict):
    """n: answers on the intent to rebook whose next edition has been held. `level`: mean said and share that came."""

    n: int
    drill: Drill
    said: float
    came: float
    marks: list[Intent]


class PaceReading(TypedDict):
    """At the end of a week, `day` days into the booking time: what the pace makes of the forecast."""

    day: int
    booked: int
    meant: float
    expected: float
    low: float
    high: float
    surprise: float
    contradicts: bool


class BookingPace(TypedDict):
    """n: past editions with booking days. Days count from `days` before the opening (0) to the day before it. `usual`:
    share booked by the end of each week, with every past edition's own course in `past`; `readings` of the edition to
    come, `edition`; None: not open yet. `alarm`: the last reading contradicts what was known; or an earlier one did,
    or three weeks running left the forecast out of the interval, and it still lies outside. `forecast`: what was
    expected before any booking."""

    n: int
    drill: Drill
    days: int
    usual: list[list[float]]
    past: list[dict[str, Any]]
    edition: int | None
    day: int | None
    forecast: float | None
    readings: list[PaceReading]
    alarm: bool


class Bin(TypedDict):
    start: float
    end: float
    n: int


class WalletShare(TypedDict):
    """n: customers whose share is known (Score.wallet_share). `bins` of ten points each."""

    n: int
    drill: Drill
    mean: float
    low: float
    high: float
    bins: list[Bin]


class Group(TypedDict):
    """`means` in the order of `features`; `stands_out`: [feature, distance in standard deviations]."""

    size: int
    share: float
    means: list[float]
    stands_out: list[list[Any]]


class Segments(TypedDict):
    """n: customers grouped (drawn, where there are very many). `stability` of 2, 3 ... groups, from 0 to 1; one group
    is kept where none reaches .8. `examples` of each group: relationships in its middle."""

    n: int
    drill: Drill
    features: list[str]
    stability: list[float]
    groups: list[Group]
    examples: list[list[int]]


SHAPES: Final[dict[str, type]] = {
    "gaps": Gaps,
    "importance": Importance,
    "penalty-reward": PenaltyReward,
    "importance-performance": ImportancePerformance,
    "competitors": Competitors,
    "zones": Zones,
    "delivered-value": DeliveredValue,
    "quality": Quality,
    "trust-drivers": TrustDrivers,
    "loyalty-moves": LoyaltyMoves,
    "loyalty-types": LoyaltyTypes,
    "loyalty-curve": LoyaltyCurve,
    "means-end": MeansEnd,
    "goals": Goals,
    "churn-reasons": ChurnReasons,
    "retention-worth": RetentionWorth,
    "value-quadrant": ValueQuadrant,
    "value-totals": ValueTotals,
    "followers": Followers,
    "referrals": Referrals,
    "calibration-of-intent": CalibrationOfIntent,
    "booking-pace": BookingPace,
    "wallet-share": WalletShare,
    "segments": Segments,
}
BY_EDITION: Final = ("gaps", "competitors", "goals", "importance-performance")
"""These stand once for all editions together (edition None) and once for each that has enough; others once."""
