"""The lines of a relationship's ledger: entries as written down, and what stands, contacts, plays and adopted
suggestions come to. Reckoned as the analysis does, in the money of each line's own day."""

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from everfair.contact.models import Interaction, Suggestion
from everfair.loop.models import Action
from everfair.relations.models import LedgerEntry, Stage, ValueTerms
from everfair.shows.models import Edition, Participation

Kind = LedgerEntry.Kind
NO_CONTACT = (Interaction.Kind.SATISFACTION, Interaction.Kind.COMPLAINT)
GIVEN_UP = 2
"""Editions after the last one attended from which contacts are costs of ending."""
OF_STAGE = {Stage.CULTIVATION.value: Kind.INITIAL, Stage.DISAPPEARANCE.value: Kind.ENDING}


class Origin(StrEnum):
    ENTRY = "entry"
    STANDS = "stands"
    CONTACTS = "contacts"
    PLAY = "play"
    SUGGESTION = "suggestion"


@dataclass(frozen=True)
class Post:
    kind: str
    amount_minor: int
    currency: str
    day: datetime.date | None
    origin: Origin
    edition: Edition | None = None
    note: str = ""
    source: str = ""
    row: int = 0
    """The key of the entry, if it is one."""
    count: int = 0
    """Of contacts."""


@dataclass(frozen=True)
class Periods:
    """What happens from the first day of an edition until the next one belongs to that edition; what happened before
    the first one belongs to the first."""

    editions: Sequence[Edition]

    @classmethod
    def of(cls, editions: Iterable[Edition]) -> "Periods":
        dated = [one for one in editions if one.starts_on and one.is_held]
        return cls(sorted(dated, key=lambda one: one.starts_on or datetime.date.min))

    def place(self, day: datetime.date) -> int:
        opened = [one.starts_on for one in self.editions]
        return max(bisect_right(opened, day) - 1, 0)  # type: ignore[type-var]

    def at(self, day: datetime.date) -> Edition | None:
        return self.editions[self.place(day)] if self.editions else None


@dataclass
class Posts:
    """Of one relationship. `taken`: its participations on its side, with stands; `dealings` of its show."""

    terms: ValueTerms
    currency: str
    periods: Periods
    taken: Sequence[Participation] = ()
    dealings: Sequence[Interaction] = ()
    entries: Sequence[LedgerEntry] = ()
    suggestions: Sequence[Suggestion] = ()
    actions: Sequence[Action] = ()
    left_out: list[Post] = field(default_factory=list)
    """In other currencies than the show's: shown, and not added up."""

    def all(self) -> list[Post]:
        """Those that are added up, in the order of their days."""
        told = [*self.written(), *self.earned(), *self.contacted(), *self.played(), *self.taught()]
        self.left_out = [one for one in told if one.currency != self.currency]
        ours = [one for one in told if one.currency == self.currency]
        return sorted(ours, key=lambda one: (one.day or datetime.date.min, one.origin, one.row))

    def written(self) -> Iterator[Post]:
        for one in self.entries:
            yield Post(
                one.kind, one.amount_minor, one.currency, one.occurred_on, Origin.ENTRY,
                one.edition or self.periods.at(one.occurred_on), one.note, one.source, one.pk,
            )  # fmt: skip

    def earned(self) -> Iterator[Post]:
        """The margin of the stands of editions they came to."""
        for one in self.came:
            paid: dict[str, int] = {}
            for stand in one.lines:
                if stand.amount_minor is not None:
                    paid[stand.currency] = paid.get(stand.currency, 0) + stand.amount_minor
            for currency, amount in paid.items():
                earned = round(amount * self.terms.margin)
                yield Post(Kind.ECONOMIC, earned, currency, one.edition.starts_on, Origin.STANDS, one.edition)

    @property
    def came(self) -> list[Participation]:
        return [one for one in self.taken if one.status == Participation.Status.CAME]

    def contacted(self) -> Iterator[Post]:
        """Contacts around each edition, at the cost of one."""
        if not self.terms.contact_minor or not self.periods.editions:
            return
        counted: dict[int, list[datetime.date]] = {}
        for one in self.dealings:
            if one.kind not in NO_CONTACT:
                counted.setdefault(self.periods.place(one.occurred_on), []).append(one.occurred_on)
        for place, days in counted.items():
            yield Post(
                self.of_contacts(place), self.terms.contact_minor * len(days), self.currency, max(days),
                Origin.CONTACTS, self.periods.editions[place], count=len(days),
            )  # fmt: skip

    def of_contacts(self, place: int) -> Kind:
        came = {one.edition_id for one in self.came}
        places = [at for at, one in enumerate(self.periods.editions) if one.pk in came]
        if not places or place < places[0]:
            return Kind.INITIAL
        return Kind.ENDING if place >= places[-1] + GIVEN_UP else Kind.MAINTENANCE

    def played(self) -> Iterator[Post]:
        for one in self.actions:
            if one.cost_minor and one.task.done_at:
                yield Post(
                    OF_STAGE.get(one.member.stage, Kind.MAINTENANCE), one.cost_minor, one.member.round.currency,
                    one.task.done_at.date(), Origin.PLAY, one.member.edition, str(one.task),
                )  # fmt: skip

    def taught(self) -> Iterator[Post]:
        """What adopted suggestions saved or earned."""
        for one in self.suggestions:
            if one.state == Suggestion.State.ADOPTED and one.effect_minor:
                yield Post(
                    Kind.CAPABILITY, one.effect_minor, one.currency, one.given_on, Origin.SUGGESTION,
                    one.edition or self.periods.at(one.given_on), one.text,
                )  # fmt: skip
