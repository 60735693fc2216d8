"""The life-cycle board: who stands where, and how many came and went since the last edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString

from everfair.desk.customers.board.cards import cards
from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.kept import asking_stages, at_stages
from everfair.desk.customers.listing.rows import dressed
from everfair.house.prepared import Question, prepared, together
from everfair.relations import visible, wording
from everfair.relations.models import Relationship, StageFlow, StageOverride
from everfair.relations.standing import key_of
from everfair.ui.lists.counting import Count
from everfair.ui.stages import STAGES, StageLook

CARDS = 8
# What needs attention first: a slipping customer with much to lose, a likely one not yet sure.
ORDER: dict[str, tuple[str, ...]] = {
    "cultivation": ("-scores__chance",),
    "confirmation": ("-scores__chance",),
    "trust": ("scores__chance",),
    "weakening": ("-scores__size", "-scores__times_came", "-scores__chance"),
    "disappearance": ("-scores__chance",),
}


@dataclass(frozen=True)
class Column:
    """One stage: how many, how many more or fewer than an edition ago, and the cards on top."""

    look: StageLook
    count: int
    net: int | None
    focus: str
    watched: bool
    cards: Sequence[Any]
    """Relationships, each with its standing."""

    @property
    def drawn(self) -> SafeString:
        return cards(row.standing for row in self.cards)

    @property
    def lost(self) -> int:
        return -(self.net or 0)


@dataclass(frozen=True)
class Told:
    """What a board asks, all at once. The last three are stage by stage."""

    counted: list[tuple[str, int]]
    moves: list[tuple[int, str, str, int]]
    overruled: list[tuple[str, str]]
    set_to: list[list[int]]
    computed: list[list[int]]


@dataclass
class Board:
    asked: Asked
    side: str

    @property
    def place(self) -> tuple[int, int, str]:
        """Run, show, side."""
        return key_of(self.asked.run), self.asked.series_id, self.side

    @cached_property
    def told(self) -> Told:
        seen, said = self.asked.scope.seen, self.asked.has_overrides
        place, stages = self.place, [*STAGES]
        first: list[Question[Any]] = [asking_stages(self.asked.run, *place[1:]), last_moves.question(*place)]
        there = [computed.question(*place, stage=stage, seen=seen, said=said) for stage in stages]
        here: list[Question[Any]] = [set_to.question(*place, stage=stage, seen=seen) for stage in stages]
        by_staff = [overruled.question(*place), *here] if said else []
        at, moves, *found = together([*first, *there, *by_staff])
        over, *ours = found[len(stages) :] or [[], *([] for _stage in stages)]
        return Told(at, moves, over, ours, found[: len(stages)])

    @cached_property
    def counts(self) -> dict[str, int]:
        """By the stage that counts: computed, but where staff say otherwise."""
        found = at_stages(self.asked.run, self.asked.series_id, self.side, self.told.counted)
        counts = dict.fromkeys(STAGES, 0) | found
        for stage, before in self.told.overruled:
            counts[stage] += 1
            counts[before] -= 1
        return counts

    def net(self) -> dict[str, int]:
        """Stage -> came in less went out between the last two editions."""
        net, moved = dict.fromkeys(STAGES, 0), self.told.moves
        for edition, before, now, n in moved:
            if edition == moved[0][0] and before != now:
                net[now] += n
                if before:
                    net[before] -= n
        return net if moved else {}

    def columns(self) -> list[Column]:
        counts, net = self.counts, self.net()
        maturity = self.asked.series.maturity if self.asked.series else ""
        made = []
        for look, tops in zip(STAGES.values(), self.tops(), strict=True):
            told = counts[look.code], net.get(look.code), *wording.focus(look.code, maturity)
            made.append(Column(look, *told, tops))
        return made

    def tops(self) -> list[list[Any]]:
        """Who needs attention first at each stage; whom staff put there before the others."""
        both = zip(self.told.set_to, self.told.computed, strict=True)
        chosen = [[*first, *then][:CARDS] for first, then in both]
        found = {row.pk: row for row in dressed([key for keys in chosen for key in keys], self.asked)}
        return [[found[key] for key in keys if key in found] for keys in chosen]

    def unscored(self) -> Count:
        known = self.asked.counted
        if known is None:
            everybody = Count(self.asked.rows.filter(side=self.side).order_by().count(), True)
        else:
            everybody = Count(known.by_side[self.side], known.exact)
        return Count(everybody.number - sum(self.counts.values()), everybody.exact)


@prepared
def overruled(run: int, show: int, side: str) -> QuerySet[StageOverride, tuple[str, str]]:
    """(what staff say, what the run says)"""
    found = StageOverride.objects.filter(
        lifted_at=None,
        relationship__series=show,
        relationship__side=side,
        relationship__superseded=False,
        relationship__scores__run=run,
    )
    return found.values_list("stage", "relationship__scores__stage")


@prepared
def last_moves(run: int, show: int, side: str) -> QuerySet[StageFlow, tuple[int, str, str, int]]:
    """Of the last edition and, where there are fewer, of those before: from each stage, or none, to each."""
    found = StageFlow.objects.filter(run=run, side=side, to_edition__series=show)
    told = found.values_list("to_edition", "from_stage", "to_stage", "count")
    return told.order_by("-to_edition__ordinal")[: (len(STAGES) + 1) * len(STAGES)]


@prepared
def set_to(
    run: int, show: int, side: str, *, stage: str, seen: frozenset[int] | None
) -> QuerySet[Relationship, int]:
    there = Exists(standing_otherwise().filter(stage=stage))
    return scored(run, show, side, seen).filter(there).order_by("-pk").values_list("pk", flat=True)[:CARDS]


@prepared
def computed(
    run: int, show: int, side: str, *, stage: str, seen: frozenset[int] | None, said: bool
) -> QuerySet[Relationship, int]:
    """`said`: somebody's stage is said by staff."""
    free = ~Exists(standing_otherwise()) if said else Q()
    found = scored(run, show, side, seen, scores__stage=stage).filter(free)
    return found.order_by(*ORDER[stage], "pk").values_list("pk", flat=True)[:CARDS]


def standing_otherwise() -> QuerySet[StageOverride]:
    return StageOverride.objects.filter(lifted_at=None, relationship=OuterRef("pk"))


def scored(
    run: int, show: int, side: str, seen: frozenset[int] | None, **score: str
) -> QuerySet[Relationship]:
    """All that is asked of the score is asked at once: in a filter of its own it would be asked of any run's."""
    rows = visible.relationships_within(seen).filter(series=show, side=side)
    return rows.filter(scores__run=run, scores__series=show, **score)
