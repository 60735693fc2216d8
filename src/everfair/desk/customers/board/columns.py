"""The life-cycle board: who stands where, and how many came and went since the last edition."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.kept import at_stages
from everfair.desk.customers.listing.rows import dressed
from everfair.relations import wording
from everfair.relations.models import Relationship, StageFlow
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
    def rows(self) -> QuerySet[Relationship]:
        return self.asked.rows.filter(side=self.side)

    @cached_property
    def counts(self) -> dict[str, int]:
        """By the stage that counts: computed, but where staff say otherwise."""
        counts = dict.fromkeys(STAGES, 0) | at_stages(self.asked.run, self.asked.series_id, self.side)
        said = self.asked.overruled.filter(
            relationship__side=self.side, relationship__series=self.asked.series_id,
            relationship__scores__run=self.asked.run,
        )  # fmt: skip
        for stage, before in said.values_list("stage", "relationship__scores__stage"):
            counts[stage] += 1
            counts[before] -= 1
        return counts

    def net(self) -> dict[str, int]:
        """Stage -> came in less went out between the last two editions."""
        flows = StageFlow.objects.filter(
            run=self.asked.run, side=self.side, to_edition__series=self.asked.series_id
        )
        last = flows.order_by("-to_edition__ordinal").values_list("to_edition", flat=True).first()
        net = dict.fromkeys(STAGES, 0)
        moved = flows.filter(to_edition=last).exclude(from_stage=F("to_stage"))
        for before, now, n in moved.values_list("from_stage", "to_stage").annotate(n=Sum("count")).order_by():
            net[now] += n
            if before:
                net[before] -= n
        return net if last else {}

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
        chosen = {one.look.code: self.top(one.look.code) for one in columns}
        keys = [key for found in chosen.values() for key in found]
        rows = {row.pk: row for row in dressed(keys, self.asked)}
        for column in columns:
            column.cards = [rows[key] for key in chosen[column.look.code] if key in rows]
            for row in column.cards:
                row.sentence = sentence(row.standing)  # type: ignore[attr-defined]

    def top(self, stage: str) -> list[int]:
        """Who needs attention first at this stage; whom staff put there before the others."""
        score = {"scores__run": self.asked.run, "scores__series": self.asked.series_id}
        computed = self.rows.filter(scores__stage=stage, **score).order_by(*ORDER[stage], "pk")
        keys: list[int] = []
        if self.asked.has_overrides:
            said = self.asked.overruled.filter(relationship=OuterRef("pk"))
            set_there = self.rows.filter(Exists(said.filter(stage=stage)), **score).order_by("-pk")
            keys = list(set_there.values_list("pk", flat=True)[:CARDS])
            computed = computed.filter(~Exists(said))
        keys += computed.values_list("pk", flat=True)[: CARDS - len(keys)]
        return keys

    def unscored(self) -> int:
        known = self.asked.by_side
        everybody = self.rows.order_by().count() if known is None else known[self.side]
        return everybody - sum(self.counts.values())
