"""A builder for every code of a finding: its body in, a panel out."""

from collections.abc import Callable

from everfair.desk.findings.panels import goals, leaving, loyalty, money, quality, satisfaction
from everfair.desk.findings.panels.panel import Asked, Body, Panel

Builder = Callable[[Body, Asked], Panel]

BUILDERS: dict[str, Builder] = {
    "gaps": satisfaction.gaps,
    "importance-performance": satisfaction.importance_performance,
    "importance": satisfaction.importance,
    "penalty-reward": satisfaction.penalty_reward,
    "competitors": satisfaction.competitors,
    "zones": satisfaction.zones,
    "delivered-value": satisfaction.delivered_value,
    "quality": quality.quality,
    "trust-drivers": quality.trust_drivers,
    "loyalty-moves": loyalty.moves,
    "loyalty-types": loyalty.types,
    "loyalty-curve": loyalty.curve,
    "calibration-of-intent": loyalty.intent,
    "wallet-share": loyalty.wallet,
    "segments": loyalty.segments,
    "goals": goals.goals,
    "means-end": goals.means_end,
    "value-quadrant": money.quadrant,
    "value-totals": money.totals,
    "referrals": money.referrals,
    "followers": money.followers,
    "churn-reasons": leaving.reasons,
    "retention-worth": leaving.retention,
    "booking-pace": leaving.pace,
}
