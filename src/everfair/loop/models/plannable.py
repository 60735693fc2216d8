from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F, Max

from everfair import journal
from everfair.loop.models.proposal import Proposal
from everfair.loop.models.segment import Segment, SegmentPlay
from everfair.work.models import Job, enqueue

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.loop.models.play import Play
    from everfair.loop.models.round import Round


PLAN = "loop.plan"
UNDER_WAY = (Job.State.QUEUED, Job.State.RUNNING)
AT_ONCE = 1000


class NotADraft(Exception):
    """The round has started: its segments, plays and hold-out stand as they were then."""


class Plannable(models.Model):
    """A draft's segments and plays are changed only while nobody has started it: each change holds the round's
    row, which starting takes too. A draft by plan is planned anew after each; of jobs waiting the last does it."""

    class Meta:
        abstract = True

    @contextmanager
    def as_draft(self: Round, by: User | None = None) -> Iterator[None]:  # type: ignore[misc]
        """Holds the draft while it is changed, and has it planned anew. Raises NotADraft."""
        with self.held_as_draft():
            yield
            if type(self).objects.filter(pk=self.pk, by_plan=True).exists():
                enqueue(PLAN, {"round": self.pk}, by=by)

    @contextmanager
    def held_as_draft(self: Round) -> Iterator[None]:  # type: ignore[misc]
        """Nobody starts or changes it meanwhile. Raises NotADraft."""
        with transaction.atomic():
            drafts = type(self).objects.select_for_update().filter(pk=self.pk, state=self.State.DRAFT)
            if drafts.first() is None:
                raise NotADraft
            yield

    @contextmanager
    def planning(self: Round, by: User | None, act: str, **params: Any) -> Iterator[None]:  # type: ignore[misc]
        """What happens inside belongs to the draft, with one journal entry. Raises NotADraft."""
        with self.as_draft(by):
            yield
            journal.record(f"round.{act}", self, by=by, series=self.series_id, params=params)

    def edit(self: Round, *, by: User | None, seen: int | None = None, **values: Any) -> list[str]:  # type: ignore[misc]
        """Change name, budget, margin or hold-out of a draft. Raises NotADraft, StaleEdit."""
        with self.as_draft(by):
            return self.change(by=by, seen=seen, **values)

    def add_segment(self: Round, *, by: User | None, **values: Any) -> Segment:  # type: ignore[misc]
        """One segment more, after the others."""
        with self.planning(by, "add_segment"):
            last = self.segments.aggregate(last=Max("position"))["last"]
            return Segment.objects.create(round=self, position=0 if last is None else last + 1, **values)

    def edit_segment(  # type: ignore[misc]
        self: Round, segment: Segment, *, by: User | None, seen: int | None = None, **values: Any
    ) -> None:
        """Change whom a segment takes, or its hold-out. Raises NotADraft, StaleEdit."""
        with self.as_draft(by):
            segment.change(by=by, seen=seen, **values)

    def remove_segment(self: Round, segment: Segment, *, by: User | None) -> None:  # type: ignore[misc]
        """Take a segment away: its customers fall to the segments below it, or to none."""
        with self.planning(by, "remove_segment", segment=segment.pk):
            self.segments.filter(pk=segment.pk).delete()

    def put_in_order(self: Round, keys: Sequence[int], *, by: User | None) -> None:  # type: ignore[misc]
        """Give the segments this order; what is not named keeps its place behind them."""
        with self.planning(by, "order_segments"):
            known = list(self.segments.values_list("pk", flat=True))
            wanted = [key for key in dict.fromkeys(keys) if key in known]
            for position, key in enumerate([*wanted, *(key for key in known if key not in wanted)]):
                self.segments.filter(pk=key).update(position=position)

    def move_segment(self: Round, segment: Segment, places: int, *, by: User | None) -> None:  # type: ignore[misc]
        """One place up (-1) or down (1)."""
        keys = list(self.segments.values_list("pk", flat=True))
        here = keys.index(segment.pk)
        keys.insert(min(max(here + places, 0), len(keys) - 1), keys.pop(here))
        self.put_in_order(keys, by=by)

    def choose(self: Round, segment: Segment, play: Play, *, by: User | None, **terms: Any) -> SegmentPlay:  # type: ignore[misc]
        """Give a segment a play, or change who does it, until when and at what cost."""
        with self.planning(by, "choose_play", segment=segment.pk, play=play.pk):
            usual = {"unit_cost_minor": play.unit_cost_minor} if play.currency == self.currency else {}
            return SegmentPlay.objects.update_or_create(
                segment=segment, play=play, defaults=terms, create_defaults=usual | terms
            )[0]

    def drop(self: Round, use: SegmentPlay, *, by: User | None) -> None:  # type: ignore[misc]
        """The segment does without this play."""
        with self.planning(by, "drop_play", segment=use.segment_id, play=use.play_id):
            SegmentPlay.objects.filter(pk=use.pk, segment__round=self).delete()

    def propose(  # type: ignore[misc]
        self: Round, choices: Mapping[int, SegmentPlay | None], *, by: User | None
    ) -> None:
        """Say by hand what customers (by relationship) get, or that they get nothing; the plan keeps to it."""
        with self.planning(by, "propose", customers=len(choices)):
            Proposal.objects.bulk_create(
                [
                    Proposal(round=self, relationship_id=relationship, use=use, by_hand=True)
                    for relationship, use in choices.items()
                ],
                batch_size=AT_ONCE,
                update_conflicts=True,
                unique_fields=["round", "relationship"],
                update_fields=["use", "by_hand", "gain", "gain_low", "gain_high", "returned_minor"],
            )

    def leave_to_plan(self: Round, relationships: Iterable[int], *, by: User | None) -> None:  # type: ignore[misc]
        """Take back what was said by hand."""
        keys = list(relationships)
        with self.planning(by, "leave_to_plan", customers=len(keys)):
            self.proposals.filter(relationship__in=keys, by_hand=True).delete()

    @property
    def is_planned(self: Round) -> bool:  # type: ignore[misc]
        """Whether there is a plan of the draft as it stands: none is waited for, and the last did not fail."""
        last = Job.objects.filter(name=PLAN, args__round=self.pk).order_by("-pk").first()
        return hasattr(self, "outlook") and (last is None or last.state == Job.State.DONE)

    def discard(self: Round, *, by: User | None) -> None:  # type: ignore[misc]
        """Throw a draft away."""
        with self.planning(by, "discard"):
            type(self).objects.filter(previous=self.pk).update(previous=None, version=F("version") + 1)
            self.segments.all().delete()
            kept = self.pk
            type(self).objects.filter(pk=self.pk).delete()
            self.pk = kept
