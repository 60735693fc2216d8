"""The list of accounts."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from everfair.desk.settings.access import Kept
from everfair.house.models import User
from everfair.shows.models import Membership, Series
from everfair.ui.lists import Choices, Column, ListPage


def work_of(user: User) -> str:
    """Their roles in words, each with its show."""
    held = sorted(user.memberships.all(), key=lambda one: one.pk)
    return " · ".join(
        _("{role} ({show})").format(role=one.get_role_display(), show=one.series or _("all shows"))
        for one in held
    )


def with_role(rows: QuerySet[Any], roles: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(pk__in=Membership.objects.filter(role__in=roles).values("user"))


def on_show(rows: QuerySet[Any], keys: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(pk__in=Membership.objects.filter(series__in=keys).values("user"))


def open_or_shut(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(is_active__in=[value == "open" for value in values])


def shows() -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in Series.objects.all()]


class StaffList(Kept, ListPage[User]):
    code = "staff"
    title = _("Staff")
    about = _("Who is let in, and to which shows.")
    template_name = "settings/staff.html"
    search_hint = _("Name, user name, e-mail")
    default_sort = "name"
    columns = (
        Column("name", pgettext_lazy("person", "Name"), value=str, kind="title",
               sort=("name", "username"), under="username"),
        Column("email", _("E-mail"), sort="email"),
        Column("work", pgettext_lazy("staff", "Roles"), value=work_of),
        Column("state", _("Account"), value="is_active", template="settings/_account_state.html", sort="is_active",
               export=lambda row: pgettext("account", "open") if row.is_active else pgettext("account", "shut")),
        Column("seen", _("Last signed in"), value="last_login", kind="time", sort="last_login", downwards=True,
               nullable=True),
        Column("since", pgettext_lazy("account", "Since"), value="date_joined", kind="date", sort="date_joined",
               shown=False),
    )  # fmt: skip
    filters = (
        Choices(code="role", label=pgettext_lazy("staff", "Role"), choices=Membership.Role.choices, apply=with_role),
        Choices(code="show", label=_("Show"), choices=shows, apply=on_show),
        Choices(code="account", label=_("Account"), apply=open_or_shut,
                choices=[("open", pgettext_lazy("account", "open")), ("shut", pgettext_lazy("account", "shut"))]),
    )  # fmt: skip

    def rows(self) -> QuerySet[User]:
        return User.objects.prefetch_related("memberships__series")

    def search(self, rows: QuerySet[User], text: str) -> QuerySet[User]:
        return rows.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(email__icontains=text))

    def link(self, row: User) -> str:
        return reverse("settings:person", args=[row.pk])
