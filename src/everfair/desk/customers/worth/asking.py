"""What the worth of a customer is read from: each kind of row once, with SQL that is kept."""

from django.db.models import F, QuerySet

from everfair.contact.models import Suggestion
from everfair.house.prepared import prepared
from everfair.loop.models import Action
from everfair.relations.models import LedgerEntry, Referral, Relationship, ValueTerms
from everfair.shows.scope import within

MOST = 2_000
Seen = frozenset[int] | None


@prepared
def entries_of(party: int, *, seen: Seen) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.filter(within(seen), party=party)
    return rows.select_related("edition").order_by("-occurred_on", "-pk")[:MOST]


@prepared
def terms_of(party: int, *, seen: Seen) -> QuerySet[ValueTerms]:
    """Of all its shows."""
    shows = Relationship.objects.filter(within(seen), party=party).values("series")
    return ValueTerms.objects.filter(series__in=shows)


@prepared
def suggestions_of(party: int, *, seen: Seen) -> QuerySet[Suggestion]:
    rows = Suggestion.objects.filter(within(seen), party=party)
    return rows.select_related("person", "edition").order_by("-given_on", "-pk")[:MOST]


@prepared
def brought_by(party: int, *, seen: Seen) -> QuerySet[Referral]:
    """Those who brought the customer."""
    rows: QuerySet[Referral] = Referral.objects.filter(within(seen), child=party).exclude(referrer=F("child"))
    return rows.select_related("referrer").order_by("occurred_on", "pk")


@prepared
def has_brought(party: int, *, seen: Seen) -> QuerySet[Referral]:
    rows: QuerySet[Referral] = Referral.objects.filter(within(seen), referrer=party).exclude(
        referrer=F("child")
    )
    return rows.select_related("child").order_by("-occurred_on", "-pk")[:MOST]


@prepared
def actions_of(party: int, *, seen: Seen) -> QuerySet[Action]:
    held = Relationship.objects.filter(within(seen), party=party).values("pk")
    rows = Action.objects.filter(member__relationship__in=held, cost_minor__gt=0, task__done_at__isnull=False)
    return rows.select_related("task", "member__round", "member__edition")
