"""What the file asks of the database: each kind of thing once, and only what there is any of.

`on_file` reads the party together with what there is of it; the rest is asked by `Reading`, all at once where the page
says beforehand what it will come to.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet

from everfair.contact.models import Interaction, Suggestion, Task
from everfair.desk.customers.file import told
from everfair.desk.customers.worth import asking
from everfair.house.models import User
from everfair.house.prepared import Prepared, Question, prepared, together
from everfair.intake.models import Batch, ImportedRow
from everfair.intake.visible import hidden_ids
from everfair.journal.models import Entry
from everfair.loop.models import Action, Member
from everfair.parties import forest
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
from everfair.quality.sources import TOLD
from everfair.relations import visible
from everfair.relations.models import (
    AnalysisRun,
    LedgerEntry,
    Referral,
    Relationship,
    ValueTerms,
)
from everfair.relations.standing import Standing, question_of_party, standings_with
from everfair.shows.models import Edition, Membership, Participation, RoleHolding, Series, Stand
from everfair.shows.scope import Scope, of_seen, within
from everfair.shows.staff import ROLES
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
    """Of one party from `on_file`, as far as the scope sees; `shows`: the series it sees, with their editions; `run`:
    the analysis that is shown."""

    party: Party
    scope: Scope
    shows: dict[int, Series]
    run: AnalysisRun | None
    held: dict[str, list[Any]] = field(default_factory=dict)
    """What was asked already, by its kind."""

    def has(self, *pieces: str) -> bool:
        return any(getattr(self.party, f"has_{piece}") for piece in pieces)

    def ahead(self, kinds: Iterable[str]) -> None:
        """Ask for these together."""
        wanted = [kind for kind in kinds if self.has(*NEEDS.get(kind, ())) or kind not in NEEDS]
        answers = together([QUESTIONS[kind](self) for kind in wanted])
        self.held |= dict(zip(wanted, answers, strict=True))

    def rows(self, kind: str) -> list[Any]:
        if kind not in self.held:
            self.held[kind] = []
            self.ahead([kind])
        return self.held[kind]

    def names_of_staff(self, wanted: set[int]) -> dict[int, str]:
        """Those whom one can choose from are on the page already."""
        held = self.held.get("memberships", ())
        named = {one.user_id: str(one.user) for one in held if one.user_id in wanted}
        missing = sorted(wanted - named.keys())
        return named | {one.pk: str(one) for one in accounts(*missing)} if missing else named

    def workers(self, series: int | None) -> list[User]:
        """Those who work on the show."""
        held: list[Membership] = self.rows("memberships")
        on_it = [one for one in held if series is None or one.series_id in (None, series)]
        return list({one.user_id: one.user for one in on_it if one.role in ROLES}.values())

    @cached_property
    def editions(self) -> dict[int, Edition]:
        return {one.pk: one for series in self.shows.values() for one in series.editions.all()}

    @cached_property
    def family(self) -> list[int]:
        """The party and all that was merged into it."""
        return forest.family(self.party.pk) if self.has("absorbed") else [self.party.pk]

    @cached_property
    def standings(self) -> list[Standing]:
        found = standings_with(self.rows("relationships"), self.editions)
        for one in found:
            known(one.relationship, "series", self.shows.get(one.relationship.series_id))
        return found

    @cached_property
    def relationships(self) -> list[Relationship]:
        return [one.relationship for one in self.standings]

    @cached_property
    def participations(self) -> list[Participation]:
        """With edition, role and stands, the latest first."""
        rows: list[Participation] = self.rows("participations")
        stands = defaultdict(list)
        for stand in self.rows("stands"):
            stands[stand.participation_id].append(stand)
        for row in rows:
            known(row, "edition", self.editions.get(row.edition_id))
            row.lines = stands[row.pk]
        return rows

    @property
    def dealings(self) -> list[Interaction]:
        return self.rows("dealings")

    @property
    def tasks(self) -> list[Task]:
        """Those to do, the most pressing first, then those called off."""
        return self.rows("tasks")

    @property
    def entries(self) -> list[Entry]:
        return self.rows("entries")

    @property
    def people(self) -> list[Employment]:
        return self.rows("people")

    @property
    def rounds(self) -> list[Member]:
        return self.rows("rounds")

    @property
    def merges(self) -> list[Merge]:
        return self.rows("merges")

    @property
    def details(self) -> Organisation | Person | None:
        return getattr(self.party, f"as_{self.party.kind}", None)

    @property
    def imported(self) -> list[ImportedRow]:
        return self.rows("imported")

    @cached_property
    def names(self) -> list[Name]:
        shown = (self.party.zh, self.party.en)
        return [one for one in self.rows("names") if one.text not in shown]

    @property
    def contacts(self) -> list[ContactPoint]:
        return self.rows("contacts")

    @cached_property
    def external_ids(self) -> list[ExternalId]:
        """But for those of lists of shows that are not seen."""
        found: list[ExternalId] = self.rows("external_ids")
        hidden = hidden_ids(self.scope.seen, {one.source for one in found}, self.scope.user_id)
        return [one for one in found if one.source not in hidden]

    @property
    def consents(self) -> list[Consent]:
        return self.rows("consents")

    @property
    def ledger(self) -> list[LedgerEntry]:
        return self.rows("ledger")

    @property
    def responses(self) -> list[Response]:
        """To surveys, the latest first."""
        return self.rows("responses")

    @property
    def terms(self) -> list[ValueTerms]:
        return self.rows("terms")

    @property
    def actions(self) -> list[Action]:
        return self.rows("actions")

    @property
    def suggestions(self) -> list[Suggestion]:
        return self.rows("suggestions")

    @property
    def brought_by(self) -> list[Referral]:
        return self.rows("brought_by")

    @property
    def has_brought(self) -> list[Referral]:
        return self.rows("has_brought")

    @property
    def holdings(self) -> list[RoleHolding]:
        return self.rows("holdings")


NEEDS: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in (*PIECES, *FURTHER)} | {
    "entries": ("entries", "absorbed"),
    "people": ("staff", "places"),
    "merges": ("absorbed",),
    "actions": ("rounds",),
    "responses": ("answered", "spoken"),
}
"""Kinds of which there is nothing to ask where the party has none of these pieces."""


def of_party(asked: Prepared[Any]) -> Callable[[Reading], Question[Any]]:
    return lambda read: asked.question(read.party.pk)


def as_seen(asked: Prepared[Any]) -> Callable[[Reading], Question[Any]]:
    return lambda read: asked.question(read.party.pk, seen=read.scope.seen)


def known(row: Model, name: str, other: Model | None) -> None:
    """Spare the row from asking for what has been read already."""
    if other is not None:
        row._state.fields_cache[name] = other


def taken(party: int, seen: Seen) -> QuerySet[Participation]:
    rows: QuerySet[Participation] = Participation.objects.filter(within(seen, "edition__series"), party=party)
    return rows


@prepared
def participations_of(party: int, *, seen: Seen) -> QuerySet[Participation]:
    return taken(party, seen).select_related("role").order_by("-edition__ordinal")[:MOST]


@prepared
def stands_of(party: int, *, seen: Seen) -> QuerySet[Stand]:
    return Stand.objects.filter(participation__in=taken(party, seen).values("pk"))


@prepared
def dealings_of(party: int, *, seen: Seen) -> QuerySet[Interaction]:
    rows = Interaction.objects.filter(of_seen(seen), party=party)
    return rows.select_related("person", "recorded_by").order_by("-occurred_on", "-pk")[:MOST]


@prepared
def tasks_of(party: int, *, seen: Seen) -> QuerySet[Task]:
    rows = Task.objects.filter(of_seen(seen), party=party)
    rows = rows.exclude(cancelled_at=None, done_at__isnull=False).select_related("assignee")
    return rows.order_by(F("cancelled_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")[
        :MOST
    ]


@prepared
def entries_of(*parties: int, seen: Seen) -> QuerySet[Entry]:
    rows = Entry.objects.filter(of_seen(seen), party_id__in=parties)
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
def responses_of(party: int, *, seen: Seen) -> QuerySet[Response]:
    theirs = Response.objects.filter(Q(party=party) | Q(person=party), within(seen))
    return theirs.select_related("instrument", "edition").order_by("-answered_on", "-pk")[:MOST]


@prepared
def rounds_of(party: int) -> QuerySet[Member]:
    rows = Member.objects.filter(relationship__party=party).order_by("-round")
    untold = ("odds", "segment__stages", "segment__sizes")
    return rows.select_related("round", "round__edition", "segment").defer(*untold)


@prepared
def merges_into(*parties: int) -> QuerySet[Merge]:
    standing = Merge.objects.filter(undone_at=None, survivor__in=parties)
    return standing.select_related("absorbed", "by").order_by("-at", "-pk")


@prepared
def imported_of(party: int, user: int, *, seen: Seen) -> QuerySet[ImportedRow]:
    """Rows of lists that told of them. What they became is looked for kind by kind: for what may be of any PostgreSQL
    would read all rows."""
    told = [
        became(model, model._base_manager.filter(**{whose: party}).values("pk"))
        for model, told_of in TOLD.values()
        for whose in told_of
    ]
    themselves = became(Party, Name.every.filter(party=party).values("recorded_party"))
    rows = ImportedRow.objects.filter(pk__in=themselves.union(*told))
    rows = rows.filter(within(seen, "batch__series") | Q(batch__created_by=user)).select_related("batch")
    needed = rows.only("row", "batch__filename", "batch__loaded_at", "batch__givens")
    return needed.order_by("-batch", "row")[:200]


def became(model: type[Model], ids: QuerySet[Any, Any]) -> QuerySet[ImportedRow, Any]:
    return ImportedRow.objects.filter(object_type=model._meta.label_lower, object_id__in=ids).values("pk")


@prepared
def names_of(party: int) -> QuerySet[Name]:
    rows: QuerySet[Name] = Name.objects.filter(party=party)
    return rows


@prepared
def contacts_of(party: int, user: int, *, seen: Seen) -> QuerySet[ContactPoint]:
    """Those found wrong come last, so that nobody calls them again. `is_placed`: the list that told of them last may be
    named."""
    lists = Batch.objects.filter(within(seen) | Q(created_by=user), filename=OuterRef("seen_in"))
    rows: QuerySet[ContactPoint] = ContactPoint.objects.filter(party=party).annotate(is_placed=Exists(lists))
    return rows.select_related("checked_by").order_by(F("refuted_on").asc(nulls_first=True), "kind", "pk")


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
def memberships() -> QuerySet[Membership]:
    """Of all who may sign in."""
    rows = Membership.objects.filter(user__is_active=True).select_related("user")
    return rows.only("role", "series", "user__name", "user__username").order_by("user__name", "user_id")


TIMELINE = ("relationships", "participations", "stands", "dealings", "tasks", "entries")
PAGE = (*TIMELINE, "names", "contacts", "external_ids", "consents", "holdings", "people", "rounds", "merges")
BELOW = (
    "imported", "responses", "terms", "ledger", "suggestions", "actions", "brought_by", "has_brought",
)  # fmt: skip
"""Of the cards further down."""

QUESTIONS: dict[str, Callable[[Reading], Question[Any]]] = {
    "relationships": lambda read: question_of_party(read.party.pk, read.run, seen=read.scope.seen),
    "participations": as_seen(participations_of),
    "stands": as_seen(stands_of),
    "dealings": as_seen(dealings_of),
    "tasks": as_seen(tasks_of),
    "entries": lambda read: entries_of.question(*read.family, seen=read.scope.seen),
    "people": lambda read: people_of.question(
        read.party.pk, read.scope.user_id, seen=read.scope.seen, unplaced=read.scope.sees_unplaced,
        of_person=read.party.kind == Party.Kind.PERSON,
    ),
    "rounds": of_party(rounds_of),
    "merges": lambda read: merges_into.question(*read.family),
    "imported": lambda read: imported_of.question(read.party.pk, read.scope.user_id, seen=read.scope.seen),
    "names": of_party(names_of),
    "contacts": lambda read: contacts_of.question(read.party.pk, read.scope.user_id, seen=read.scope.seen),
    "external_ids": of_party(ids_of),
    "consents": of_party(consents_of),
    "holdings": as_seen(holdings_of),
    "responses": as_seen(responses_of),
    "terms": as_seen(asking.terms_of),
    "actions": as_seen(asking.actions_of),
    "ledger": as_seen(asking.entries_of),
    "suggestions": as_seen(asking.suggestions_of),
    "brought_by": as_seen(asking.brought_by),
    "has_brought": as_seen(asking.has_brought),
    "memberships": lambda _read: memberships.question(),
}  # fmt: skip


@prepared
def accounts(*users: int) -> QuerySet[User]:
    return User.objects.filter(pk__in=users)
