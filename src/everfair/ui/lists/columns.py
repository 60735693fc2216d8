"""A column of a list: what it shows, how it sorts, what it exports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Kind = Literal[
    "text", "title", "number", "percent", "money", "area", "date", "time", "stage", "strip", "yes", "badge"
]
Reader = Callable[[Any], Any]
RIGHT = frozenset({"number", "percent", "money", "area"})


@dataclass(frozen=True)
class Column:
    """`value` is a dotted path on the row (a field, a property, an annotation) or a function of the row."""

    code: str
    label: str | Promise
    value: str | Callable[[Any], Any] = ""
    kind: Kind = "text"
    sort: str | tuple[str, ...] = ()
    """ORM fields to order by; a leading minus turns one round. Empty: cannot be sorted."""
    under: str | Callable[[Any], Any] = ""
    """A second, quiet line."""
    draw: Callable[[Any], SafeString] | None = None
    """For a cell of its own, drawn from the row."""
    template: str = ""
    """For a cell with forms and the like: rendered with `row`, `value`, `column`; dear in a long list."""
    export: Callable[[Any], Any] | None = None
    shown: bool = True
    currency: str | Callable[[Any], Any] = ""
    sentence: str | Callable[[Any], Any] = ""
    """For a strip: the sentence read aloud."""
    probability: str | Callable[[Any], Any] = ""
    """For a stage: its probability. """
    help: str | Promise = ""
    nullable: bool = False
    """Sorted with the unknown last, at the price of the index."""
    downwards: bool = False
    """First click sorts downwards: right for figures."""

    @property
    def css(self) -> str:
        if self.kind in RIGHT:
            return "number"
        return {"title": "title", "date": "nowrap", "time": "nowrap"}.get(self.kind, "")

    @property
    def order(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) and self.sort else tuple(self.sort)

    def of(self, row: Any) -> Any:
        return look(row, self.value or self.code)

    def exported(self, row: Any) -> Any:
        """The plain value for a file."""
        if self.export is not None:
            return self.export(row)
        value = self.of(row)
        return look(row, self.sentence) if self.kind == "strip" and self.sentence else value

    def css_of(self, vacant: bool) -> str:
        """The classes of a cell; a vacant one is not stacked on a phone."""
        return f"{self.css} vacant" if vacant else self.css


def look(row: Any, path: str | Callable[[Any], Any]) -> Any:
    return reader(path)(row)


def reader(path: str | Callable[[Any], Any]) -> Reader:
    """What reads the value at a dotted path, or the function itself; None as soon as a step is None."""
    if callable(path):
        return path
    steps = path.split(".")

    def read(row: Any) -> Any:
        for step in steps:
            if row is None:
                return None
            row = row[step] if isinstance(row, dict) else getattr(row, step)
        return row() if callable(row) else row

    return read
