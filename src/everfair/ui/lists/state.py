"""What the address of a list says: search, filters, order, columns, page, view; written back the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.http import QueryDict

if TYPE_CHECKING:
    from everfair.ui.lists.columns import Column
    from everfair.ui.lists.filters import Filter

RESERVED = frozenset({"q", "sort", "cols", "page", "view", "count", "export", "exact", "series", "edition"})


@dataclass(frozen=True)
class ListState:
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    """Code of a column, with a minus for downwards; empty for the list's own order."""
    columns: tuple[str, ...] = ()
    """Codes of the columns shown, in order; empty for the list's own choice."""
    page: int = 1
    view: str = ""
    exact_count: bool = False
    kept: tuple[tuple[str, str], ...] = ()
    """What else the address says that must stay, such as the show."""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        pairs = list(self.kept)
        pairs += [("q", self.text)] if self.text else []
        pairs += [(code, value) for code, values in self.filters.items() for value in values]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("cols", ",".join(self.columns))] if self.columns else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        pairs += [("view", self.view)] if self.view else []
        return pairs

    @cached_property
    def query(self) -> str:
        """The query string of this state, without a question mark."""
        return urlencode(self.pairs, safe=",.:", quote_via=quote)

    @property
    def url(self) -> str:
        return f"?{self.query}"

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.filters)

    def but(self, **changes: Any) -> "ListState":
        """This state with something changed; a change of what is shown goes back to the first page."""
        return replace(self, **({"page": 1, "exact_count": False} | changes))

    def with_filter(self, code: str, values: Iterable[str]) -> "ListState":
        kept = {key: old for key, old in self.filters.items() if key != code}
        given = tuple(values)
        return self.but(filters=kept | ({code: given} if given else {}))

    def without(self, code: str, value: str) -> "ListState":
        return self.with_filter(code, (old for old in self.filters.get(code, ()) if old != value))

    def sorted_by(self, code: str) -> "ListState":
        """Sorted by the column, or the other way round if it is already."""
        return self.but(sort=f"-{code}" if self.sort == code else code)

    @property
    def bare(self) -> "ListState":
        """What a saved view keeps: no page, no view, no show."""
        return replace(self, page=1, view="", exact_count=False, kept=())


def parse(given: QueryDict, columns: Iterable["Column"], filters: Iterable["Filter"]) -> ListState:
    """Read an address. What it says that this list does not know is left out, never an error."""
    known = {column.code: column for column in columns}
    return ListState(
        text=given.get("q", "").replace("\x00", "").strip()[:200],
        filters=read_filters(given, filters),
        sort=read_sort(given.get("sort", ""), known),
        columns=tuple(dict.fromkeys(code for code in given.get("cols", "").split(",") if code in known)),
        page=read_page(given.get("page", "")),
        view=given.get("view", "") if is_key(given.get("view", "")) else "",
        exact_count=given.get("count") == "exact",
        kept=tuple((key, given.get(key, "")) for key in ("series", "edition") if given.get(key)),
    )


def is_key(text: str) -> bool:
    """Whether it can be the number of a row: neither database takes one of more digits."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def read_filters(given: QueryDict, filters: Iterable["Filter"]) -> dict[str, tuple[str, ...]]:
    found = {each.code: each.clean(given.getlist(each.code)) for each in filters}
    return {code: values for code, values in found.items() if values}


def read_sort(text: str, known: Mapping[str, "Column"]) -> str:
    column = known.get(text.removeprefix("-"))
    return text if column and column.sort else ""


def read_page(text: str) -> int:
    return min(max(int(text), 1), 1_000_000) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
