"""What a run found out about a show as a whole: the typed body of every finding, one shape for each code.

Codes are those of the catalogue of measures. A body is `NotEnough`, or one of the shapes of this room. In all of them

- `n` is how many respondents (or customers, pairs, ladders: each shape says it) the figures rest on;
- `low` and `high` are the ends of a 90 % interval unless the shape says otherwise; None means not known;
- shares and scores run from 0 to 1; money is in minor units of the body's `currency`, today's money of the run;
- `topic` is the code of a topic; what a mark is called is looked up when shown, never stored;
- `drill` says where the customers behind a mark are: in a column of Score (`by`, to be filtered by the mark's value
  under the name given in `value`), or among the answers (`by` names what is asked for, `value` the mark's field).
"""

from typing import Final

from .booking import BookingPace
from .comparing import Competitors
from .following import Followers
from .grouping import Segments
from .keeping import ChurnReasons, RetentionWorth
from .loyalty import LoyaltyCurve, LoyaltyMoves, LoyaltyTypes
from .referring import Referrals
from .relating import DeliveredValue, Quality, TrustDrivers
from .satisfaction import Gaps, Goals, Importance, ImportancePerformance, PenaltyReward, Zones
from .valuing import ValueQuadrant, ValueTotals
from .wanting import CalibrationOfIntent, MeansEnd, WalletShare

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
