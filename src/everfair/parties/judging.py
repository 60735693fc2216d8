"""Deciding on two of one kind: by the rules, and by the weights where the house has learned some."""

from dataclasses import dataclass
from typing import Self

from everfair.names import Decision, decide, strangers
from everfair.names.judging import explained, judged, weigh, worth_weighing
from everfair.names.weights import LinkModel
from everfair.parties.models.linkage import LinkageModel
from everfair.parties.models.party import Party
from everfair.parties.records import Side
from everfair.parties.same_person import decide_person


@dataclass(frozen=True)
class Judge:
    kind: str
    model: LinkModel | None

    @classmethod
    def of(cls, kind: str) -> Self:
        """With what the house knows of that kind."""
        return cls(kind, LinkageModel.weights(kind))

    @property
    def has_learned(self) -> bool:
        """From decisions of people, so that even what the rules are sure of may come out otherwise."""
        return self.model is not None and bool(self.model.learned)

    def decide(self, one: Side, other: Side) -> Decision:
        """The same wherever the two meet: in a search over the house, one by one, or in an import."""
        ruled = self.rule(one, other)
        if self.model is None or not worth_weighing(ruled):
            return ruled
        weighing = weigh(self.model, one.row, other.row)
        return explained(judged(ruled, weighing.probability), weighing)

    def strangers(self, one: Side, other: Side) -> bool:
        """Whether it is plain that the two have nothing to do with each other, before anything is decided: of those
        who are compared nearly all."""
        return self.kind != Party.Kind.PERSON and strangers(one.record, other.record)

    def rule(self, one: Side, other: Side) -> Decision:
        """By the rules alone."""
        if self.kind == Party.Kind.PERSON:
            return decide_person(one.record, other.record, one.employers & other.employers)
        return decide(one.record, other.record)
