"""What the template of a list shows: headers, chips, filters, views. Worked out from the state alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from everfair.ui.lists.columns import Column
from everfair.ui.lists.filters import Filter, Range
from everfair.ui.lists.state import ListState
from everfair.ui.models import SavedView


@dataclass(frozen=True)
class Header:
    column: Column
    url: str
    direction: str

    @property
    def icon(self) -> str:
        return "arrow-down" if self.direction == "descending" else "arrow-up"


@dataclass(frozen=True)
class Chip:
    label: Any
    value: str
    url: str
    """The address without it."""


@dataclass(frozen=True)
class Offer:
    """A filter as its form shows it, with what is chosen now."""

    filter: Filter
    chosen: tuple[str, ...]

    @property
    def options(self) -> list[tuple[str, Any, bool]]:
        offered = getattr(self.filter, "offered", ())
        return [(str(value), label, str(value) in self.chosen) for value, label in offered]

    @property
    def low(self) -> str:
        return self.chosen[0].partition("..")[0] if self.chosen else ""

    @property
    def high(self) -> str:
        return self.chosen[0].partition("..")[2] if self.chosen else ""

    @property
    def value(self) -> str:
        return self.chosen[0] if self.chosen else ""

    @property
    def ranged(self) -> bool:
        return isinstance(self.filter, Range)


@dataclass(frozen=True)
class ColumnOffer:
    column: Column
    shown: bool


@dataclass(frozen=True)
class ViewTab:
    view: SavedView | None
    url: str
    current: bool
    changed: bool = False
    mine: bool = False


def header(column: Column, state: ListState, sort: str) -> Header:
    if not column.sort:
        return Header(column, "", "")
    if sort.removeprefix("-") != column.code:
        first = f"-{column.code}" if column.downwards else column.code
        return Header(column, state.but(sort=first).url, "")
    downwards = sort.startswith("-")
    turned = column.code if downwards else f"-{column.code}"
    return Header(column, state.but(sort=turned).url, "descending" if downwards else "ascending")


def chips(filters: Sequence[Filter], state: ListState) -> Iterator[Chip]:
    for each in filters:
        for value in state.filters.get(each.code, ()):
            yield Chip(each.label, each.spoken(value), state.without(each.code, value).url)


def view_tabs(views: Sequence[SavedView], state: ListState, user_id: int | None) -> list[ViewTab]:
    """The list as it comes, then the saved views; the one in use says whether it has been changed since."""
    tabs = [ViewTab(None, ListState(kept=state.kept).url, current=not state.view and not state.narrowed)]
    for view in views:
        current = state.view == str(view.pk)
        changed = current and view.query != state.bare.query
        tabs.append(ViewTab(view, view.url, current, changed, view.owner_id == user_id))
    return tabs
