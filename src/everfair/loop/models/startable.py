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
from everfair.shows.models import Edition

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.loop.models.round import Round
    from everfair.loop.models.segment import Segment

AT_ONCE = 1000
Row = dict[str, Any]


class CannotStart(Exception):
    """Why a round cannot start: a code (not_draft, edition_held, no_scores, no_plays, nobody, over_budget) and
    its figures."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def hold_out(relationships: list[int], count: int, chooser: random.Random) -> set[int]:
    """`count` of the relationships, drawn at random; the same ones whenever the chooser has the same seed."""
    return set(chooser.sample(sorted(relationships), count))


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
        members = self._fix_members(plays)
        tasks = self._make_tasks(members, plays, by)
        out = sum(member.is_held_out for member in members)
        params = {"members": len(members), "held_out": out, "tasks": tasks}
        journal.record("round.start", self, by=by, series=self.series_id, params=params)

    def _chosen_plays(self: Round) -> dict[int, list[SegmentPlay]]:  # type: ignore[misc]
        plays: dict[int, list[SegmentPlay]] = defaultdict(list)
        for use in SegmentPlay.objects.filter(segment__round=self).select_related("play").order_by("id"):
            plays[use.segment_id].append(use)
        if not plays:
            raise CannotStart("no_plays")
        return plays

    def _fix_members(self: Round, plays: dict[int, list[SegmentPlay]]) -> list[Member]:  # type: ignore[misc]
        by_segment: dict[int, list[Row]] = defaultdict(list)
        rows = allotted(self).filter(segment_id__in=list(plays)).order_by("relationship_id")
        for row in rows.values("relationship_id", "segment_id", "stage_now", "chance"):
            by_segment[row["segment_id"]].append(row)
        if not by_segment:
            raise CannotStart("nobody")
        chooser = random.Random(self.seed)
        members = [
            member
            for segment in self.segments.all()
            for member in self._members_of(segment, by_segment.get(segment.pk, []), chooser)
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
            )
            for row in rows
        ]

    def _make_tasks(  # type: ignore[misc]
        self: Round, members: list[Member], plays: dict[int, list[SegmentPlay]], by: User | None
    ) -> int:
        treated = [member for member in members if not member.is_held_out]
        pairs = [(member, use) for member in treated for use in plays[member.segment_id]]
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
            title=str(use.play),
            channel=use.play.channel,
            assignee_id=use.owner_id or relationship.owner_id,
            due_on=use.deadline,
            created_by=by,
        )
