"""Contacts that the demo's staff made sure of, or found dead, in the past year."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.db import transaction

from everfair.demo.backdating import as_of, moment
from everfair.demo.staff import Staff
from everfair.house.models import User
from everfair.parties.models import ContactPoint

MOST = 360
DEAD = 0.12  # share of those checked
DAYS_AGO = (9, 27, 58, 96, 150, 221, 310)
Kind, How, Fault = ContactPoint.Kind, ContactPoint.How, ContactPoint.Fault


def check_contacts(staff: Staff, today: date, seed: int) -> None:
    """A few days of the year, some calls each."""
    random = Random(f"{seed}:checks")
    by_day: dict[date, list[int]] = defaultdict(list)
    for pk in chosen(random):
        by_day[today - timedelta(days=random.choice(DAYS_AGO))].append(pk)
    for day, keys in sorted(by_day.items()):
        with as_of(moment(day)), transaction.atomic():
            for point in ContactPoint.objects.filter(pk__in=keys).order_by("pk"):
                check(point, random.choice((staff.sales, staff.service)), day, random)


def chosen(random: Random) -> Iterator[int]:
    reached = ContactPoint.objects.filter(kind__in=(Kind.EMAIL, Kind.PHONE)).order_by("pk")
    keys = list(reached.values_list("pk", flat=True))
    yield from sorted(random.sample(keys, min(MOST, len(keys) // 8)))


def check(point: ContactPoint, by: User, day: date, random: Random) -> None:
    is_mail = point.kind == Kind.EMAIL
    if random.random() < DEAD:
        point.refute(by, day, Fault.BOUNCED if is_mail else Fault.WRONG)
    else:
        point.verify(by, day, How.REPLY if is_mail else random.choice((How.CALL, How.CALL, How.CARD)))
