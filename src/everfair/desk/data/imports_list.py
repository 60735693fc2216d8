"""The lists brought in so far, newest first."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.intake.kinds import Kind, Origin
from everfair.intake.models import Batch
from everfair.intake.visible import batches
from everfair.shows.scope import Capability
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Column, ListPage


class ImportList(ListPage[Batch]):
    code = "imports"
    title = _("Imports")
    about = _("Lists of past and coming editions, contacts and dealings, as they were brought in.")
    search_hint = _("File name")
    columns = (
        Column("filename", _("File"), kind="title", sort="filename"),
        Column("kind", _("Kind"), value="get_kind_display"),
        Column("origin", _("Comes from"), value="comes_from", shown=False),
        Column("series", _("Series"), value="series", sort="series__en", nullable=True),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            template="desk_data/imports/_state.html",
            sort="state",
        ),
        Column("rows", _("Rows"), value=lambda batch: batch.counts.get("rows"), kind="number"),
        Column("refused", _("Refused"), value=lambda batch: batch.counts.get("refused", 0), kind="number"),
        Column("created_by", _("Imported by"), value="created_by"),
        Column("created_at", _("When"), kind="time", sort="created_at", downwards=True),
    )
    filters = (
        Choices(code="kind", label=_("Kind"), choices=Kind.choices),
        Choices(code="origin", label=_("Comes from"), choices=Origin.choices, field="givens__origin"),
        Choices(code="state", label=_("State"), choices=Batch.State.choices),
    )
    default_sort = "-created_at"
    template_name = "desk_data/imports/list.html"
    empty_icon = "file-import"
    empty_title = _("Bring in your first list")
    empty_text = _(
        "Exhibitor lists of past editions are enough to see who your customers are, where each relationship stands "
        "and who will come again. CSV and XLSX, as they come."
    )
    empty_action = _("Bring in a list")

    def rows(self) -> QuerySet[Batch]:
        return batches(scope_for(self.request)).select_related("series", "created_by")

    def search(self, rows: QuerySet[Batch], text: str) -> QuerySet[Batch]:
        return rows.filter(Q(filename__icontains=text))

    def link(self, row: Batch) -> str:
        return reverse("data:import", args=[row.pk])

    def empty_url(self) -> str:
        return reverse("data:upload") if self.may_import else ""

    @property
    def may_import(self) -> bool:
        return scope_for(self.request).may(Capability.IMPORT)

    def extra_context(self) -> dict[str, Any]:
        return {"may_import": self.may_import}
