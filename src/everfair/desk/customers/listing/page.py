"""The list of customers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeVar, cast

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from everfair.contact.models import Interaction
from everfair.desk.customers.access import not_seen
from everfair.desk.customers.adding import may_add
from everfair.desk.customers.listing import bulk
from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.attendance import short_cut
from everfair.desk.customers.listing.columns import COLUMNS, SCORE_SORTS, columns_shown
from everfair.desk.customers.listing.filters import StageAt, filters_for
from everfair.desk.customers.listing.interleaved import Interleaved
from everfair.desk.customers.listing.left_out import left_out
from everfair.desk.customers.listing.rows import Part, Rows, keys_of
from everfair.desk.customers.listing.walking import Walk, way_for
from everfair.parties.search import matching_some
from everfair.relations.models import Relationship, Score
from everfair.shows.scope import Capability, of_seen
from everfair.ui.addresses import address
from everfair.ui.lists import BulkAction, Column, ListPage, counting
from everfair.ui.lists.counting import Count, Page
from everfair.ui.lists.filters import Filter
from everfair.ui.lists.showing import Offer

# Editions are sorted by their ordinal, and unknown where the score names none.
PATHS = {"last_edition": "last_edition__ordinal", "score_last_edition": "score__last_edition__ordinal"}
KEYS = {"last_edition": "last_edition_id"}
Figured = TypeVar("Figured", Relationship, Score)


class CustomerList(ListPage[Relationship]):
    code = "customers"
    title = _("Customers")
    search_hint = _("Name, pinyin, initials")
    searches_names = True
    columns = COLUMNS
    default_sort = "-chance"
    template_name = "customers/list.html"
    empty_icon = "users"
    empty_title = _("No customers yet")
    empty_text = _(
        "Bring in the list of a past edition, and everybody on it stands here with a file of their own."
    )
    empty_action = _("Bring in a list")

    walk: Walk | None = None
    """Where what was typed is found so often that it is soon met along the order of the list."""

    @cached_property
    def asked(self) -> Asked:
        return Asked(self.request)

    def offered_columns(self) -> Sequence[Column]:
        return columns_shown(self.mixed)

    @cached_property
    def mixed(self) -> frozenset[str]:
        """What the rows must say of themselves, as they may be of several kinds."""
        if self.asked.everywhere:
            return frozenset({"side", "series"})
        several = "side" not in self.request.GET and len(self.asked.sides) > 1
        return frozenset({"side"}) if several else frozenset()

    def rows(self) -> QuerySet[Relationship]:
        return self.asked.rows

    def search(self, rows: QuerySet[Relationship], text: str) -> QuerySet[Relationship]:
        run = self.asked.run if self.sort == "-chance" and not self.asked.everywhere else None
        found, many = matching_some(text, path="party_id", way=way_for(run))
        self.walk = Walk(rows, text, run, self.asked.series_id) if many else None
        return rows.filter(found)

    def counted(self, rows: QuerySet[Relationship], page: Page) -> Count:
        """Of many narrowed to some no more is told with the page than that there are more: the number follows."""
        known = self.asked.counted
        if known is None or self.state.exact_count or not page.has_next:
            return super().counted(rows, page)
        if not self.state.narrowed:
            return Count(known.total, known.exact)
        many = known.are_more_than(counting.EXACT_UP_TO)
        return Count(page.last, False) if many else super().counted(rows, page)

    def link(self, row: Relationship) -> str:
        return f"{self.file_address.format(row.party_id)}?relationship={row.pk}"

    @cached_property
    def file_address(self) -> str:
        """Of everybody's file, worked out once for all rows."""
        return address("customers:file", 0).replace("0", "{}")

    def empty_url(self) -> str:
        return first_step()

    def not_seen(self) -> str:
        return not_seen(self.asked.scope)

    def as_of(self) -> Any:
        run = self.asked.run
        return run.data_moment or run.finished_at if run else None

    @cached_property
    def offered(self) -> list[Filter]:
        return filters_for(self.asked)

    def offered_filters(self) -> Sequence[Filter]:
        return self.offered

    def filter_offers(self) -> list[Offer]:
        """A filter that can only be come by from elsewhere is offered while it is in use."""
        return [
            each for each in super().filter_offers() if each.chosen or not isinstance(each.filter, StageAt)
        ]

    def offered_bulk(self) -> Sequence[BulkAction]:
        changes = self.may(Capability.CHANGE_ANY) or self.may(Capability.CHANGE_OWN)
        offered = [self.naming(bulk.ASSIGN, bulk.AssignForm)] if changes else []
        offered += [self.naming(bulk.TASK, bulk.TaskForm)] if self.may(Capability.DO_TASKS) else []
        offered += [bulk.EXPORT] if self.offered_exports() else []
        return [*offered, bulk.STOP] if changes else offered

    def may(self, capability: Capability) -> bool:
        """On the show of the list; on any, where it is of all."""
        return self.asked.scope.may(capability, self.export_series())

    def naming(self, action: BulkAction, form: type[bulk.GivenForm]) -> BulkAction:
        """With those of the staff to choose from who work on what the list is of."""
        series, scope = self.export_series(), self.asked.scope
        return replace(
            action, form=partial(form, shows=scope.seen if series is None else frozenset({series}))
        )

    def export_series(self) -> int | None:
        return None if self.asked.everywhere else self.asked.series_id

    def ordered(self, rows: QuerySet[Relationship]) -> QuerySet[Relationship]:
        code, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        parts = self.by_score(rows, code, down) if code in SCORE_SORTS else [self.by_column(rows, code)]
        if self.walk is not None and code in SCORE_SORTS:
            self.walk.ordered = in_order(self.walk.rows, code, down, "score_")
        shown = {column.code for column in self.shown_columns}
        return cast("QuerySet[Relationship]", Rows(parts, self.asked, shown, self.walk))

    def by_column(self, rows: QuerySet[Relationship], code: str) -> Part:
        return keys_of(super().ordered(self.dated(rows) if code == "dealing" else rows))

    def by_score(self, rows: QuerySet[Relationship], code: str, down: bool) -> list[Part]:
        """Who has the figure, in its order; then who has none, by name."""
        unknown = rows.filter(**{f"score_{key_of(code)}__isnull": True}).order_by("party__sort_key", "pk")
        alone = None if self.state.narrowed else self.asked.scores_alone
        if alone is None:
            known = self.likely(in_order(rows, code, down, "score_"), code, down)
        else:
            known = in_order(alone, code, down).values_list("relationship", flat=True)
        return [known, keys_of(unknown)]

    def likely(self, rows: QuerySet[Relationship], code: str, down: bool) -> Part:
        """Those who may have come as asked, by what the run says, and whoever changed since: apart where an index of
        the former is walked."""
        told = short_cut(self.asked, self.state.filters)
        if told is None or not self.asked.changed:
            return keys_of(rows if told is None else rows.filter(told))
        changed = Q(score_relationship_id__in=self.asked.changed)
        if code != "chance":
            return keys_of(rows.filter(told | changed))
        apart = (rows.filter(told, ~changed), rows.filter(changed))
        return Interleaved([one.values_list("pk", F("score_chance")) for one in apart], down)

    def dated(self, rows: QuerySet[Relationship]) -> QuerySet[Relationship]:
        seen = of_seen(self.asked.scope.seen)
        last = Interaction.objects.filter(seen, party=OuterRef("party")).order_by("-occurred_on")
        return rows.annotate(dealing=Subquery(last.values("occurred_on")[:1]))

    def extra_context(self) -> dict[str, Any]:
        left = left_out(self.asked, self.offered, self.state)
        told = {"asked": self.asked, "sides": self.side_tabs(), "may_add": self.may_add}
        return told | {"filters_left_out": left}

    @property
    def may_add(self) -> bool:
        """On the show one is in: there a customer is added."""
        return may_add(self.asked.scope, self.asked.series_id)

    def side_tabs(self) -> list[tuple[str, str, bool]]:
        """(word, address, chosen) where the show has more than one side."""
        chosen = self.state.filters.get("side", ())
        tabs = [
            (str(side.label), self.state.with_filter("side", [side.value]).url, chosen == (side.value,))
            for side in self.asked.sides
        ]
        return tabs if len(tabs) > 1 else []

    def bulk_assign(self, rows: QuerySet[Relationship], form: Any) -> None:
        bulk.assign(self.request, rows, form.cleaned_data["owner"])

    def bulk_task(self, rows: QuerySet[Relationship], form: Any) -> None:
        bulk.make_tasks(self.request, rows, form.cleaned_data)

    def bulk_stop(self, rows: QuerySet[Relationship], form: Any) -> None:
        bulk.stop(self.request, rows)

    def bulk_export(self, rows: QuerySet[Relationship], form: Any) -> HttpResponseBase:
        return self.sent_file(rows, "xlsx")


def in_order(rows: QuerySet[Figured], code: str, down: bool, beside: str = "") -> QuerySet[Figured]:
    """Those that have the figure: scores, or rows that have one beside them under such names."""
    tie = F(f"{beside}relationship_id")
    paths: list[F] = [F(PATHS.get(f"{beside}{name}", f"{beside}{name}")) for name in SCORE_SORTS[code]]
    # Turned round as a whole, so that one index serves both ways.
    falling: list[OrderBy] = [*(path.desc() for path in paths), tie.asc()]
    rising: list[OrderBy] = [*(path.asc() for path in paths), tie.desc()]
    known = rows.filter(**{f"{beside}{key_of(code)}__isnull": False})
    return known.order_by(*(falling if down else rising))


def key_of(code: str) -> str:
    """The column of a score that holds the figure, of those it is sorted by the first."""
    first = SCORE_SORTS[code][0]
    return KEYS.get(first, first)


def first_step() -> str:
    """Where lists are brought in."""
    return address("data:home")
