"""What the customers of a show suggest, and what became of it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.contact.models import Suggestion
from everfair.shows.scope import Capability
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Column, DateRange, ListPage, OneOf
from everfair.ui.of_series import SeenSeries


class Suggestions(SeenSeries, ListPage[Suggestion]):
    code = "suggestions"
    title = _("Suggestions")
    about = _(
        "What customers told us that we could use, and what became of it. Adopted ones count for their worth."
    )
    search_hint = _("Words of the suggestion, or a customer")
    default_sort = "-given"
    template_name = "value/suggestions.html"
    empty_icon = "bulb"
    empty_title = _("No suggestion yet")
    empty_text = _("They are written down on a customer's file, or brought in as a list.")
    columns = (
        Column("text", _("Suggestion"), kind="title", sort="text", under=lambda row: row.answer),
        Column("customer", _("Customer"), value=lambda row: str(row.party), sort=("party__sort_key", "party")),
        Column("kind", _("About"), value="get_kind_display", sort="kind"),
        Column("state", _("State"), value="get_state_display", kind="badge", sort="state"),
        Column("given", _("Date"), value="given_on", kind="date", sort="given_on", downwards=True),
        Column("answered", _("Answered on"), value="answered_on", kind="date", sort="answered_on", nullable=True),
        Column(
            "effect", _("Saved or earned"), value="effect_minor", kind="money", currency="currency",
            sort="effect_minor", nullable=True, downwards=True,
        ),
        Column("person", _("Suggested by"), value=lambda row: str(row.person or ""), shown=False),
        Column("edition", _("Edition"), value=lambda row: str(row.edition or ""), shown=False),
        Column("source", _("Source"), value="source", shown=False),
    )  # fmt: skip

    def rows(self) -> QuerySet[Suggestion]:
        seen = scope_for(self.request).series_filter()
        rows = Suggestion.objects.filter(seen, series=self.series)
        return rows.select_related("party", "person", "edition")

    def search(self, rows: QuerySet[Suggestion], text: str) -> QuerySet[Suggestion]:
        named = Q(party__zh__icontains=text) | Q(party__en__icontains=text)
        return rows.filter(Q(text__icontains=text) | Q(answer__icontains=text) | named)

    def offered_filters(self) -> Any:
        editions = [(str(one.pk), str(one)) for one in self.series.editions.order_by("-ordinal")]
        return (
            Choices(code="kind", label=_("About"), choices=Suggestion.Kind.choices),
            Choices(code="state", label=_("State"), choices=Suggestion.State.choices),
            OneOf(code="edition", label=_("Edition"), choices=editions),
            DateRange(code="given", label=_("Date"), field="given_on"),
        )

    def link(self, row: Suggestion) -> str:
        return f"{reverse('customers:file', args=[row.party_id])}?whole=1#suggestions"

    def extra_context(self) -> dict[str, Any]:
        manages = scope_for(self.request).may(Capability.MANAGE_SHOWS, self.series.pk)
        return {"series": self.series, "sees_figures": True, "manages": manages, "tab": "suggestions"}
