"""Counts and pages that stay quick on a million rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from everfair.ui import figures
from everfair.ui.lists.state import ListState

PAGE_ROWS = 50
EXACT_UP_TO = 10_000
AT_A_GLANCE = 1_000


@dataclass(frozen=True)
class Count:
    number: int
    exact: bool

    def __str__(self) -> str:
        return figures.number(self.number) + ("" if self.exact else "+")


def count(rows: QuerySet[Any], exactly: bool = False, up_to: int = 0) -> Count:
    """Exact to 10,000 (or `up_to`); beyond that only when asked for."""
    plain = rows.order_by()
    if exactly:
        return Count(plain.count(), True)
    most = up_to or EXACT_UP_TO
    found = plain[: most + 1].count()
    return Count(min(found, most), found <= most)


def first_count(rows: QuerySet[Any], page: "Page", narrowed: bool) -> Count:
    """What is told with the page: all of a short list for nothing, of a narrowed one no more than a glance shows."""
    if page.rows and not page.has_next:
        return Count(page.last, True)
    return count(rows, up_to=AT_A_GLANCE if narrowed else 0)


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    state: ListState
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.state.page > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_next or self.has_previous

    @property
    def first(self) -> int:
        return (self.state.page - 1) * PAGE_ROWS + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def next_url(self) -> str:
        return self.state.but(page=self.state.page + 1).url

    @property
    def previous_url(self) -> str:
        return self.state.but(page=self.state.page - 1).url


def pages(number: int) -> int:
    """How many so many rows fill, at least one."""
    return max(-(-number // PAGE_ROWS), 1)


def page(rows: QuerySet[Any], state: ListState) -> Page:
    """The rows of the state's page: one row more is read to know whether there is another page."""
    start = (state.page - 1) * PAGE_ROWS
    found = list(rows[start : start + PAGE_ROWS + 1])
    return Page(found[:PAGE_ROWS], state, len(found) > PAGE_ROWS)
