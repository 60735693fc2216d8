"""Everybody on file whom the user may see: organisations and persons, with a show or without."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.desk.customers.access import not_seen
from everfair.desk.customers.listing.page import first_step
from everfair.desk.customers.quality_filters import lack_filters, shows_asked, source_filters
from everfair.intake.countries import country_code
from everfair.parties.models import Party
from everfair.parties.search import matching
from everfair.quality.lacks import Whose
from everfair.relations import visible
from everfair.ui import figures
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Column, Contains, Flag, ListPage
from everfair.ui.lists.filters import Filter


def shows(row: Any) -> str:
    """The shows one is on and on which side, as far as the user sees them."""
    return " · ".join(dict.fromkeys(f"{held.series} ({held.get_side_display()})" for held in row.held))


class Everyone(ListPage[Party]):
    code = "everyone"
    title = _("People and organisations")
    about = _("Everybody on file, whether on a show or not yet")
    search_hint = _("Name, pinyin, initials")
    searches_names = True
    default_sort = "name"
    empty_icon = "users"
    empty_title = _("Nobody is on file yet")
    empty_text = _("Bring in a list, or write a customer by hand.")
    empty_action = pgettext_lazy("button", "Begin")
    columns: ClassVar[Sequence[Column]] = (
        Column("name", _("Name"), value="pk", kind="title", sort="sort_key", template="customers/_party.html",
               export=str),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("city", _("City"), sort="city"),
        Column("country", _("Country"), value=lambda party: figures.country(party.country), sort="country"),
        Column("shows", _("Shows"), value=shows),
        Column("created", _("On file since"), value="created_at", kind="time", sort="created_at", downwards=True),
    )  # fmt: skip
    filters = (
        Choices(code="kind", label=_("Kind"), choices=Party.Kind.choices),
        Contains(code="city", label=_("City")),
        Contains(code="country", label=_("Country"), reading=country_code),
        Flag(code="stop", label=_("Do not contact"),
             apply=lambda rows, values: rows.filter(Q(do_not_contact=True) | Q(absorbed_do_not_contact=True))),
        Flag(code="unplaced", label=_("On no show yet"),
             apply=lambda rows, values: rows.filter(relationships=None, kind=Party.Kind.ORGANISATION)),
    )  # fmt: skip

    def offered_filters(self) -> Sequence[Filter]:
        return self.offered

    @cached_property
    def offered(self) -> Sequence[Filter]:
        whose = Whose(shows=shows_asked(self.request))
        return [*self.filters, *lack_filters(whose), *source_filters(self.request)]

    def rows(self) -> QuerySet[Party]:
        return visible.parties(scope_for(self.request))

    def ordered(self, rows: QuerySet[Party]) -> QuerySet[Party]:
        mine = visible.relationships(scope_for(self.request)).select_related("series")
        return super().ordered(rows).prefetch_related(Prefetch("relationships", mine, to_attr="held"))

    def search(self, rows: QuerySet[Party], text: str) -> QuerySet[Party]:
        return rows.filter(matching(text))

    def link(self, row: Party) -> str:
        return reverse("customers:file", args=[row.pk])

    def empty_url(self) -> str:
        return first_step()

    def not_seen(self) -> str:
        return not_seen(scope_for(self.request))
