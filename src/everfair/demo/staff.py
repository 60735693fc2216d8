"""The people who work in the demo house."""

from django.contrib.auth.hashers import make_password

from everfair.demo.fair import FIRST, SECOND
from everfair.demo.models import DemoShow
from everfair.house.models import DemoAccount, User
from everfair.shows.models import Membership, Series

Role = Membership.Role
ALL = (FIRST.slug, SECOND.slug)
# login, name, role, series
STAFF: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("chen", "陈明远", Role.DIRECTOR, ALL),
    ("lin", "林晓燕", Role.SALES, ALL),
    ("zhou", "周子涵", Role.SALES, (SECOND.slug,)),
    ("wang", "王思琪", Role.SERVICE, ALL),
    ("zhao", "赵雨桐", Role.MARKETING, ALL),
    ("sun", "孙立言", Role.ANALYST, ALL),
    ("wu", "吴国栋", Role.ADMIN, ALL),
]
HOST = "demo.example"


class Staff:
    """The demo's accounts by role: `staff.director`; `staff.sales` sells the first series."""

    def __init__(self, users: dict[str, User]) -> None:
        self.users = users
        self.director, self.sales, self.other_sales = users["chen"], users["lin"], users["zhou"]
        self.service, self.marketing, self.analyst = users["wang"], users["zhao"], users["sun"]


def hire(demo: DemoShow, series: dict[str, Series], password: str) -> Staff:
    """Accounts with memberships. Beside real people they see the demo's series only; alone, the whole house."""
    alone = not User.objects.exclude(pk__in=demo.users).exists()
    users: dict[str, User] = {}
    hashed = make_password(password)  # once: it is slow on purpose
    for login, name, role, slugs in STAFF:
        user = users[login] = account(login, name, hashed)
        demo.own("users", user.pk)
        DemoAccount.objects.create(user=user, password=password, role=role)
        for where in places(role, slugs, series, alone):
            Membership.objects.create(user=user, role=role, series=where)
    return Staff(users)


def account(login: str, name: str, hashed: str) -> User:
    taken = User.objects.filter(username=login).exists()
    username = f"demo-{login}" if taken else login
    return User.objects.create(username=username, email=f"{login}@{HOST}", password=hashed, name=name)


def places(role: str, slugs: tuple[str, ...], series: dict[str, Series], alone: bool) -> list[Series | None]:
    """An administrator of the demo must not rule a house in which real people work."""
    if slugs == ALL and alone:
        return [None]
    if role == Role.ADMIN:
        return []
    return [series[slug] for slug in slugs]
