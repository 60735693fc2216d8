from __future__ import annotations

import random
import secrets
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from everfair import journal
from everfair.contact.models import Task
from everfair.loop.candidates import allotted
from everfair.loop.models.member import Action, Member
from everfair.loop.models.segment import SegmentPlay
from everfair.relations.models import Relationship

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.loop.models.round import Round
    from everfair.loop.models.segment import Segment


class CannotStart(Exception):
    """Why a round cannot start: a code (not_draft, no_scores, nobody, no_plays, over_budget) and its figures."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def hold_out(relationships: list[int], share: float, chooser: random.Random) -> set[int]:
    """A random part of the relationships, as near to the share as whole numbers allow; fixed by the chooser."""
    ordered = sorted(relationships)
    return set(chooser.sample(ordered, round(len(ordered) * share)))


class Startable(models.Model):
    """Starting fixes who is in the round and who is held out, and puts the plays on people's desks."""

    class Meta:
        abstract = True

    def planned_cost_minor(self: Round, sizes: dict[int | None, dict[str, Any]]) -> int:  # type: ignore[misc]
        """What the plays will cost at most: treated customers x cost each, over all segments."""
        return sum(
            segment_cost(segment, sizes.get(segment.pk, {}).get("n", 0)) for segment in self.segments.all()
        )

    @transaction.atomic
    def start(self: Round, *, by: User | None) -> None:  # type: ignore[misc]
        """Fix members and hold-out and make the tasks; all or nothing. Raises CannotStart."""
        seed = secrets.randbits(62)
        drafts = type(self).objects.filter(pk=self.pk, state=self.State.DRAFT)
        if not drafts.update(state=self.State.RUNNING, seed=seed, started_at=timezone.now(), started_by=by):
            raise CannotStart("not_draft")
        self.refresh_from_db()
        if self.run_id is None:
            raise CannotStart("no_scores")
        members = self._fix_members()
        tasks = self._make_tasks(members, by)
        journal.record(
            "round.start",
            self,
            by=by,
            series=self.series_id,
            params={
                "members": len(members),
                "held_out": sum(member.is_held_out for member in members),
                "tasks": tasks,
            },
        )

    def _fix_members(self: Round) -> list[Member]:  # type: ignore[misc]
        by_segment: dict[int, list[Any]] = defaultdict(list)
        rows = allotted(self).exclude(segment_id=None).order_by("relationship_id")
        for row in rows.values("relationship_id", "segment_id", "stage_now", "chance"):
            by_segment[row["segment_id"]].append(row)
        if not by_segment:
            raise CannotStart("nobody")
        chooser = random.Random(self.seed)
        members = []
        for segment in self.segments.all():
            rows_here = by_segment.get(segment.pk, [])
            out = hold_out([row["relationship_id"] for row in rows_here], segment.holdout_share, chooser)
            members += [
                Member(
                    round=self,
                    segment=segment,
                    relationship_id=row["relationship_id"],
                    is_held_out=row["relationship_id"] in out,
                    stage=row["stage_now"],
                    chance=row["chance"],
                )
                for row in rows_here
            ]
        return Member.objects.bulk_create(members, batch_size=1000)

    def _make_tasks(self: Round, members: list[Member], by: User | None) -> int:  # type: ignore[misc]
        plays: dict[int, list[SegmentPlay]] = defaultdict(list)
        for use in SegmentPlay.objects.filter(segment__round=self).select_related("play"):
            plays[use.segment_id].append(use)
        if not plays:
            raise CannotStart("no_plays")
        pairs = [
            (member, use) for member in members if not member.is_held_out for use in plays[member.segment_id]
        ]
        cost = sum(use.unit_cost_minor for _, use in pairs)
        if cost > self.budget_minor:
            raise CannotStart("over_budget", cost=cost, budget=self.budget_minor, currency=self.currency)
        related = Relationship.objects.in_bulk({member.relationship_id for member, _ in pairs})
        tasks = Task.objects.bulk_create(
            [
                Task(
                    party_id=related[member.relationship_id].party_id,
                    series_id=self.series_id,
                    title=str(use.play),
                    channel=use.play.channel,
                    assignee_id=use.owner_id or related[member.relationship_id].owner_id,
                    due_on=use.deadline,
                    created_by=by,
                )
                for member, use in pairs
            ],
            batch_size=1000,
        )
        Action.objects.bulk_create(
            [
                Action(member=member, segment_play=use, task=task, cost_minor=use.unit_cost_minor)
                for (member, use), task in zip(pairs, tasks, strict=True)
            ],
            batch_size=1000,
        )
        return len(tasks)


def segment_cost(segment: Segment, customers: int) -> int:
    """Treated customers of a segment times what its plays cost each, in minor units."""
    treated = customers - round(customers * segment.holdout_share)
    return treated * sum(use.unit_cost_minor for use in segment.plays.all())
