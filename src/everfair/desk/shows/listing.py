"""The list of shows."""

from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.shows import visible
from everfair.shows.models import Edition, Series, SeriesType
from everfair.shows.scope import Capability
from everfair.ui import figures
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Column, ListPage


def other_name(row: Series) -> str:
    return next((name for name in (row.en, row.zh) if name and name != str(row)), "")


def next_word(row: Any) -> str:
    if row.next_label is None:
        return ""
    edition = Edition(label=row.next_label, zh=row.next_zh, en=row.next_en)
    return f"{edition} · {figures.day(row.next_on)}" if row.next_on else str(edition)


class ShowList(ListPage[Series]):
    code = "shows"
    title = _("Shows")
    about = _("Each show that comes again is a series; every time it is held is an edition of it.")
    template_name = "shows/list.html"
    search_hint = _("Name or short name")
    columns = (
        Column("name", _("Show"), value=str, kind="title", sort=("zh", "en"), under=other_name),
        Column("maturity", _("Maturity"), value="get_maturity_display", sort="maturity"),
        Column("types", _("Types"), value=lambda row: ", ".join(str(one) for one in row.types.all())),
        Column(
            "held", _("Editions held"), value="times_held", kind="number", sort="times_held", downwards=True
        ),
        Column("last", _("Last held"), kind="date", sort="last", nullable=True, downwards=True),
        Column("next", _("Next edition"), value=next_word, sort="next_on", nullable=True),
        Column("zone", _("Time zone"), value="time_zone", shown=False),
        Column("currency", _("Currency"), value="currency", shown=False),
        Column("slug", _("Short name"), value="slug", sort="slug", shown=False),
    )
    filters = (
        Choices(code="maturity", label=_("Maturity"), choices=Series.Maturity.choices),
        Choices(
            code="type",
            label=_("Type"),
            choices=lambda: [(str(one.pk), str(one)) for one in SeriesType.objects.all()],
            apply=lambda rows, values: rows.filter(
                pk__in=Series.types.through.objects.filter(seriestype__in=values).values("series")
            ),
        ),
    )
    default_sort = "name"
    empty_icon = "calendar-event"
    empty_title = _("No show yet")
    empty_text = _(
        "A show is where customers, figures and rounds belong to. Make one, or bring a list: its "
        "shows come with it."
    )
    empty_action = _("New show")

    def rows(self) -> QuerySet[Series]:
        ahead = Edition.objects.filter(series=OuterRef("pk"), is_held=False).order_by("ordinal")
        held = Q(editions__is_held=True)
        return visible.series(scope_for(self.request)).prefetch_related("types").annotate(
            times_held=Count("editions", filter=held),
            last=Max("editions__starts_on", filter=held),
            next_label=Subquery(ahead.values("label")[:1]),
            next_zh=Subquery(ahead.values("zh")[:1]),
            next_en=Subquery(ahead.values("en")[:1]),
            next_on=Subquery(ahead.values("starts_on")[:1]),
        )  # fmt: skip

    def search(self, rows: QuerySet[Series], text: str) -> QuerySet[Series]:
        return rows.filter(Q(zh__icontains=text) | Q(en__icontains=text) | Q(slug__icontains=text))

    def link(self, row: Series) -> str:
        return reverse("shows:series", args=[row.pk])

    @property
    def may_found(self) -> bool:
        return scope_for(self.request).may_everywhere(Capability.MANAGE_SHOWS)

    def empty_url(self) -> str:
        return reverse("shows:new") if self.may_found else ""

    def extra_context(self) -> dict[str, Any]:
        return {"may_found": self.may_found}
