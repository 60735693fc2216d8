"""The list of possible duplicates."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from everfair.desk.data.duplicates_access import Asking
from everfair.desk.data.duplicates_sides import beside
from everfair.desk.data.likeness import likeness
from everfair.parties import joining, merging, reasons, refusals
from everfair.parties.duplicates import UNDECIDED, State
from everfair.parties.models import Party, PossibleDuplicate
from everfair.parties.search import matching
from everfair.relations.models import Relationship
from everfair.shows.models import Series
from everfair.ui.lists import BulkAction, Choices, Column, Contains, Flag, ListPage, NumberRange
from everfair.ui.toasts import toast

PREVIEWED = 50
AT_ONCE = 500


def strongest(pair: PossibleDuplicate) -> str:
    return " · ".join(reason.words for reason in reasons.foremost(pair.reasons))


def reason_choices() -> list[tuple[str, str]]:
    return [(code, reasons.in_words(code).split(":")[0].replace("…", "").strip()) for code in reasons.WORDS]


def with_reason(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    """Reasons stand in JSON; the code is looked for with its quotes, which works on either database."""
    wanted = Q()
    for code in values:
        wanted |= Q(reasons__icontains=f'"{code}"')
    return rows.filter(wanted)


def from_list(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(Q(first__source__icontains=values[0]) | Q(second__source__icontains=values[0]))


class DuplicateList(ListPage[PossibleDuplicate]):
    code = "duplicates"
    title = _("Possible duplicates")
    about = _(
        "Customers that may be the same, the likeliest first. Nothing is merged before somebody says so."
    )
    template_name = "desk_data/duplicates/list.html"
    search_hint = _("Name, pinyin, initials")
    searches_names = True
    columns = (
        Column(
            "pair",
            _("The two"),
            value=lambda row: beside(row.first, row.second),
            under=lambda row: beside(row.second, row.first),
            kind="title",
            export=lambda row: f"{row.first} / {row.second}",
        ),
        Column("second", _("and"), value="second", shown=False),
        Column(
            "score",
            _("Likeness"),
            value=lambda row: likeness(row.score, row.reasons),
            sort="score",
            downwards=True,
            export=lambda row: row.score,
        ),
        Column("why", _("Why"), value=strongest, template="desk_data/duplicates/_why.html"),
        Column("state", _("State"), value="get_state_display", kind="badge"),
        Column("found_at", _("Found"), kind="date", sort="found_at", downwards=True),
    )
    bulk = (
        BulkAction("merge", _("Merge"), "git-merge"),
        BulkAction("apart", _("Keep apart"), "arrows-split"),
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

    def offered_filters(self) -> Sequence[Any]:
        return (
            Choices(code="state", label=_("State"), choices=State.choices),
            Choices(code="asks", label=_("Question"), choices=PossibleDuplicate.Asks.choices),
            Choices(code="kind", label=_("Kind"), field="first__kind", choices=Party.Kind.choices),
            NumberRange(code="score", label=_("Likeness"), unit="%", scale=Decimal(".01")),
            Choices(code="why", label=_("Why"), choices=reason_choices, apply=with_reason),
            Choices(
                code="show", label=pgettext_lazy("noun", "Show"), choices=self.shows, apply=self.of_shows
            ),
            Contains(code="source", label=_("Came in with"), apply=from_list),
            Flag(code="certain", label=_("Certain"), apply=self.only_certain),
        )

    def shows(self) -> list[tuple[str, str]]:
        seen = Series.objects.filter(self.asking.scope.series_filter("pk"))
        return [(str(series.pk), str(series)) for series in seen.order_by("pk")]

    def of_shows(self, rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        """Of whom at least one half has to do with the show."""
        held = Relationship.objects.filter(self.asking.scope.series_filter(), series__in=values).values(
            "party"
        )
        return rows.filter(Q(first__in=held) | Q(second__in=held))

    def only_certain(self, rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        return rows.filter(pk__in=joining.certain().values("pk"))

    def rows(self) -> QuerySet[PossibleDuplicate]:
        """Without a state asked for: what is undecided, and likely enough by the lines of the house."""
        asked = self.request.GET.get("state")
        pairs = self.asking.pairs if asked else self.asking.undecided
        return pairs.select_related("first", "second").order_by()

    def search(self, rows: QuerySet[PossibleDuplicate], text: str) -> QuerySet[PossibleDuplicate]:
        return rows.filter(matching(text, path="first") | matching(text, path="second"))

    def link(self, row: PossibleDuplicate) -> str:
        return f"{reverse('data:duplicate', args=[row.pk])}{self.state.url}"

    def extra_context(self) -> dict[str, Any]:
        return {
            "open_pairs": self.asking.open_pairs.count(),
            "certain_pairs": self.asking.certain_pairs.count(),
            "may_draw_lines": self.asking.may_draw_lines,
            "row_query": self.state.url,
        }

    def bulk_merge(self, rows: QuerySet[PossibleDuplicate], form: None) -> HttpResponseBase | None:
        if not self.is_sure:
            return self.preview("merge", rows)
        wishes = [joining.wish_of(pair) for pair in self._decidable(rows)]
        done, refused = merging.merge_many(wishes, by=self.asking.user)
        said = ngettext("%(n)s pair merged.", "%(n)s pairs merged.", len(done)) % {"n": len(done)}
        if left := len(refused):
            said += " " + ngettext("%(n)s was left.", "%(n)s were left.", left) % {"n": left}
        toast(self.request, said)
        return None

    def bulk_apart(self, rows: QuerySet[PossibleDuplicate], form: None) -> HttpResponseBase | None:
        if not self.is_sure:
            return self.preview("apart", rows)
        done = sum(self._kept_apart(pair) for pair in self._decidable(rows))
        toast(self.request, ngettext("%(n)s pair kept apart.", "%(n)s pairs kept apart.", done) % {"n": done})
        return None

    def _kept_apart(self, pair: PossibleDuplicate) -> bool:
        try:
            pair.first.keep_apart(pair.second, by=self.asking.user)
        except refusals.Refusal:
            return False
        return True

    def bulk_later(self, rows: QuerySet[PossibleDuplicate], form: None) -> None:
        done = sum(pair.put_off(by=self.asking.user) for pair in self._decidable(rows))
        toast(
            self.request,
            ngettext("%(n)s pair left for later.", "%(n)s pairs left for later.", done) % {"n": done},
        )

    @property
    def is_sure(self) -> bool:
        return self.request.POST.get("sure") == "1"

    def preview(self, deed: str, rows: QuerySet[PossibleDuplicate]) -> HttpResponseBase:
        """What would happen to each of the selected, before it does; the surest first, as many as one looks at."""
        undecided = rows.filter(state__in=UNDECIDED).order_by("-score", "pk")
        chosen, every = list(undecided[:AT_ONCE]), undecided.count()
        pairs = [pair for pair in chosen if self.asking.may_decide(pair.first, pair.second)]
        sure = set(joining.certain().filter(pk__in=[pair.pk for pair in pairs]).values_list("pk", flat=True))
        odd = [pair for pair in pairs if (pair.pk in sure) == (deed == "apart")]
        shown = sorted(pairs, key=lambda pair: pair not in odd)[:PREVIEWED]
        return render(
            self.request,
            "desk_data/duplicates/preview.html",
            {
                "deed": deed,
                "wishes": [self._ends(pair, deed) for pair in shown],
                "count": len(pairs),
                "more": max(len(pairs) - PREVIEWED, 0),
                "left": len(chosen) - len(pairs) + rows.count() - every,
                "beyond": every - len(chosen),
                "odd": len(odd),
                "ids": [pair.pk for pair in pairs],
                "back": self.back,
            },
        )

    def _ends(self, pair: PossibleDuplicate, deed: str) -> dict[str, Any]:
        stays, goes = pair.first, pair.second
        if deed == "merge" and joining.wish_of(pair).survivor == pair.second_id:
            stays, goes = goes, stays
        return {"pair": pair, "row": pair, "stays": beside(stays, goes), "goes": beside(goes, stays)}

    def _decidable(self, rows: QuerySet[PossibleDuplicate]) -> Sequence[PossibleDuplicate]:
        undecided = rows.filter(state__in=UNDECIDED).select_related("first", "second")
        return [pair for pair in undecided if self.asking.may_decide(pair.first, pair.second)]
