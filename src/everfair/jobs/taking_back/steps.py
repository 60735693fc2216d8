"""In which order the rows of a load go, and what makes one stay. Each step looks at a few hundred ids at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, ClassVar

from django.db import models
from django.db.models import F

from everfair.contact.models import Interaction, Suggestion, Task
from everfair.intake.models import Remaining
from everfair.jobs.parties import derive
from everfair.jobs.taking_back import keeping
from everfair.jobs.taking_back.heirs import Heirs, Holding, Whose, hand_on
from everfair.jobs.taking_back.written import Chunk, Written
from everfair.parties.among import among
from everfair.parties.models import (
    Consent,
    ContactPoint,
    Employment,
    ExternalId,
    KeepApart,
    Link,
    MatchKey,
    Name,
    Organisation,
    Party,
    Person,
    PossibleDuplicate,
    SearchEntry,
)
from everfair.relations.beginning import HAPPENED
from everfair.relations.models import AnalysisRun, LedgerEntry, Referral, Relationship
from everfair.shows.models import Participation, RoleHolding, Stand
from everfair.surveys.models import Answer, Rating, Response

Why = Remaining.Why
# Of rows that stay: why, and the labels of what holds them.
Reasons = dict[int, tuple[Why, list[str]]]
FACTS: dict[type[models.Model], tuple[str, str]] = {
    Participation: ("recorded_party_id", "edition__series_id"),
    LedgerEntry: ("recorded_party_id", "series_id"),
    Referral: ("recorded_child_id", "series_id"),
    Suggestion: ("recorded_party_id", "series_id"),
    Interaction: ("recorded_party_id", "series_id"),
    Response: ("recorded_party_id", "series_id"),
    Rating: ("recorded_party_id", "series_id"),
}
"""What happened, with the columns that say whose it is and at which show."""
BY_HAND: tuple[type[models.Model], ...] = (RoleHolding, Task)
"""What no list writes, at a show."""
SIDES: dict[type[models.Model], str] = {model: side for model, _party, _series, side in HAPPENED}
"""Of which side of the show that was; the others are of whatever side there is."""
Place = tuple[int, int, str]
"""Customer, show and side; of no side: all."""
TOLD: frozenset[type[models.Model]] = frozenset((*FACTS, Party))
"""Of which lists tell row by row."""


@dataclass
class Found:
    """What was found of the rows among some ids: those that go, and those that stay."""

    go: list[int] = field(default_factory=list)
    stay: list[Remaining] = field(default_factory=list)
    parties: set[int] = field(default_factory=set)
    """Customers who stay and lose something."""
    whose: Whose = field(default_factory=dict)
    """Of those that stay: of which newer list they are from now on."""


def reason(ids: Iterable[int], why: Why) -> Reasons:
    return {pk: (why, []) for pk in ids}


class Step:
    at_once: ClassVar[int] = 400

    def __init__(
        self, model: type[models.Model], written: Written, series: frozenset[int] | None, heirs: Heirs
    ) -> None:
        """`series`: the shows for which whoever takes back may bring lists in; None: all."""
        self.model, self.written, self.series, self.heirs = model, written, series, heirs

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def size(self) -> int:
        return self.written.count(self.model)

    def chunks(self, after: int) -> Iterator[Chunk]:
        return self.written.chunks(self.model, self.at_once, after)

    def hold(self, chunk: Chunk) -> None:
        """Nobody changes these rows, or builds on them, until the transaction ends."""
        list(self.rows(chunk).select_for_update().values_list("pk"))

    def rows(self, chunk: Chunk) -> models.QuerySet[Any]:
        return self.written.rows(self.model, chunk).order_by("pk")

    def look(self, chunk: Chunk) -> Found:
        """Nothing is changed by that."""
        told = self.told(chunk)
        why = self.why(told) if told else {}
        found = Found([pk for pk in told if pk not in why])
        found.stay = [self.remaining(pk, told[pk], *why[pk]) for pk in told if pk in why]
        found.parties = {told[pk] for pk in found.go if told[pk] and not self.written.makes(told[pk])}
        found.whose = self.whose([one.object_id for one in found.stay]) if found.stay else {}
        return found

    def whose(self, ids: list[int]) -> Whose:
        """Of which newer list these are that stay; of the others none tells."""
        return self.heirs.retold(self.model, ids)

    def told(self, chunk: Chunk) -> dict[int, Any]:
        """The rows, and whom each is about."""
        raise LookupError(self.model)

    def why(self, told: dict[int, Any]) -> Reasons:
        """Of those that stay: why, and what holds them."""
        changed = keeping.changed(self.model, told)
        again = self.said_again(told) | self.heirs.retold(self.model, told).keys()
        return reason(again, Why.SAID_AGAIN) | reason(changed, Why.CHANGED)

    def said_again(self, ids: Iterable[int]) -> set[int]:
        return keeping.said_again(self.written, self.model, ids, self.heirs.going)

    def remaining(self, pk: int, party: int | None, why: Why, held_by: Iterable[str]) -> Remaining:
        told = {"object_type": self.label, "object_id": pk, "party_id": party}
        return Remaining(batch=self.written.batch, why=why, held_by=sorted(held_by), **told)

    def tally(self, found: Found) -> dict[str, int]:
        """How many go, by what they are."""
        return {self.label: len(found.go)}

    def remove(self, found: Found) -> None:
        self.model._base_manager.filter(pk__in=found.go).delete()

    def hand_on(self, found: Found) -> None:
        hand_on(self.model, found.whose)


class OfSeries(Step):
    """Rows that say what happened at a show."""

    elsewhere: set[int]

    def whose(self, ids: list[int]) -> Whose:
        return self.heirs.first(self.heirs.told(self.model, ids), super().whose(ids))

    def told(self, chunk: Chunk) -> dict[int, Any]:
        rows = list(self.rows(chunk).values_list("pk", *FACTS[self.model]))
        self.elsewhere = {pk for pk, _, series in rows if not self.may(series)}
        return {pk: party for pk, party, _ in rows}

    def may(self, series: int) -> bool:
        return self.series is None or series in self.series

    def why(self, told: dict[int, Any]) -> Reasons:
        return super().why(told) | reason(self.elsewhere, Why.NOT_YOURS)


class Lines(OfSeries):
    """Stands and answers of what stays, or stood on file before; the others went with what they were part of."""

    whole: dict[int, int]

    def told(self, chunk: Chunk) -> dict[int, Any]:
        of, name = PART_OF[self.model]
        columns = (f"{name}_id", f"{name}__source", *(f"{name}__{column}" for column in FACTS[of]))
        held = list(self.rows(chunk).values_list("pk", *columns))
        own = {whole for _, whole, source, *_ in held if self.written.holds(of, whole, source)}
        gone = own - keeping.remaining(self.written, of, list(own))
        rows = [(pk, whole, party, series) for pk, whole, _, party, series in held if whole not in gone]
        self.elsewhere = {pk for pk, *_, series in rows if not self.may(series)}
        self.whole = {pk: whole for pk, whole, *_ in rows}
        return {pk: party for pk, _, party, _ in rows}

    def why(self, told: dict[int, Any]) -> Reasons:
        """What somebody did to the whole they did to its lines."""
        changed = keeping.changed(PART_OF[self.model][0], set(self.whole.values()))
        return super().why(told) | reason((pk for pk in told if self.whole[pk] in changed), Why.CHANGED)


PART_OF: dict[type[models.Model], tuple[type[models.Model], str]] = {
    Stand: (Participation, "participation"),
    Answer: (Response, "response"),
}


class Relationships(Step):
    """They go where nothing happened besides what goes, and nobody looks after them."""

    at: dict[int, Place]
    """Whose they are: those that count belong to whom the customer was merged into."""
    owned: set[int]

    def told(self, chunk: Chunk) -> dict[int, Any]:
        columns = ("pk", "recorded_party_id", "party_id", "superseded", "owner_id", "series_id", "side")
        rows = list(self.rows(chunk).values_list(*columns))
        self.at = {pk: (recorded if gone else party, *at) for pk, recorded, party, gone, _, *at in rows}
        self.owned = {pk for pk, *_, owner, _, _ in rows if owner is not None}
        return {pk: recorded for pk, recorded, *_ in rows}

    def why(self, told: dict[int, Any]) -> Reasons:
        held = keeping.built_on(Relationship, told)
        happened = self.happened({of for of, *_ in self.at.values()})
        for pk, place in self.at.items():
            if labels := happened[place] | happened[of_any_side(place)]:
                held.setdefault(pk, set()).update(labels)
        in_use = {pk: (Why.IN_USE, sorted(labels)) for pk, labels in held.items()}
        return in_use | super().why(told) | reason(self.owned, Why.CHANGED)

    def happened(self, parties: set[int]) -> dict[Place, set[str]]:
        """What happened there and stays."""
        found: dict[Place, set[str]] = defaultdict(set)
        for place, model, _pk, _source in self.facts(parties):
            found[place].add(model._meta.label_lower)
        for model in BY_HAND:
            rows = model._base_manager.filter(party__in=among(parties), series__isnull=False)
            for place in rows.values_list("party_id", "series_id", side_of(model)):
                found[place].add(model._meta.label_lower)
        return found

    def facts(self, parties: set[int]) -> Iterator[tuple[Place, type[models.Model], int, str]]:
        """What happened and stays: where, model, id, source; of whoever was merged into them, too."""
        for model, (recorded, series) in FACTS.items():
            party, rows = recorded.removeprefix("recorded_"), model._base_manager.order_by()
            own = rows.filter(**{f"{recorded}__in": among(parties)})
            brought = rows.filter(**{f"{party}__in": among(parties)}).exclude(**{recorded: F(party)})
            columns = ("pk", "source", series, side_of(model))
            told = [*own.values_list(recorded, *columns), *brought.values_list(party, *columns)]
            ours = [pk for _, pk, source, *_ in told if self.written.holds(model, pk, source)]
            gone = set(ours) - keeping.remaining(self.written, model, ours)
            yield from (((of, *at), model, pk, source) for of, pk, source, *at in told if pk not in gone)

    def remove(self, found: Found) -> None:
        AnalysisRun.uncount(found.go)
        super().remove(found)

    def whose(self, ids: list[int]) -> Whose:
        staying = defaultdict(list)
        for pk in ids:
            staying[self.at[pk]].append(pk)
            staying[of_any_side(self.at[pk])].append(pk)
        happened = self.facts({party for party, *_ in staying})
        told = (
            (of, model, pk, source) for place, model, pk, source in happened for of in staying.get(place, ())
        )
        return self.heirs.first(self.heirs.holding(told, TOLD), super().whose(ids))


def side_of(model: type[models.Model]) -> Any:
    return F(SIDES[model]) if model in SIDES else models.Value("")


def of_any_side(place: Place) -> Place:
    return (*place[:2], "")


class Descriptions(Step):
    """How customers are reached, who works for whom, outside ids."""

    at_once = 200

    def told(self, chunk: Chunk) -> dict[int, Any]:
        return dict(self.rows(chunk).values_list("pk", WHOSE[self.model]))

    def remove(self, found: Found) -> None:
        super().remove(found)
        derive(sorted(found.parties))


WHOSE: dict[type[models.Model], str] = {
    Employment: "recorded_organisation_id",
    ContactPoint: "recorded_party_id",
    ExternalId: "recorded_party_id",
    Name: "recorded_party_id",
    Consent: "recorded_party_id",
    Organisation: "recorded_party_id",
    Person: "recorded_party_id",
}


class Contacts(Descriptions):
    """What a list has seen since stays."""

    def why(self, told: dict[int, Any]) -> Reasons:
        seen = ContactPoint.every.filter(pk__in=among(told)).exclude(seen_in__in=("", self.written.source))
        return reason(seen.values_list("pk", flat=True), Why.SAID_AGAIN) | super().why(told)


class OfKnown(Descriptions):
    """Names and details of customers who were on file before; those of others go, or stay, with them."""

    def told(self, chunk: Chunk) -> dict[int, Any]:
        told = super().told(chunk)
        return {pk: party for pk, party in told.items() if not self.written.makes(party)}


class Names(OfKnown):
    def why(self, told: dict[int, Any]) -> Reasons:
        """Nobody is left without a name."""
        parties = set(told.values())
        others = Name.every.filter(recorded_party__in=among(parties)).exclude(pk__in=among(told))
        named = set(others.values_list("recorded_party_id", flat=True))
        bare = (pk for pk, party in told.items() if party not in named)
        return reason(bare, Why.LAST_NAME) | super().why(told)


class Customers(Step):
    """Those whom the load made go with their names, if nobody has dealt with them and nothing else is theirs."""

    at_once = 200

    def told(self, chunk: Chunk) -> dict[int, Any]:
        return {pk: pk for pk in self.rows(chunk).values_list("pk", flat=True)}

    def why(self, told: dict[int, Any]) -> Reasons:
        held = keeping.held_by(self.written, told)
        return (
            {pk: (Why.IN_USE, sorted(labels)) for pk, labels in held.items()}
            | reason(self.said_again(told), Why.SAID_AGAIN)
            | reason(keeping.dealt_with(told), Why.CHANGED)
            | reason(keeping.merged(told), Why.MERGED)
        )

    def whose(self, ids: list[int]) -> Whose:
        """What newer lists tell of them, or of what belongs to them."""
        themselves: Iterator[Holding] = ((pk, Party, pk, None) for pk in ids)
        return self.heirs.holding(chain(themselves, keeping.belongings(self.written, ids)), TOLD)

    def hand_on(self, found: Found) -> None:
        """With their names and details."""
        super().hand_on(found)
        for model in WITH_THEM:
            rows = model._base_manager.filter(recorded_party__in=among(found.whose))
            told = rows.values_list("pk", "recorded_party_id", "source")
            own = {pk: party for pk, party, source in told if self.written.holds(model, pk, source)}
            hand_on(model, {pk: found.whose[party] for pk, party in own.items()})

    def tally(self, found: Found) -> dict[str, int]:
        kinds = Party.objects.filter(pk__in=found.go).values_list("kind", flat=True)
        return dict(Counter(kinds))

    def remove(self, found: Found) -> None:
        """With all that is theirs alone. Whatever else still pointed to one of them would not let it go."""
        for model, columns in THEIRS.items():
            for column in columns:
                gone(model._base_manager.filter(**{f"{column}__in": among(found.go)}))
        gone(Party.objects.filter(pk__in=among(found.go)))
        derive([one.object_id for one in found.stay])


WITH_THEM: tuple[type[models.Model], ...] = (Name, Organisation, Person)
THEIRS: dict[type[models.Model], tuple[str, ...]] = {
    **dict.fromkeys((*WITH_THEM, MatchKey, SearchEntry), ("recorded_party",)),
    **dict.fromkeys((PossibleDuplicate, KeepApart), ("first", "second")),
    Link: ("recorded_parent", "recorded_child"),
}


def gone(rows: models.QuerySet[Any]) -> None:
    """One statement, without looking for what would go too: nothing may."""
    rows._raw_delete(rows.db)


STEPS: tuple[tuple[type[Step], type[models.Model]], ...] = (
    *((OfSeries, model) for model in FACTS),
    (Lines, Stand),
    (Lines, Answer),
    (Relationships, Relationship),
    (Descriptions, Employment),
    (Contacts, ContactPoint),
    (Descriptions, ExternalId),
    (Descriptions, Consent),
    (Names, Name),
    (OfKnown, Organisation),
    (OfKnown, Person),
    (Customers, Party),
)
