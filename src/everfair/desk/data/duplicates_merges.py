"""What was merged: the record of all merges, and one merge with its sides as they were."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from everfair.desk.data.duplicates_access import Asking
from everfair.desk.data.duplicates_list import strongest
from everfair.desk.data.duplicates_sides import Side, beside, compared, headings
from everfair.desk.data.likeness import likeness
from everfair.journal.models import Entry
from everfair.parties import reasons
from everfair.parties.history import families_before
from everfair.parties.joining import AUTOMATIC
from everfair.parties.models import Merge
from everfair.parties.search import matching
from everfair.ui.lists import Column, Flag, ListPage


def automatic(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(reasons__icontains=f'"{AUTOMATIC}"')


class MergeList(ListPage[Merge]):
    code = "merges"
    title = _("What was merged")
    about = _("Who merged what, when and why. Undoing a merge gives back both, with every edit made since.")
    template_name = "desk_data/duplicates/merges.html"
    search_hint = _("Name, pinyin, initials")
    searches_names = True
    columns = (
        Column(
            "survivor",
            _("Stayed"),
            kind="title",
            under=lambda row: gettext("and took in %s") % beside(row.absorbed, row.survivor),
            export=lambda row: f"{row.survivor} / {beside(row.absorbed, row.survivor)}",
        ),
        Column("why", _("Why"), value=strongest, template="desk_data/duplicates/_why.html"),
        Column(
            "score",
            _("Likeness"),
            value=lambda row: row.score and likeness(row.score, row.reasons),
            sort="score",
            downwards=True,
            nullable=True,
            export=lambda row: row.score,
        ),
        Column("by", _("By"), value=lambda row: row.by or gettext("Everfair")),
        Column("at", _("When"), kind="time", sort="at", downwards=True),
        Column("undo", _("Undo"), value="undone_at", template="desk_data/duplicates/_undo.html"),
    )
    filters = (
        Flag(code="undone", label=_("Undone"), apply=lambda rows, values: rows.exclude(undone_at=None)),
        Flag(code="automatic", label=_("Joined without asking"), apply=automatic),
    )
    default_sort = "-at"
    empty_icon = "git-merge"
    empty_title = _("Nothing has been merged yet.")
    empty_text = _("Every merge is written down here, with its reasons and a way back.")

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.request)

    def offered_filters(self) -> Sequence[Any]:
        mine = Flag(code="mine", label=_("Mine"), apply=lambda rows, values: rows.filter(by=self.asking.user))
        return (*self.filters, mine)

    def rows(self) -> QuerySet[Merge]:
        return self.asking.merges.order_by()

    def search(self, rows: QuerySet[Merge], text: str) -> QuerySet[Merge]:
        recorded = matching(text, path="survivor") | matching(text, path="absorbed__merged_into")
        return rows.filter(recorded)

    def link(self, row: Merge) -> str:
        return reverse("data:merge", args=[row.pk])


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One merge: who, when, why, and the two as they were."""
    asking = Asking(request)
    merge = get_object_or_404(asking.merges, pk=pk)
    root = merge.survivor.root
    sides = as_they_were(merge)
    found = compared(*sides, asking.scope)
    return render(
        request,
        "desk_data/duplicates/merge.html",
        {
            "merge": merge,
            "root": root,
            "lines": found,
            "heads": headings(*sides, found),
            "reasons": reasons.weighed(merge.reasons),
            "is_automatic": any(code == AUTOMATIC for code, _params in merge.reasons),
            "entries": Entry.objects.filter(object_type="parties.merge", object_id=pk).select_related(
                "actor"
            ),
            "may_undo": merge.undone_at is None and asking.may_decide(root),
        },
    )


def as_they_were(merge: Merge) -> tuple[Side, Side]:
    """The two with what was recorded of each until the merge."""
    ours, theirs = families_before(merge)
    stayed = Side(merge.survivor, frozenset(ours), merge.at)
    return stayed, Side(merge.absorbed, frozenset(theirs), merge.at)
