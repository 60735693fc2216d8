"""The customers a draft may care for, as arrays: what is known of each, what each may get, and at what price."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from everfair.jobs.planning.taught import Taught
from everfair.jobs.planning.worth import worth_of
from everfair.loop.candidates import allotted
from everfair.loop.models import Round, Segment, SegmentPlay
from everfair.loop.models.startable import odds_of
from everfair.relations.models import Stage
from everfair.science.arrays import Bools, Floats, Ints, floats, ints

SCORE = ("stage", "stage_now", *(f"p_{stage}" for stage in Stage))


@dataclass(frozen=True)
class Offers:
    """The plays of a draft's segments; `first` is what the playbook chooses for a segment."""

    uses: Sequence[SegmentPlay]
    held_out: dict[int, float]  # share, by segment
    by_segment: dict[int, list[SegmentPlay]] = field(default_factory=dict)

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> "Offers":
        uses = [use for segment in segments for use in segment.plays.order_by("pk")]
        by_segment: dict[int, list[SegmentPlay]] = {}
        for use in uses:
            by_segment.setdefault(use.segment_id, []).append(use)
        return cls(uses, {segment.pk: segment.holdout_share for segment in segments}, by_segment)

    @property
    def plays(self) -> list[int]:
        return list(dict.fromkeys(use.play_id for use in self.uses))


@dataclass(frozen=True)
class Whom:
    """A row each. `cost` [n, plays] is nan where the segment does not offer the play; `treated` is the share of the
    customer's segment that is not held out."""

    relationship: Ints
    segment: Ints
    chance: Floats
    odds: Floats  # [n, stages]
    worth: Floats | None  # [n] minor units
    treated: Floats
    cost: Floats

    def __len__(self) -> int:
        return len(self.relationship)

    @property
    def stage(self) -> Ints:
        return np.asarray(self.odds.argmax(axis=1))

    @property
    def offered(self) -> Bools:
        return np.asarray(np.isfinite(self.cost))


def whom(drafted: Round, offers: Offers, before: Taught) -> Whom:
    """The candidates of segments that have plays, in the order of their keys."""
    rows = list(
        allotted(drafted)
        .filter(segment_id__in=list(offers.by_segment))
        .order_by("relationship_id")
        .values("relationship_id", "relationship__party_id", "segment_id", "chance", "last_area_dm2", *SCORE)
    )
    chance = floats([np.nan if row["chance"] is None else row["chance"] for row in rows])
    odds = floats([odds_of(row) for row in rows]).reshape(len(rows), len(Stage))
    segment = ints([row["segment_id"] for row in rows])
    return Whom(
        relationship=ints([row["relationship_id"] for row in rows]),
        segment=segment,
        chance=np.where(np.isnan(chance), odds @ before.untold, chance),
        odds=odds,
        worth=worth_of(
            drafted,
            [row["relationship__party_id"] for row in rows],
            [row["last_area_dm2"] for row in rows],
        ),
        treated=floats([1 - offers.held_out[row["segment_id"]] for row in rows]),
        cost=prices(segment, offers, before.plays),
    )


def prices(segment: Ints, offers: Offers, plays: Sequence[int]) -> Floats:
    """[n, plays] minor units, nan where not offered."""
    cost = np.full((len(segment), len(plays)), np.nan)
    for use in offers.uses:
        cost[segment == use.segment_id, plays.index(use.play_id)] = use.unit_cost_minor
    return cost
