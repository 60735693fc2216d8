"""The list of possible duplicates, and the record of what was merged."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from everfair.desk.data.duplicates_access import Asking, State
from everfair.parties import merging, reasons, refusals
from everfair.parties.duplicates import UNDECIDED
from everfair.parties.joining import wish_of
from everfair.parties.models import Merge, PossibleDuplicate
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
    title = _("Possible duplicates")
    about = _(
        "Customers that may be the same, the likeliest first. Nothing is merged before somebody says so."
    )
    template_name = "desk_data/duplicates/list.html"
    search_hint = _("Name, pinyin, initials")
    columns = (
        Column(
            "pair",
            _("The two"),
            value="first",
            under="second",
            kind="title",
            export=lambda row: str(row.first),
        ),
        Column("second", _("and"), value="second", shown=False),
        Column("score", _("Likeness"), kind="percent", sort="score", downwards=True),
        Column("why", _("Why"), value=strongest, template="desk_data/duplicates/_why.html"),
        Column("state", _("State"), value="get_state_display", kind="badge"),
        Column("found_at", _("Found"), kind="date", sort="found_at", downwards=True),
    )
    filters = (
        Choices(code="state", label=_("State"), choices=State.choices),
        NumberRange(code="score", label=_("Likeness"), unit="%", scale=Decimal(".01")),
        Choices(code="why", label=_("Why"), choices=reason_choices, apply=with_reason),
        Flag(code="certain", label=_("Certain"), apply=lambda rows, values: rows.filter(score__gte=CERTAIN)),
    )
    bulk = (
        BulkAction(
            "merge",
            _("Merge"),
            "git-merge",
            confirm=_(
                "Of each pair the one with more facts stays, and everything of the other counts for it. "
                "Each merge can be undone."
            ),
        ),
        BulkAction(
            "apart", _("Keep apart"), "arrows-split", confirm=_("These pairs are not proposed again.")
        ),
        BulkAction("later", _("Later"), "clock"),
    )
    default_sort = "-score"
    empty_icon = "git-merge"
    empty_title = _("No possible duplicates.")
    empty_text = _(
        "After every import Everfair looks for customers that may be the same. You can also have it look now."
    )

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.request)

    def rows(self) -> QuerySet[PossibleDuplicate]:
        pairs = self.asking.pairs.select_related("first", "second").order_by()
        asked = self.request.GET.get("state")
        return pairs if asked else pairs.filter(state__in=UNDECIDED)

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
        undecided = rows.filter(state__in=UNDECIDED).select_related("first", "second")
        return [pair for pair in undecided if self.asking.may_decide(pair.first, pair.second)]


def merge_pairs(page: DuplicateList, rows: QuerySet[PossibleDuplicate]) -> None:
    """Merge these pairs in one transaction, and say how many, and how many not."""
    wishes = [wish_of(pair) for pair in page._decidable(rows)]
    done, refused = merging.merge_many(wishes, by=page.asking.user)
    said = ngettext("%(n)s pair merged.", "%(n)s pairs merged.", len(done)) % {"n": len(done)}
    left = len(refused)
    if left:
        said += " " + ngettext("%(n)s was left.", "%(n)s were left.", left) % {"n": left}
    toast(page.request, said)


class MergeList(ListPage[Merge]):
    code = "merges"
    title = _("What was merged")
    about = _("Who merged what, when and why. Undoing a merge gives back both, with every edit made since.")
    template_name = "desk_data/duplicates/merges.html"
    search_hint = _("Name, pinyin, initials")
    columns = (
        Column(
            "survivor", _("Stayed"), kind="title", under=lambda row: gettext("and took in %s") % row.absorbed
        ),
        Column("why", _("Why"), value=strongest, template="desk_data/duplicates/_why.html"),
        Column("by", _("By"), value=lambda row: row.by or gettext("Everfair")),
        Column("at", _("When"), kind="time", sort="at", downwards=True),
        Column("undo", _("Undo"), value="pk", template="desk_data/duplicates/_undo.html"),
    )
    filters = (
        Flag(code="undone", label=_("Undone"), apply=lambda rows, values: rows.exclude(undone_at=None)),
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
        return ""
