"""A list page: subclass it, say what the rows and columns are, and the rest is there."""

import secrets
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View

from everfair import journal
from everfair.house.prepared import prepared
from everfair.names import letters_left_out
from everfair.shows.scope import Capability
from everfair.ui import sending
from everfair.ui.asking import person_of, scope_for
from everfair.ui.lists import counting, export, showing
from everfair.ui.lists.bulk import BulkAction, Word
from everfair.ui.lists.columns import Column
from everfair.ui.lists.drawing import bulk_buttons, head, row_drawer
from everfair.ui.lists.filters import Filter
from everfair.ui.lists.state import ListState, is_key, parse
from everfair.ui.models import SavedView

PARTS = {
    "filters": "ui/_list_filters.html",
    "columns": "ui/_list_columns.html",
    "view": "ui/_list_view.html",
}
M = TypeVar("M", bound=Model)
MOST_SELECTED = 5_000
ROWS = secrets.token_hex(12)
"""Stands in the page for its rows while it is drawn; nobody can type it."""


class ListPage(View, Generic[M]):
    code: ClassVar[str]
    title: ClassVar[Word]
    about: ClassVar[Word] = ""
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    bulk: ClassVar[Sequence[BulkAction]] = ()
    default_sort: ClassVar[str] = ""
    search_hint: ClassVar[Word] = ""
    searchable: ClassVar[bool] = True
    searches_names: ClassVar[bool] = False
    """Whether the search is that of parties by their names, which says what it leaves out."""
    exports: ClassVar[bool] = True
    template_name: ClassVar[str] = "ui/list.html"
    empty_icon: ClassVar[str] = "list-check"
    empty_title: ClassVar[Word] = ""
    empty_text: ClassVar[Word] = ""
    empty_action: ClassVar[Word] = ""
    http_method_names = ["get", "head", "post", "options"]
    titles: ClassVar[dict[str, Word]] = {}
    """Of all lists of the house, by their codes: an entry of the journal knows the code alone."""

    def __init_subclass__(cls, **told: Any) -> None:
        super().__init_subclass__(**told)
        if "code" in vars(cls):
            cls.titles[cls.code] = cls.title

    @abstractmethod
    def rows(self) -> QuerySet[M]:
        """Every row this user may see. Start from what the role may see."""

    def search(self, rows: QuerySet[M], text: str) -> QuerySet[M]:
        """The rows that match what was typed."""
        return rows

    def link(self, row: M) -> str:
        """Where a row leads; empty for nowhere."""
        get_url = getattr(row, "get_absolute_url", None)
        return str(get_url()) if get_url else ""

    def empty_url(self) -> str:
        """The first step where there is nothing yet."""
        return ""

    def not_seen(self) -> str:
        """Drawn instead of the rows for a user who may see none of them; empty for everybody else."""
        return ""

    def as_of(self) -> Any:
        """The moment the figures are of, where that is not now."""
        return None

    def offered_columns(self) -> Sequence[Column]:
        return self.columns

    def offered_filters(self) -> Sequence[Filter]:
        return self.filters

    def offered_bulk(self) -> Sequence[BulkAction]:
        """The actions this user may do; empty hides the selection too."""
        return self.bulk

    def extra_context(self) -> dict[str, Any]:
        return {}

    def export_series(self) -> int | None:
        """The series whose rows are shown; None where they may be of several."""
        return None

    def may_export(self) -> bool:
        """Whether this user may carry these rows out of the house."""
        return may_export(self.request, self.export_series())

    def offered_exports(self) -> Sequence[str]:
        """The kinds of file offered to this user, and given to them; empty for none."""
        return sending.KINDS if self.exports and self.may_export() else ()

    def exported(self, rows_query: ListState, kind: str, exact: bool, count: int) -> None:
        """Called before a file leaves the house: the journal tells what went and who took it."""
        by = person_of(self.request)
        told = {"list": self.code, "kind": kind, "exact": exact, "count": count}
        told["filters"] = sorted(rows_query.filters) + (["q"] if rows_query.text else [])
        with transaction.atomic():
            journal.record("list.export", by, by=by, series=self.export_series(), params=told)

    @cached_property
    def state(self) -> ListState:
        return parse(self.request.GET, self.offered_columns(), self.offered_filters())

    @cached_property
    def shown_columns(self) -> list[Column]:
        offered = self.offered_columns()
        chosen = [column for code in self.state.columns for column in offered if column.code == code]
        if not chosen:
            return [column for column in offered if column.shown]
        titles = [column for column in offered if column.kind == "title" and column not in chosen]
        return titles + chosen

    @property
    def user_id(self) -> int | None:
        return self.request.user.pk

    @property
    def sort(self) -> str:
        return self.state.sort or self.default_sort

    def narrowed(self, state: ListState) -> QuerySet[M]:
        rows = self.rows()
        for each in self.offered_filters():
            if values := state.filters.get(each.code):
                rows = each.narrow(rows, values)
        return self.search(rows, state.text) if state.text and self.searchable else rows

    def ordered(self, rows: QuerySet[M]) -> QuerySet[M]:
        column = next(
            (each for each in self.offered_columns() if each.code == self.sort.removeprefix("-")), None
        )
        if column is None:
            return rows if rows.ordered else rows.order_by("pk")
        return rows.order_by(*order(column, self.sort.startswith("-")), "pk")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if target := self.view_alone():
            return redirect(target)
        if self.opened and request.headers.get("HX-Request"):
            return render(request, PARTS[self.opened], self.part())
        if code := request.GET.get("dialog"):
            return self.bulk_dialog(code)
        rows = self.narrowed(self.state)
        if request.GET.get("count") == "more" and request.headers.get("HX-Request"):
            counted = self.total(counting.count(rows))
            return render(request, "ui/_list_counted.html", {"list": self} | counted)
        if request.GET.get("export") in sending.KINDS:
            return self.sent_file(rows, request.GET["export"])
        if request.headers.get("HX-Target") != "list-results":
            return self.shown(self.template_name, self.context(rows))
        response = self.shown("ui/_list_results.html", self.context(rows) | {"oob": True})
        typed = request.headers.get("HX-Trigger-Name") == "q"
        response["HX-Replace-Url" if typed else "HX-Push-Url"] = f"{request.path}{self.state.url}"
        response["Vary"] = "HX-Target"
        return response

    def shown(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """The rows are put in last: each of ten templates around them would copy them twice."""
        around = render_to_string(template, context, self.request)
        return HttpResponse(
            around.replace(ROWS, "".join([drawn for _row, _url, drawn in context["lines"]]), 1)
        )

    def view_alone(self) -> str:
        """The whole address of a saved view where only its number was given."""
        if not self.state.view or set(self.request.GET) - {"view", "series", "edition"}:
            return ""
        view = SavedView.objects.for_list(self.code, self.user_id).filter(pk=self.state.view).first()
        return f"{self.request.path}{view.url}" if view and view.query else ""

    def sent_file(self, rows: QuerySet[M], kind: str) -> HttpResponseBase:
        """The rows as a file; who may not have one is answered as if there were none."""
        if kind not in self.offered_exports():
            raise Http404
        exact = self.request.GET.get("exact") == "1"
        self.exported(self.state, kind, exact, rows.order_by().count())
        columns = self.shown_columns
        lines = export.lines(columns, self.ordered(rows))
        return sending.send(kind, self.file_name, export.header(columns), lines, exact)

    @property
    def file_name(self) -> str:
        """What an exported file is called, without its ending."""
        return self.code

    def counted(self, rows: QuerySet[M], page: counting.Page) -> counting.Count:
        if self.state.exact_count:
            return counting.count(rows, exactly=True)
        return counting.first_count(rows, page, self.state.narrowed)

    def total(self, count: counting.Count) -> dict[str, Any]:
        return {"count": count, "exact_url": f"{self.state.url}&count=exact"}

    def page_of(self, rows: QuerySet[M]) -> counting.Page:
        """The page asked for; the last one, where there are not as many."""
        page = counting.page(self.ordered(rows), self.state)
        if page.rows or not page.has_previous:
            return page
        self.state = replace(self.state, page=counting.pages(rows.order_by().count()))
        return counting.page(self.ordered(rows), self.state)

    def context(self, rows: QuerySet[M]) -> dict[str, Any]:
        page = self.page_of(rows)
        return (
            {
                "list": self,
                "state": self.state,
                "page": page,
                "lines": self.lines(page.rows),
                "rows_here": ROWS,
                "left_out": letters_left_out(self.state.text) if self.searches_names else (),
                **self.total(self.counted(rows, page)),
                "head": head(
                    [showing.header(column, self.state, self.sort) for column in self.shown_columns]
                ),
                "chips": list(showing.chips(self.offered_filters(), self.state)),
                "clear_url": self.clear_url,
                "has_filters": bool(self.offered_filters()),
                "opened": self.opened,
                "views": self.view_tabs,
                "bulk_actions": self.offered_bulk(),
                "bulk_buttons": bulk_buttons(self.offered_bulk(), self.request.path),
                "empty_url": self.empty_url(),
                "not_seen": self.not_seen(),
                "as_of": self.as_of(),
            }
            | (self.part() if self.opened else {})
            | self.extra_context()
        )

    @property
    def opened(self) -> str:
        """The menu asked for: what it holds is fetched when it is opened, not sent with every page."""
        asked = self.request.GET.get("open", "")
        return asked if asked in PARTS else ""

    def part(self) -> dict[str, Any]:
        """What the menu shows that is asked for."""
        shared = {"list": self, "state": self.state, "clear_url": self.clear_url, "views": self.view_tabs}
        if self.opened == "filters":
            return shared | {"filter_offers": self.filter_offers()}
        return shared | {"column_offers": self.column_offers()}

    def bulk_dialog(self, code: str) -> HttpResponseBase:
        """What is asked before a bulk action is done."""
        action = self.offered_action(code)
        return render(self.request, "ui/_list_bulk.html", {"action": action, "blank": action.blank()})

    def offered_action(self, code: str) -> BulkAction:
        """Who may not do it is answered as if there were none."""
        action = next((each for each in self.offered_bulk() if each.code == code), None)
        if action is None:
            raise Http404
        return action

    @property
    def clear_url(self) -> str:
        return self.state.but(text="", filters={}, view="").url

    @cached_property
    def view_tabs(self) -> list[showing.ViewTab]:
        return showing.view_tabs(views_of(self.user_id or 0, self.code), self.state, self.user_id)

    def lines(self, rows: Sequence[M]) -> list[tuple[M, str, SafeString]]:
        """(row, where it leads, how it is drawn)."""
        draw = row_drawer(self.shown_columns, selectable=bool(self.offered_bulk()))
        return [(row, url, draw(row, url)) for row in rows for url in (self.link(row),)]

    def filter_offers(self) -> list[showing.Offer]:
        return [showing.Offer(each, self.state.filters.get(each.code, ())) for each in self.offered_filters()]

    def column_offers(self) -> list[showing.ColumnOffer]:
        shown = self.shown_columns
        rest = [column for column in self.offered_columns() if column not in shown]
        return [showing.ColumnOffer(column, column in shown) for column in [*shown, *rest]]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """A bulk action on the selected rows, then back to the list as it was."""
        action = self.offered_action(request.POST.get("bulk", ""))
        form = action.blank(request.POST)
        if form is not None and not form.is_valid():
            for bound, wrong in form.errors.items():
                messages.error(
                    request, f"{form[bound].label if bound in form.fields else ''} {wrong[0]}".strip()
                )
            return redirect(self.back)
        rows = self.selection()
        if not rows.exists():
            messages.warning(request, _("Nothing was selected."))
            return redirect(self.back)
        answer = getattr(self, f"bulk_{action.code}")(rows, form)
        return answer if isinstance(answer, HttpResponseBase) else redirect(self.back)

    @property
    def export_kinds(self) -> list[tuple[str, str]]:
        return [(kind, kind.upper()) for kind in self.offered_exports()]

    @property
    def back(self) -> str:
        return f"{self.request.path}{self.state.url}"

    def selection(self) -> QuerySet[M]:
        """The rows ticked, or all that match where all were asked for; never one the user may not see."""
        if self.request.POST.get("all") == "1":
            return self.narrowed(self.state)
        ids = [value for value in self.request.POST.getlist("id") if is_key(value)][:MOST_SELECTED]
        return self.rows().filter(pk__in=ids)


@prepared
def views_of(user: int, code: str) -> QuerySet[SavedView]:
    return SavedView.objects.for_list(code, user).select_related("owner")


def may_export(request: HttpRequest, series_id: int | None) -> bool:
    """Rows of one series: with the capability there. Rows of several: with it on every show the user works on."""
    scope = scope_for(request)
    if series_id is not None:
        return scope.may(Capability.EXPORT, series_id)
    if scope.may_everywhere(Capability.EXPORT):
        return True
    if scope.sees_every_series:
        return False
    return bool(scope.by_series) and scope.series_with(Capability.EXPORT) == scope.by_series.keys()


def order(column: Column, downwards: bool) -> list[Any]:
    """The ORDER BY of a column; what is not known comes last either way."""
    made: list[Any] = []
    for name in column.order:
        down = downwards != name.startswith("-")
        path = F(name.removeprefix("-"))
        last = True if column.nullable else None
        made.append(path.desc(nulls_last=last) if down else path.asc(nulls_last=last))
    return made
