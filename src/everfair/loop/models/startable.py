from __future__ import annotations

import random
import secrets
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from everfair import journal
from everfair.contact.models import Task
from everfair.loop.candidates import allotted, candidates
from everfair.loop.models.member import Action, Member
from everfair.loop.models.segment import SegmentPlay
from everfair.relations.models import Relationship, Stage
from everfair.shows.models import Edition

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.loop.models.round import Round
    from everfair.loop.models.segment import Segment

AT_ONCE = 1000
Row = dict[str, Any]
FIXED = ("relationship_id", "stage_now", "stage", "chance", *(f"p_{stage}" for stage in Stage))
"""What is kept of a score when a round starts."""


class CannotStart(Exception):
    """Why a round cannot start: a code (not_draft, edition_held, no_scores, no_plays, no_plan, no_budget, not_worth_it,
    nobody, over_budget) and its figures."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def hold_out(relationships: list[int], count: int, chooser: random.Random) -> set[int]:
    """`count` of the relationships, drawn at random; the same ones whenever the chooser has the same seed."""
    return set(chooser.sample(sorted(relationships), count))


def everybody(of: Round, plays: dict[int, list[SegmentPlay]]) -> Iterator[Row]:
    """Whom the segments take that have plays: each gets all of them."""
    rows = allotted(of).filter(segment_id__in=list(plays)).order_by("relationship_id")
    for row in rows.values(*FIXED, "segment_id"):
        yield row | {"use_id": None}


def planned(of: Round, plays: dict[int, list[SegmentPlay]]) -> Iterator[Row]:
    """Whom the plan gives a play, as far as they may still be cared for."""
    segment_of = {use.pk: use.segment_id for uses in plays.values() for use in uses}
    use_of = dict(of.proposals.exclude(use=None).values_list("relationship_id", "use_id"))
    for row in candidates(of).order_by("relationship_id").values(*FIXED):
        if (use_id := use_of.get(row["relationship_id"])) is not None:
            yield row | {"use_id": use_id, "segment_id": segment_of[use_id]}


def place_of(segments: dict[int, Segment], segment_id: int, use_id: int | None) -> tuple[int, int, int]:
    return segments[segment_id].position, segment_id, use_id or 0


def odds_of(row: Row) -> list[float]:
    """How likely each stage is: what staff say is certain."""
    if row["stage_now"] != row["stage"]:
        return [float(stage == row["stage_now"]) for stage in Stage]
    return [row[f"p_{stage}"] for stage in Stage]


class Startable(models.Model):
    """Starting fixes who is in the round and who is held out, and puts the plays on people's desks."""

    class Meta:
        abstract = True

    @transaction.atomic
    def start(self: Round, *, by: User | None, seed: int | None = None) -> None:  # type: ignore[misc]
        """Fix members and hold-out and make the tasks; all or nothing. Raises CannotStart.

        `seed` draws a known hold-out, for shows whose truth is planted; people leave it to chance.

        Customers of a segment without plays are left alone: they are not in the round."""
        # Rounds of one edition start one after another, so that none takes another's customers.
        edition = Edition.objects.select_for_update().get(pk=self.edition_id)
        seed = secrets.randbits(62) if seed is None else seed
        drafts = type(self).objects.filter(pk=self.pk, state=self.State.DRAFT)
        if not drafts.update(state=self.State.RUNNING, seed=seed, started_at=timezone.now(), started_by=by):
            raise CannotStart("not_draft")
        self.refresh_from_db()
        if edition.is_held:
            raise CannotStart("edition_held")
        if self.run_id is None:
            raise CannotStart("no_scores")
        plays = self._chosen_plays()
        if self.by_plan and not self.is_planned:
            raise CannotStart("no_plan")
        members = self._fix_members(plays)
        tasks = self._make_tasks(members, plays, by)
        out = sum(member.is_held_out for member in members)
        params = {"members": len(members), "held_out": out, "tasks": tasks}
        journal.record("round.start", self, by=by, series=self.series_id, params=params)

    @property
    def why_nobody(self: Round) -> str:  # type: ignore[misc]
        """Why nobody would get a play, where that is so."""
        with_plays = self.segments.exclude(plays=None).values("pk")
        if not self.by_plan or not allotted(self).filter(segment_id__in=with_plays).exists():
            return "nobody"
        return "not_worth_it" if self.budget_minor else "no_budget"

    def _chosen_plays(self: Round) -> dict[int, list[SegmentPlay]]:  # type: ignore[misc]
        plays: dict[int, list[SegmentPlay]] = defaultdict(list)
        for use in SegmentPlay.objects.filter(segment__round=self).select_related("play").order_by("id"):
            plays[use.segment_id].append(use)
        if not plays:
            raise CannotStart("no_plays")
        return plays

    def _fix_members(self: Round, plays: dict[int, list[SegmentPlay]]) -> list[Member]:  # type: ignore[misc]
        groups: dict[tuple[int, int | None], list[Row]] = defaultdict(list)
        for row in planned(self, plays) if self.by_plan else everybody(self, plays):
            groups[row["segment_id"], row["use_id"]].append(row)
        if not groups:
            raise CannotStart(self.why_nobody)
        chooser = random.Random(self.seed)
        segments = {segment.pk: segment for segment in self.segments.all()}
        ordered = sorted(groups.items(), key=lambda each: place_of(segments, *each[0]))
        members = [
            member
            for (segment_id, _), rows in ordered
            for member in self._members_of(segments[segment_id], rows, chooser)
        ]
        return Member.objects.bulk_create(members, batch_size=AT_ONCE)

    def _members_of(  # type: ignore[misc]
        self: Round, segment: Segment, rows: list[Row], chooser: random.Random
    ) -> list[Member]:
        found = [row["relationship_id"] for row in rows]
        out = hold_out(found, segment.held_out_of(len(found)), chooser)
        return [
            Member(
                round=self,
                edition_id=self.edition_id,
                segment=segment,
                relationship_id=row["relationship_id"],
                is_held_out=row["relationship_id"] in out,
                stage=row["stage_now"],
                chance=row["chance"],
                use_id=row["use_id"],
                odds=odds_of(row),
            )
            for row in rows
        ]

    def _make_tasks(  # type: ignore[misc]
        self: Round, members: list[Member], plays: dict[int, list[SegmentPlay]], by: User | None
    ) -> int:
        treated = [member for member in members if not member.is_held_out]
        uses = {use.pk: use for of_segment in plays.values() for use in of_segment}
        pairs = [
            (member, use)
            for member in treated
            for use in ([uses[member.use_id]] if member.use_id else plays[member.segment_id])
        ]
        cost = sum(use.unit_cost_minor for _, use in pairs)
        if cost > self.budget_minor:
            raise CannotStart("over_budget", cost=cost, budget=self.budget_minor, currency=self.currency)
        related = Relationship.objects.in_bulk({member.relationship_id for member, _ in pairs})
        tasks = [self._task(use, related[member.relationship_id], by) for member, use in pairs]
        Task.objects.bulk_create(tasks, batch_size=AT_ONCE)
        actions = [
            Action(member=member, segment_play=use, task=task, cost_minor=use.unit_cost_minor)
            for (member, use), task in zip(pairs, tasks, strict=True)
        ]
        Action.objects.bulk_create(actions, batch_size=AT_ONCE)
        return len(tasks)

    def _task(self: Round, use: SegmentPlay, relationship: Relationship, by: User | None) -> Task:  # type: ignore[misc]
        return Task(
            party_id=relationship.party_id,
            series_id=self.series_id,
            title=use.play.zh or use.play.en,
            title_en=use.play.en,
            channel=use.play.channel,
            assignee_id=use.owner_id or relationship.owner_id,
            due_on=use.deadline,
            created_by=by,
        )
