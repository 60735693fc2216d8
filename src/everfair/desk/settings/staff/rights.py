"""What each role may do, from the table that decides it; and who has which role where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everfair.desk.settings.access import Kept
from everfair.house.models import User
from everfair.shows.models import Membership, Series
from everfair.shows.scope import MAY, Capability

C = Capability
WORDS: dict[Capability, tuple[str | Promise, str | Promise]] = {
    C.SEE: (_("See customers"), _("the customers, figures and plans of their shows")),
    C.CHANGE_OWN: (_("Change their own customers"), _("those they own and those nobody owns")),
    C.CHANGE_ANY: (_("Change any customer"), _("of their shows, whoever owns it")),
    C.IMPORT: (_("Bring in lists"), _("dry run, load and take back")),
    C.MERGE: (_("Merge duplicates"), _("and take merges back")),
    C.EXPORT: (_("Export"), _("lists as files; each is told in the journal")),
    C.ANALYSE: (_("Run the analysis"), _("and publish what it finds")),
    C.OVERRULE: (_("Set a stage by hand"), _("with a reason")),
    C.PLAN: (_("Plan rounds"), _("segments, plays, hold-outs; start and close them")),
    C.DO_TASKS: (_("Do tasks"), _("of rounds and their own")),
    C.MANAGE_SHOWS: (_("Manage shows"), _("shows, editions and the roles of customers")),
    C.AUDIT: (_("Read the audit"), _("who did what, and when")),
    C.MANAGE_STAFF: (_("Manage staff"), _("accounts, roles and the house itself")),
}


@dataclass(frozen=True)
class Right:
    word: str | Promise
    what: str | Promise
    held: list[tuple[Membership.Role, bool]]
    """(role, whether it may), in the order of `Membership.Role`"""


def rights() -> list[Right]:
    """One row a capability."""
    return [
        Right(*WORDS[capability], [(role, capability in MAY[role]) for role in Membership.Role])
        for capability in Capability
    ]


@dataclass(frozen=True)
class Line:
    """The roles of one person: on all shows (None), then on each."""

    user: User
    cells: list[tuple[Series | None, list[str]]]


def line(user: User, series: Iterable[Series]) -> Line:
    held: dict[int | None, list[str]] = {}
    for one in user.memberships.all():
        held.setdefault(one.series_id, []).append(one.get_role_display())
    return Line(user, [(one, held.get(one.pk if one else None, [])) for one in (None, *series)])


class Rights(Kept):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        series = list(Series.objects.all())
        staff = User.objects.filter(is_active=True).order_by("name", "username")
        ordered = Prefetch("memberships", Membership.objects.order_by("pk"))
        context: dict[str, Any] = {
            "roles": Membership.Role.labels,
            "rights": rights(),
            "series": series,
            "lines": [line(user, series) for user in staff.prefetch_related(ordered)],
        }
        return render(request, "settings/rights.html", context)
