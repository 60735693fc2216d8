"""The list of possible duplicates, and the record of what was merged."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.desk.data.duplicates_access import Asking, State
from everfair.parties import merging, reasons, refusals
from everfair.parties.models import Merge, PossibleDuplicate
from everfair.parties.preview import suggested_survivor
from everfair.parties.search import matching
from everfair.ui.lists import BulkAction, Choices, Column, Flag, ListPage, NumberRange
from everfair.ui.toasts import toast

CERTAIN = 1.0


def strongest(pair: PossibleDuplicate) -> str:
    words = [text for _side, text in reasons.told(pair.reasons)]
    return " · ".join(words[:2])


def reason_choices() -> list[tuple[str, str]]:
    return [(code, reasons.in_words(code).split(":")[0].replace("…", "").strip()) for code in reasons.WORDS]


def with_reason(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    """Reasons stand in JSON; the code is looked for with its quotes, which works on either database."""
    wanted = Q()
    for code in values:
        wanted |= Q(reasons__icontains=f'"{code}"')
    return rows.filter(wanted)


class DuplicateList(ListPage[PossibleDuplicate]):
    code = "duplicates"
    title = _l("Possible duplicates")
    about = _l(
        "Customers that may be the same, the likeliest first. Nothing is merged before somebody says so."
    )
    template_name = "desk_data/duplicates/list.html"
    search_hint = _l("Name, pinyin, initials")
    columns = (
        Column(
            "pair",
            _l("The two"),
            value="first",
            under="second",
            kind="title",
            export=lambda row: str(row.first),
        ),
        Column("second", _l("and"), value="second", shown=False),
        Column("score", _l("Likeness"), kind="percent", sort="score", downwards=True),
        Column("why", _l("Why"), value=strongest, template="desk_data/duplicates/_why.html"),
        Column("state", _l("State"), value="get_state_display", kind="badge"),
        Column("found_at", _l("Found"), kind="date", sort="found_at", downwards=True),
    )
    filters = (
        Choices(code="state", label=_l("State"), choices=State.choices),
        NumberRange(code="score", label=_l("Likeness"), unit="%", scale=0.01),
        Choices(code="why", label=_l("Why"), choices=reason_choices, apply=with_reason),
        Flag(code="certain", label=_l("Certain"), apply=lambda rows, values: rows.filter(score__gte=CERTAIN)),
    )
    bulk = (
        BulkAction(
            "merge",
            _l("Merge"),
            "git-merge",
            confirm=_l(
                "Of each pair the one with more facts stays, and everything of the other counts for it. "
                "Each merge can be undone."
            ),
        ),
        BulkAction(
            "apart", _l("Keep apart"), "arrows-split", confirm=_l("These pairs are not proposed again.")
        ),
        BulkAction("later", _l("Later"), "clock"),
    )
    default_sort = "-score"
    empty_icon = "git-merge"
    empty_title = _l("No possible duplicates.")
    empty_text = _l(
        "After every import Everfair looks for customers that may be the same. You can also have it look now."
    )

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.request)

    def rows(self) -> QuerySet[PossibleDuplicate]:
        pairs = self.asking.pairs.select_related("first", "second").order_by()
        asked = self.request.GET.get("state")
        return pairs if asked else pairs.filter(state__in=merging.UNDECIDED)

    def search(self, rows: QuerySet[PossibleDuplicate], text: str) -> QuerySet[PossibleDuplicate]:
        return rows.filter(matching(text, path="first") | matching(text, path="second"))

    def link(self, row: PossibleDuplicate) -> str:
        return reverse("data:duplicate", args=[row.pk])

    def extra_context(self) -> dict[str, Any]:
        return {
            "open_pairs": self.asking.open_pairs.count(),
            "certain_pairs": self.asking.open_pairs.filter(score__gte=CERTAIN).count(),
        }

    def bulk_merge(self, rows: QuerySet[PossibleDuplicate], form: None) -> None:
        merge_pairs(self, rows.order_by("-score", "pk"))

    def bulk_apart(self, rows: QuerySet[PossibleDuplicate], form: None) -> None:
        done = 0
        for pair in self._decidable(rows):
            try:
                pair.first.keep_apart(pair.second, by=self.asking.user)
                done += 1
            except refusals.Refusal:
                continue
        toast(self.request, ngettext("%(n)s pair kept apart.", "%(n)s pairs kept apart.", done) % {"n": done})

    def bulk_later(self, rows: QuerySet[PossibleDuplicate], form: None) -> None:
        done = sum(pair.put_off(by=self.asking.user) for pair in self._decidable(rows))
        toast(
            self.request,
            ngettext("%(n)s pair left for later.", "%(n)s pairs left for later.", done) % {"n": done},
        )

    def _decidable(self, rows: QuerySet[PossibleDuplicate]) -> Sequence[PossibleDuplicate]:
        undecided = rows.filter(state__in=merging.UNDECIDED).select_related("first", "second")
        return [pair for pair in undecided if self.asking.may_decide(pair.first, pair.second)]


def merge_pairs(page: DuplicateList, rows: QuerySet[PossibleDuplicate]) -> None:
    """Merge these pairs in one transaction, and say how many, and how many not."""
    chosen = []
    for pair in page._decidable(rows):
        survivor = suggested_survivor(pair.first, pair.second)
        absorbed = pair.second if survivor.pk == pair.first_id else pair.first
        chosen.append((survivor.pk, absorbed.pk, pair.reasons))
    done, refused = merging.merge_many(chosen, by=page.asking.user)
    said = ngettext("%(n)s pair merged.", "%(n)s pairs merged.", len(done)) % {"n": len(done)}
    left = len(refused)
    if left:
        said += " " + ngettext("%(n)s was left.", "%(n)s were left.", left) % {"n": left}
    toast(page.request, said)


class MergeList(ListPage[Merge]):
    code = "merges"
    title = _l("What was merged")
    about = _l("Who merged what, when and why. Undoing a merge gives back both, with every edit made since.")
    template_name = "desk_data/duplicates/merges.html"
    search_hint = _l("Name, pinyin, initials")
    columns = (
        Column("survivor", _l("Stayed"), kind="title", under=lambda row: _("and took in %s") % row.absorbed),
        Column("why", _l("Why"), value=strongest, template="desk_data/duplicates/_why.html"),
        Column("by", _l("By"), value=lambda row: row.by or _("Everfair")),
        Column("at", _l("When"), kind="time", sort="at", downwards=True),
        Column("undo", _l("Undo"), value="pk", template="desk_data/duplicates/_undo.html"),
    )
    filters = (
        Flag(code="undone", label=_l("Undone"), apply=lambda rows, values: rows.exclude(undone_at=None)),
    )
    default_sort = "-at"
    empty_icon = "git-merge"
    empty_title = _l("Nothing has been merged yet.")
    empty_text = _l("Every merge is written down here, with its reasons and a way back.")

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.request)

    def offered_filters(self) -> Sequence[Any]:
        mine = Flag(
            code="mine", label=_l("Mine"), apply=lambda rows, values: rows.filter(by=self.asking.user)
        )
        return (*self.filters, mine)

    def rows(self) -> QuerySet[Merge]:
        return self.asking.merges.order_by()

    def search(self, rows: QuerySet[Merge], text: str) -> QuerySet[Merge]:
        recorded = matching(text, path="survivor") | matching(text, path="absorbed__merged_into")
        return rows.filter(recorded)

    def link(self, row: Merge) -> str:
        return ""
