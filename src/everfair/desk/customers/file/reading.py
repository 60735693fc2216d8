"""What the file asks of the database: each kind of thing once, and only what there is any of.

`on_file` reads the party together with what there is of it; the rest is asked by `Reading` as the page comes to it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet

from everfair.contact.models import Interaction, Suggestion, Task
from everfair.desk.customers.file import told
from everfair.desk.customers.worth import asking
from everfair.house.models import User
from everfair.house.prepared import prepared
from everfair.intake.models import ImportedRow
from everfair.journal.models import Entry
from everfair.loop.models import Member
from everfair.parties import forest
from everfair.parties.among import among
from everfair.parties.models import (
    Consent,
    ContactPoint,
    Employment,
    ExternalId,
    Link,
    Merge,
    Name,
    Organisation,
    Party,
    Person,
    PossibleDuplicate,
)
from everfair.relations import visible
from everfair.relations.models import AnalysisRun, EditionFigures, LedgerEntry, Referral, Relationship
from everfair.relations.standing import Standing, standings_of_party
from everfair.shows.models import Edition, Participation, RoleHolding, Series, Stand
from everfair.shows.scope import Scope, within
from everfair.surveys.models import Response

MOST = 400
"""How many of a kind a timeline tells."""
Seen = frozenset[int] | None

PIECES: dict[str, tuple[type[Model], str]] = {
    "absorbed": (Party, "merged_into"),
    "dealings": (Interaction, "party"),
    "tasks": (Task, "party"),
    "entries": (Entry, "party_id"),
    "external_ids": (ExternalId, "party"),
    "consents": (Consent, "party"),
    "holdings": (RoleHolding, "party"),
    "staff": (Employment, "organisation"),
    "places": (Employment, "person"),
    "rounds": (Member, "relationship__party"),
    "parents": (Link, "child"),
    "children": (Link, "parent"),
    "first_of_pair": (PossibleDuplicate, "first"),
    "second_of_pair": (PossibleDuplicate, "second"),
}
"""What a party may have none of: its rows, and their way to the party."""
FURTHER: dict[str, tuple[type[Model], str]] = {
    "ledger": (LedgerEntry, "party"),
    "suggestions": (Suggestion, "party"),
    "brought_by": (Referral, "child"),
    "has_brought": (Referral, "referrer"),
    "answered": (Response, "party"),
    "spoken": (Response, "person"),
}
"""Likewise, for the cards further down."""


@prepared
def on_file(pk: int, user: int, *, seen: Seen, unplaced: bool, whole: bool) -> QuerySet[Party]:
    """The party and its details, if the user sees it, with `has_...` for each of the pieces; `whole`: of those further
    down too."""
    found = visible.parties_for(user, seen=seen, unplaced=unplaced).filter(pk=pk)
    there = {
        f"has_{piece}": Exists(model._default_manager.filter(**{path: OuterRef("pk")}))
        for piece, (model, path) in (PIECES | FURTHER if whole else PIECES).items()
    }
    details = {
        f"as_{kind}": FilteredRelation(f"{kind}s", condition=Q(**{f"{kind}s__superseded": False}))
        for kind in Party.Kind.values
    }
    return found.annotate(**there, **details).select_related(*details)


@dataclass
class Reading:
    """Of one party from `on_file`, as far as the scope sees; `shows`: the series it sees, with their editions."""

    party: Party
    scope: Scope
    shows: dict[int, Series]

    def has(self, *pieces: str) -> bool:
        return any(getattr(self.party, f"has_{piece}") for piece in pieces)

    @cached_property
    def editions(self) -> dict[int, Edition]:
        return {one.pk: one for series in self.shows.values() for one in series.editions.all()}

    @cached_property
    def family(self) -> list[int]:
        """The party and all that was merged into it."""
        return forest.family(self.party.pk) if self.has("absorbed") else [self.party.pk]

    @cached_property
    def run(self) -> AnalysisRun | None:
        return AnalysisRun.published()

    @cached_property
    def standings(self) -> list[Standing]:
        found = standings_of_party(self.party.pk, self.run, self.editions, seen=self.scope.seen)
        for one in found:
            known(one.relationship, "series", self.shows.get(one.relationship.series_id))
        return found

    @cached_property
    def relationships(self) -> list[Relationship]:
        return [one.relationship for one in self.standings]

    @cached_property
    def participations(self) -> list[Participation]:
        """With edition, role and stands, the latest first."""
        rows = participations_of(self.party.pk, seen=self.scope.seen)
        stands = defaultdict(list)
        for stand in stands_of([row.pk for row in rows]) if rows else ():
            stands[stand.participation_id].append(stand)
        for row in rows:
            known(row, "edition", self.editions.get(row.edition_id))
            held = row.stands.all()
            held._result_cache = stands[row.pk]
            row._prefetched_objects_cache = {"stands": held}  # type: ignore[attr-defined]
        return rows

    @cached_property
    def dealings(self) -> list[Interaction]:
        return dealings_of(self.party.pk, seen=self.scope.seen) if self.has("dealings") else []

    @cached_property
    def tasks(self) -> list[Task]:
        """Those to do, the most pressing first, then those called off."""
        return tasks_of(self.party.pk, seen=self.scope.seen) if self.has("tasks") else []

    @cached_property
    def entries(self) -> list[Entry]:
        if not self.has("entries", "absorbed"):
            return []
        return entries_of(*self.family, seen=self.scope.seen)

    @cached_property
    def people(self) -> list[Employment]:
        if not self.has("staff", "places"):
            return []
        scope, of_person = self.scope, self.party.kind == Party.Kind.PERSON
        asked = (self.party.pk, scope.user_id)
        return people_of(*asked, seen=scope.seen, unplaced=scope.sees_unplaced, of_person=of_person)

    @cached_property
    def rounds(self) -> list[Member]:
        return rounds_of(self.party.pk) if self.has("rounds") else []

    @cached_property
    def merges(self) -> list[Merge]:
        return merges_into(*self.family) if self.has("absorbed") else []

    @property
    def details(self) -> Organisation | Person | None:
        return getattr(self.party, f"as_{self.party.kind}", None)

    @cached_property
    def imported(self) -> list[ImportedRow]:
        return imported_of(self.party.pk, self.scope.user_id, seen=self.scope.seen)

    @cached_property
    def names(self) -> list[Name]:
        shown = (self.party.zh, self.party.en)
        return [one for one in names_of(self.party.pk) if one.text not in shown]

    @cached_property
    def contacts(self) -> list[ContactPoint]:
        return contacts_of(self.party.pk)

    @cached_property
    def external_ids(self) -> list[ExternalId]:
        return ids_of(self.party.pk) if self.has("external_ids") else []

    @cached_property
    def consents(self) -> list[Consent]:
        return consents_of(self.party.pk) if self.has("consents") else []

    @cached_property
    def ledger(self) -> list[LedgerEntry]:
        return asking.entries_of(self.party.pk, seen=self.scope.seen) if self.has("ledger") else []

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        return asking.suggestions_of(self.party.pk, seen=self.scope.seen) if self.has("suggestions") else []

    @cached_property
    def brought_by(self) -> list[Referral]:
        return asking.brought_by(self.party.pk, seen=self.scope.seen) if self.has("brought_by") else []

    @cached_property
    def has_brought(self) -> list[Referral]:
        return asking.has_brought(self.party.pk, seen=self.scope.seen) if self.has("has_brought") else []

    @cached_property
    def holdings(self) -> list[RoleHolding]:
        return holdings_of(self.party.pk, seen=self.scope.seen) if self.has("holdings") else []


def known(row: Model, name: str, other: Model | None) -> None:
    """Spare the row from asking for what has been read already."""
    if other is not None:
        row._state.fields_cache[name] = other


@prepared
def participations_of(party: int, *, seen: Seen) -> QuerySet[Participation]:
    rows: QuerySet[Participation] = Participation.objects.filter(within(seen, "edition__series"), party=party)
    return rows.select_related("role").order_by("-edition__ordinal")[:MOST]


@prepared
def stands_of(participations: Sequence[int]) -> QuerySet[Stand]:
    return Stand.objects.filter(participation__in=among(participations))


@prepared
def dealings_of(party: int, *, seen: Seen) -> QuerySet[Interaction]:
    rows = Interaction.objects.filter(Q(series=None) | within(seen), party=party)
    return rows.select_related("person", "recorded_by").order_by("-occurred_on", "-pk")[:MOST]


@prepared
def tasks_of(party: int, *, seen: Seen) -> QuerySet[Task]:
    rows = Task.objects.filter(Q(series=None) | within(seen), party=party)
    rows = rows.exclude(cancelled_at=None, done_at__isnull=False).select_related("assignee")
    return rows.order_by(F("cancelled_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")[
        :MOST
    ]


@prepared
def entries_of(*parties: int, seen: Seen) -> QuerySet[Entry]:
    rows = Entry.objects.filter(Q(series_id=None) | within(seen), party_id__in=parties)
    return rows.exclude(verb__in=told.SILENT).select_related("detail").order_by("-pk")[:MOST]


@prepared
def people_of(party: int, user: int, *, seen: Seen, unplaced: bool, of_person: bool) -> QuerySet[Employment]:
    """Who works there (or, of a person, where they work, as far as the user sees it): those of today first."""
    path, other = ("person", "organisation") if of_person else ("organisation", "person")
    rows: QuerySet[Employment] = Employment.objects.filter(**{path: party})
    named = visible.parties_for(user, seen=seen, unplaced=unplaced).filter(pk__in=rows.values(other))
    rows = rows.filter(**{f"{other}__in": named}).select_related("person", "organisation")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "pk")


@prepared
def rounds_of(party: int) -> QuerySet[Member]:
    rows = Member.objects.filter(relationship__party=party)
    return rows.select_related("round", "round__edition", "segment").order_by("-round")


@prepared
def merges_into(*parties: int) -> QuerySet[Merge]:
    standing = Merge.objects.filter(undone_at=None, survivor__in=parties)
    return standing.select_related("absorbed", "by").order_by("-at", "-pk")


@prepared
def imported_of(party: int, user: int, *, seen: Seen) -> QuerySet[ImportedRow]:
    taken = Participation.every.filter(party=party).values("pk")
    rows = ImportedRow.objects.filter(within(seen, "batch__series") | Q(batch__created_by=user))
    rows = rows.filter(
        Q(object_type="shows.participation", object_id__in=taken)
        | Q(object_type="parties.party", object_id=party)
    )
    return rows.select_related("batch").order_by("-batch", "row")[:200]


@prepared
def names_of(party: int) -> QuerySet[Name]:
    rows: QuerySet[Name] = Name.objects.filter(party=party)
    return rows


@prepared
def contacts_of(party: int) -> QuerySet[ContactPoint]:
    """Those found wrong come last, so that nobody calls them again."""
    rows: QuerySet[ContactPoint] = ContactPoint.objects.filter(party=party).select_related("checked_by")
    return rows.order_by(F("refuted_on").asc(nulls_first=True), "kind", "pk")


@prepared
def ids_of(party: int) -> QuerySet[ExternalId]:
    return ExternalId.objects.filter(party=party)


@prepared
def consents_of(party: int) -> QuerySet[Consent]:
    return Consent.objects.filter(party=party).order_by("-given_at")


@prepared
def holdings_of(party: int, *, seen: Seen) -> QuerySet[RoleHolding]:
    rows: QuerySet[RoleHolding] = RoleHolding.objects.filter(within(seen), party=party).select_related(
        "role", "series"
    )
    return rows


@prepared
def staff_called(*users: int) -> QuerySet[User]:
    return User.objects.filter(pk__in=users)


@prepared
def analysed(run: int, series: int, *, side: str) -> QuerySet[Any, int]:
    """Keys of the editions a run tells of, in order."""
    found = EditionFigures.objects.filter(run=run, side=side, edition__series=series)
    return found.order_by("edition__ordinal").values_list("edition_id", flat=True)
