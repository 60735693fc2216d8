from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F, Max

from everfair import journal
from everfair.loop.models.segment import Segment, SegmentPlay

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.loop.models.play import Play
    from everfair.loop.models.round import Round


class NotADraft(Exception):
    """The round has started: its segments, plays and hold-out stand as they were then."""


class Plannable(models.Model):
    """A draft's segments and plays are changed only while nobody has started it: each change holds the round's
    row, which starting takes too."""

    class Meta:
        abstract = True

    @contextmanager
    def _as_draft(self: Round) -> Iterator[None]:  # type: ignore[misc]
        with transaction.atomic():
            if (
                type(self).objects.select_for_update().filter(pk=self.pk, state=self.State.DRAFT).first()
                is None
            ):
                raise NotADraft
            yield

    @contextmanager
    def planning(self: Round, by: User | None, act: str, **params: Any) -> Iterator[None]:  # type: ignore[misc]
        """What happens inside belongs to the draft, with one journal entry. Raises NotADraft."""
        with self._as_draft():
            yield
            journal.record(f"round.{act}", self, by=by, series=self.series_id, params=params)

    def edit(self: Round, *, by: User | None, seen: int | None = None, **values: Any) -> list[str]:  # type: ignore[misc]
        """Change name, budget, margin or hold-out of a draft. Raises NotADraft, StaleEdit."""
        with self._as_draft():
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
        with self._as_draft():
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

    def discard(self: Round, *, by: User | None) -> None:  # type: ignore[misc]
        """Throw a draft away."""
        with self.planning(by, "discard"):
            type(self).objects.filter(previous=self.pk).update(previous=None, version=F("version") + 1)
            self.segments.all().delete()
            kept = self.pk
            type(self).objects.filter(pk=self.pk).delete()
            self.pk = kept
