"""The life-cycle board: who stands where, and how many came and went since the last edition."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.kept import at_stages
from everfair.desk.customers.listing.rows import dressed
from everfair.house.prepared import prepared, together
from everfair.relations import visible, wording
from everfair.relations.models import Relationship, StageFlow, StageOverride
from everfair.relations.standing import key_of
from everfair.ui.stages import STAGES, StageLook
from everfair.ui.strip_in_words import sentence

CARDS = 8
# What needs attention first: a slipping customer with much to lose, a likely one not yet sure.
ORDER: dict[str, tuple[str, ...]] = {
    "cultivation": ("-scores__chance",),
    "confirmation": ("-scores__chance",),
    "trust": ("scores__chance",),
    "weakening": ("-scores__size", "-scores__times_came", "-scores__chance"),
    "disappearance": ("-scores__chance",),
}


@dataclass
class Column:
    """One stage: how many, how many more or fewer than an edition ago, and the cards on top."""

    look: StageLook
    count: int
    net: int | None
    focus: str
    watched: bool
    cards: Sequence[Relationship] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return -(self.net or 0)


@dataclass
class Board:
    asked: Asked
    side: str

    @property
    def place(self) -> tuple[int, int, str]:
        """Run, show, side."""
        return key_of(self.asked.run), self.asked.series_id, self.side

    @cached_property
    def counts(self) -> dict[str, int]:
        """By the stage that counts: computed, but where staff say otherwise."""
        counts = dict.fromkeys(STAGES, 0) | at_stages(self.asked.run, self.asked.series_id, self.side)
        for stage, before in overruled(*self.place) if self.asked.has_overrides else ():
            counts[stage] += 1
            counts[before] -= 1
        return counts

    def net(self) -> dict[str, int]:
        """Stage -> came in less went out between the last two editions."""
        net = dict.fromkeys(STAGES, 0)
        moved = last_moves(*self.place)
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
        for look in STAGES.values():
            focus, watched = wording.focus(look.code, maturity)
            made.append(Column(look, counts[look.code], net.get(look.code), focus, watched))
        self.deal(made)
        return made

    def deal(self, columns: Sequence[Column]) -> None:
        """The cards of all columns, dressed together."""
        chosen = dict(zip(STAGES, self.tops(), strict=True))
        keys = [key for found in chosen.values() for key in found]
        rows = {row.pk: row for row in dressed(keys, self.asked)}
        for column in columns:
            column.cards = [rows[key] for key in chosen[column.look.code] if key in rows]
            for row in column.cards:
                row.sentence = sentence(row.standing)  # type: ignore[attr-defined]

    def tops(self) -> list[list[int]]:
        """Who needs attention first at each stage; whom staff put there before the others."""
        seen, said = self.asked.scope.seen, self.asked.has_overrides
        here = [set_to.question(*self.place, stage=stage, seen=seen) for stage in STAGES if said]
        there = [computed.question(*self.place, stage=stage, seen=seen, said=said) for stage in STAGES]
        found = together([*here, *there])
        set_there = found[: len(here)] or [[] for _stage in STAGES]
        return [[*first, *then][:CARDS] for first, then in zip(set_there, found[len(here) :], strict=True)]

    def unscored(self) -> int:
        known = self.asked.by_side
        if known is None:
            everybody = self.asked.rows.filter(side=self.side).order_by().count()
        else:
            everybody = known[self.side]
        return everybody - sum(self.counts.values())


@prepared
def overruled(run: int, show: int, side: str) -> QuerySet[StageOverride, tuple[str, str]]:
    """(what staff say, what the run says)"""
    found = StageOverride.objects.filter(
        lifted_at=None, relationship__series=show, relationship__side=side, relationship__scores__run=run
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
