"""A builder for every code of a finding: its body in, a panel out."""

from collections.abc import Callable

from everfair.desk.findings.panels import (
    expecting,
    gaps,
    goals,
    groups,
    leaving,
    loyalty,
    others,
    pace,
    quality,
    returning,
    rivals,
    weights,
    worth,
)
from everfair.desk.findings.panels.panel import Asked, Body, Panel

Builder = Callable[[Body, Asked], Panel]

BUILDERS: dict[str, Builder] = {
    "gaps": gaps.gaps,
    "importance-performance": weights.importance_performance,
    "importance": weights.importance,
    "penalty-reward": weights.penalty_reward,
    "competitors": rivals.competitors,
    "zones": expecting.zones,
    "delivered-value": expecting.delivered_value,
    "quality": quality.quality,
    "trust-drivers": quality.trust_drivers,
    "loyalty-moves": loyalty.moves,
    "loyalty-types": loyalty.types,
    "loyalty-curve": returning.curve,
    "calibration-of-intent": returning.intent,
    "wallet-share": worth.wallet,
    "segments": groups.segments,
    "goals": goals.goals,
    "means-end": goals.means_end,
    "value-quadrant": worth.quadrant,
    "value-totals": worth.totals,
    "referrals": others.referrals,
    "followers": others.followers,
    "churn-reasons": leaving.reasons,
    "retention-worth": leaving.retention,
    "booking-pace": pace.pace,
}
