"""What a round comes to: customers, hold-out, tasks and cost, segment by segment; planned, or as it was started."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Avg, Count, Q, Sum

from everfair.loop.candidates import candidates, first_that_fits, members_elsewhere, sizes_of_segments
from everfair.loop.models import Action, Member, Round, Segment, SegmentPlay
from everfair.loop.telling import Telling

HELD_OUT = Count("pk", filter=Q(is_held_out=True))


@dataclass(frozen=True)
class Line:
    """One segment: how many customers it takes, what they get, how many get nothing. By plan, `customers` are those
    who are given a play, `by_play` how many which; `passed_over` fall into the segment and get none."""

    segment: Segment
    plays: Sequence[SegmentPlay]
    customers: int
    held_out: int
    chance: float | None
    cost_minor: int
    done: int = 0
    tasks: int = 0
    by_play: Mapping[int, int] = field(default_factory=dict)
    passed_over: int = 0

    @property
    def treated(self) -> int:
        return self.customers - self.held_out if self.plays else 0

    @property
    def left_alone(self) -> bool:
        """Without a play its customers are not in the round."""
        return not self.plays

    @property
    def each_minor(self) -> int:
        return sum(use.unit_cost_minor for use in self.plays)

    @property
    def shares(self) -> list[tuple[SegmentPlay, int | None]]:
        """Each play that anybody gets, with how many it is meant for, where that is not everybody."""
        meant = [(use, self.by_play.get(use.pk, 0) if self.by_play else None) for use in self.plays]
        return [(use, n) for use, n in meant if n != 0]

    @property
    def idle(self) -> list[SegmentPlay]:
        """Chosen for the segment, but given to nobody by the plan."""
        return [use for use in self.plays if self.by_play and not self.by_play.get(use.pk)]

    @property
    def tells(self) -> Telling:
        return Telling(self.treated, self.held_out, self.chance)


@dataclass(frozen=True)
class Plan:
    """All of it. `rest` customers fall into no segment; `elsewhere` are in another round of the edition; `merged` were
    merged with other members since it started: a result counts each once."""

    lines: Sequence[Line]
    budget_minor: int
    rest: int = 0
    elsewhere: int = 0
    merged: int = 0

    def _sum(self, name: str) -> int:
        return sum(getattr(line, name) for line in self.lines if line.plays)

    @property
    def customers(self) -> int:
        return self._sum("customers")

    @property
    def treated(self) -> int:
        return self._sum("treated")

    @property
    def held_out(self) -> int:
        return self._sum("held_out")

    @property
    def cost_minor(self) -> int:
        return self._sum("cost_minor")

    @property
    def tasks(self) -> int:
        return self._sum("tasks")

    @property
    def done(self) -> int:
        return self._sum("done")

    @property
    def plays(self) -> int:
        return len({use.play_id for line in self.lines for use, _ in line.shares})

    @property
    def over_minor(self) -> int:
        """By how much the plan costs more than there is; 0 where it does not."""
        return max(0, self.cost_minor - self.budget_minor)

    @property
    def left_minor(self) -> int:
        return max(0, self.budget_minor - self.cost_minor)

    @property
    def chance(self) -> float | None:
        known = [
            (line.customers, line.chance) for line in self.lines if line.plays and line.chance is not None
        ]
        everyone = sum(n for n, _ in known)
        return sum(n * chance for n, chance in known) / everyone if everyone else None

    @property
    def tells(self) -> Telling:
        return Telling(self.treated, self.held_out, self.chance)


def plan_of(this_round: Round) -> Plan:
    """A draft's plan by the scores it is planned on; of a started round, what was fixed then."""
    segments = list(this_round.segments.prefetch_related("plays__play", "plays__owner"))
    for segment in segments:
        segment.round = this_round
    return _planned(this_round, segments) if this_round.is_draft else _fixed(this_round, segments)


def _planned(this_round: Round, segments: Sequence[Segment]) -> Plan:
    sizes = sizes_of_segments(this_round)
    line = _proposed_line if this_round.by_plan else _planned_line
    proposed = proposals_by_play(this_round) if this_round.by_plan else {}
    lines = [line(segment, sizes.get(segment.pk, {}), proposed) for segment in segments]
    elsewhere = members_elsewhere(this_round).count()
    return Plan(lines, this_round.budget_minor, sizes.get(None, {}).get("n", 0), elsewhere)


def _planned_line(segment: Segment, size: dict[str, Any], _: Mapping[int, Meant]) -> Line:
    plays, customers = list(segment.plays.all()), size.get("n", 0)
    held_out = segment.held_out_of(customers) if plays else 0
    each = sum(use.unit_cost_minor for use in plays)
    treated = customers - held_out
    return Line(
        segment, plays, customers, held_out, size.get("chance"), treated * each, 0, treated * len(plays)
    )


def _proposed_line(segment: Segment, size: dict[str, Any], proposed: Mapping[int, Meant]) -> Line:
    plays = list(segment.plays.all())
    told = {use.pk: proposed.get(use.pk, NOBODY) for use in plays}
    by_play = {key: one.customers for key, one in told.items()}
    out = {key: segment.held_out_of(n) for key, n in by_play.items()}
    cost = sum((by_play[use.pk] - out[use.pk]) * use.unit_cost_minor for use in plays)
    customers, held_out = sum(by_play.values()), sum(out.values())
    passed_over = max(0, size.get("n", 0) - customers)
    tasks = customers - held_out
    scored = sum(one.scored for one in told.values())
    chance = sum(one.chances for one in told.values()) / scored if scored else None
    return Line(segment, plays, customers, held_out, chance, cost, 0, tasks, by_play, passed_over)


class Meant(NamedTuple):
    """Those who may still be cared for and are meant to get a play; of how many a chance is known, and their sum."""

    customers: int
    scored: int
    chances: float


NOBODY = Meant(0, 0, 0.0)


def proposals_by_play(this_round: Round) -> dict[int, Meant]:
    """By the key of each play of each segment."""
    proposed = candidates(this_round).filter(
        relationship__proposals__round=this_round, relationship__proposals__use__isnull=False
    )
    rows = proposed.order_by().values_list("relationship__proposals__use")
    told = rows.annotate(n=Count("pk"), scored=Count("chance"), chances=Sum("chance"))
    return {use: Meant(n, scored, chances or 0.0) for use, n, scored, chances in told}


def _fixed(this_round: Round, segments: Sequence[Segment]) -> Plan:
    members = Member.objects.filter(round=this_round).order_by()
    counted = {
        row["segment_id"]: row
        for row in members.values("segment_id").annotate(n=Count("pk"), out=HELD_OUT, chance=Avg("chance"))
    }
    meant = members.exclude(use=None).values("use").annotate(n=Count("pk"), out=HELD_OUT)
    by_play = {row["use"]: (row["n"], row["out"]) for row in meant}
    done = work_done(this_round)
    lines = [_fixed_line(segment, counted.get(segment.pk, {}), by_play, done) for segment in segments]
    parties = members.aggregate(n=Count("relationship__party", distinct=True))["n"]
    merged = sum(row["n"] for row in counted.values()) - parties
    return Plan(lines, this_round.budget_minor, merged=merged)


def _fixed_line(
    segment: Segment,
    row: dict[str, Any],
    meant: Mapping[int, tuple[int, int]],
    work: dict[int, tuple[int, int]],
) -> Line:
    plays = list(segment.plays.all())
    customers, out = row.get("n", 0), row.get("out", 0)
    everybody = (customers, out)
    given = {use.pk: meant.get(use.pk, (0, 0)) if segment.round.by_plan else everybody for use in plays}
    cost = sum((given[use.pk][0] - given[use.pk][1]) * use.unit_cost_minor for use in plays)
    by_play = {key: n for key, (n, _) in given.items()} if segment.round.by_plan else {}
    tasks, done = work.get(segment.pk, (0, 0))
    return Line(segment, plays, customers, out, row.get("chance"), cost, done, tasks, by_play)


def work_done(this_round: Round) -> dict[int, tuple[int, int]]:
    """Per segment: how many tasks there are (not cancelled), and how many of them are done."""
    actions = Action.objects.filter(member__round=this_round).filter(
        Q(task__cancelled_at=None) | ~Q(task__done_at=None)
    )
    rows = actions.values("member__segment_id").annotate(
        n=Count("pk"), done=Count("pk", filter=~Q(task__done_at=None))
    )
    return {row["member__segment_id"]: (row["n"], row["done"]) for row in rows}


def would_take(this_round: Round, segment: Segment) -> dict[int | None, int]:
    """Customers per segment (None: in none) if this one, as it stands in hand, had its place in the round."""
    others = [segment if each.pk == segment.pk else each for each in this_round.segments.all()]
    all_of_them = others if segment.pk else [*others, segment]
    found: dict[int | None, int] = defaultdict(int)
    rows = candidates(this_round).annotate(place=first_that_fits(all_of_them, by_place=True)).order_by()
    for row in rows.values("place").annotate(n=Count("pk")):
        place = row["place"]
        found[None if place is None else all_of_them[place].pk or 0] += row["n"]
    return found
