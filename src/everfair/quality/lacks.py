"""What a customer lacks or has wrong: one condition each, for the figures and for the lists behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from everfair.parties.models import ContactPoint, Employment, Name, Organisation, Party, Person
from everfair.parties.models.verifiable import stale_before
from everfair.quality.models import SharedContact
from everfair.quality.placeholders import KEYS, TEXTS
from everfair.relations.models import Relationship
from everfair.shows.models import Participation, Stand
from everfair.shows.scope import within

Kind = ContactPoint.Kind
LARGEST_STAND_DM2 = 2_000_000
# What a key looks like that can be written to or rung up.
WHOLE = {
    Kind.EMAIL: Q(key__contains="@") & Q(key__contains="."),
    Kind.PHONE: Q(key__startswith="+"),
    Kind.WEBSITE: Q(key__contains="."),
}


@dataclass(frozen=True)
class Whose:
    """Of which rows the condition is: parties themselves, or rows with a `party`."""

    path: str = ""
    shows: frozenset[int] | None = None
    """Those that are looked at; None: all."""

    @property
    def key(self) -> OuterRef:
        return OuterRef(f"{self.path}_id" if self.path else "pk")

    def are(self, **values: object) -> Q:
        return Q(**{f"{self.path}__{name}" if self.path else name: value for name, value in values.items()})

    @property
    def organisations(self) -> Q:
        return self.are(kind=Party.Kind.ORGANISATION)

    @property
    def persons(self) -> Q:
        return self.are(kind=Party.Kind.PERSON)

    def points(self, *kinds: str) -> QuerySet[ContactPoint]:
        """Their own contact points that are not known to be dead."""
        rows: QuerySet[ContactPoint] = ContactPoint.objects.filter(
            party=self.key, refuted_on=None, kind__in=kinds
        )
        return rows

    def people_with(self, kind: str, whole: Q) -> QuerySet[Employment]:
        """Asked person by person: joined, SQLite would go through every contact of the kind."""
        points = ContactPoint.objects.filter(whole, party=OuterRef("person_id"), refuted_on=None, kind=kind)
        return self.staff.filter(Exists(points))

    @property
    def staff(self) -> QuerySet[Employment]:
        rows: QuerySet[Employment] = Employment.objects.filter(organisation=self.key, ended_on=None)
        return rows

    @property
    def taken(self) -> QuerySet[Participation]:
        here = within(self.shows, "edition__series")
        rows: QuerySet[Participation] = Participation.objects.filter(here, party=self.key)
        return rows


Condition = Callable[[Whose], Q]


def has(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows))


def unreached(kind: ContactPoint.Kind) -> Condition:
    """Neither the organisation nor anybody who works there can be reached so."""
    whole = WHOLE[kind]

    def lacks(whose: Whose) -> Q:
        own, people = whose.points(kind).filter(whole), whose.people_with(kind, whole)
        return whose.organisations & ~has(own) & ~has(people)

    return lacks


def industry(whose: Whose) -> Q:
    return whose.organisations & ~has(Organisation.objects.filter(party=whose.key).exclude(industry=""))


def website(whose: Whose) -> Q:
    return whose.organisations & ~has(whose.points(Kind.WEBSITE).filter(WHOLE[Kind.WEBSITE]))


def owner(whose: Whose) -> Q:
    owned = Relationship.objects.filter(within(whose.shows), party=whose.key).exclude(owner=None)
    return whose.organisations & ~has(owned)


def firm(whose: Whose) -> Q:
    return whose.persons & ~has(Employment.objects.filter(person=whose.key, ended_on=None))


def reach(whose: Whose) -> Q:
    return whose.persons & ~has(whose.points(Kind.EMAIL, Kind.PHONE, Kind.WECHAT))


# Parts of a complete organisation.
COMPLETE: Mapping[str, Condition] = {
    "chinese_name": lambda whose: whose.organisations & whose.are(zh=""),
    "english_name": lambda whose: whose.organisations & whose.are(en=""),
    "city": lambda whose: whose.organisations & whose.are(city=""),
    "country": lambda whose: whose.organisations & whose.are(country=""),
    "industry": industry,
    "website": website,
    "email": unreached(Kind.EMAIL),
    "phone": unreached(Kind.PHONE),
    "decider": lambda whose: whose.organisations & ~has(whose.staff.exclude(decision_role="")),
    "owner": owner,
}
LACKS: Mapping[str, Condition] = {
    **COMPLETE,
    "participation": lambda whose: whose.organisations & ~has(whose.taken),
    "firm": firm,
    "reach": reach,
}


def stale(kind: ContactPoint.Kind) -> Condition:
    """There is such a contact, but none that somebody made sure of lately."""

    def condition(whose: Whose) -> Q:
        fresh = whose.points(kind).filter(verified_on__gte=stale_before())
        return has(whose.points(kind)) & ~has(fresh)

    return condition


STALE: Mapping[str, Condition] = {"email": stale(Kind.EMAIL), "phone": stale(Kind.PHONE)}


def dead(whose: Whose) -> Q:
    return has(ContactPoint.objects.filter(party=whose.key).exclude(refuted_on=None))


def shared(whose: Whose) -> Q:
    keys = SharedContact.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"))
    return has(ContactPoint.objects.filter(Exists(keys), party=whose.key, kind__in=(Kind.EMAIL, Kind.PHONE)))


def placeholder(whose: Whose) -> Q:
    names = Name.objects.filter(party=whose.key, text__in=TEXTS)
    points = ContactPoint.objects.filter(party=whose.key, key__in=KEYS)
    places = Organisation.objects.filter(Q(city__in=TEXTS) | Q(industry__in=TEXTS), party=whose.key)
    return has(names) | has(points) | has(places)


def unreadable(whose: Whose) -> Q:
    """A contact of their own that nobody can write to or ring up as it stands."""
    broken = Q()
    for kind, whole in WHOLE.items():
        broken |= Q(kind=kind) & ~whole
    return has(ContactPoint.objects.filter(broken, party=whose.key, refuted_on=None))


def impossible(whose: Whose) -> Q:
    """Came to what has not been held, booked when it was over, a stand without extent, a birthday to come."""
    today = timezone.localdate()
    early = whose.taken.filter(status=Participation.Status.CAME, edition__starts_on__gt=today)
    late = whose.taken.filter(booked_on__gt=F("edition__ends_on"))
    stands = Stand.objects.filter(
        Q(area_dm2=0) | Q(area_dm2__gt=LARGEST_STAND_DM2) | Q(amount_minor__lt=0),
        within(whose.shows, "participation__edition__series"),
        participation__party=whose.key, participation__superseded=False,
    )  # fmt: skip
    born = Person.objects.filter(party=whose.key, birthday__gt=today.isoformat(), birthday__startswith="2")
    return has(early) | has(late) | has(stands) | has(born)


OF_SHOWS = ("lacks_owner", "lacks_participation", "flaw_impossible")
"""Flags that may be others on other shows."""
FLAWS: Mapping[str, Condition] = {
    "dead": dead,
    "shared": shared,
    "placeholder": placeholder,
    "unreadable": unreadable,
    "impossible": impossible,
}
