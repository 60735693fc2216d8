"""A column of a list: what it shows, how it sorts, what it exports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from everfair.ui import figures
from everfair.ui.templatetags import ui as tags

Kind = Literal[
    "text", "title", "number", "percent", "money", "area", "date", "time", "stage", "strip", "yes", "badge"
]
RIGHT = frozenset({"number", "percent", "money", "area"})
DASH = SafeString('<span class="faint">–</span>')


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

    def cell(self, row: Any) -> SafeString | str:
        if self.draw is not None:
            return self.draw(row)
        value = self.of(row)
        if self.template:
            return get_template(self.template).render({"row": row, "value": value, "column": self})
        shown = self.written(row, value)
        under = look(row, self.under) if self.under else ""
        return format_html('{}<span class="under">{}</span>', shown, under) if under else shown

    def written(self, row: Any, value: Any) -> SafeString | str:
        if value is None or value == "":
            return DASH
        match self.kind:
            case "money":
                currency = (
                    look(row, self.currency)
                    if callable(self.currency) or hasattr(row, self.currency or "\0")
                    else self.currency
                )
                return figures.money(value, str(currency or ""))
            case "stage":
                return tags.stage(value, look(row, self.probability) if self.probability else None)
            case "strip":
                return tags.strip(value, str(look(row, self.sentence) or "") if self.sentence else "")
            case "badge":
                return format_html('<span class="badge">{}</span>', value)
            case "yes":
                return tags.icon("check") if value else ""
        return plain(self.kind, value)


def plain(kind: Kind, value: Any) -> str:
    match kind:
        case "number":
            return figures.number(value)
        case "percent":
            return figures.percent(value)
        case "area":
            return figures.area(value)
        case "date":
            return figures.day(value)
        case "time":
            return figures.moment(value)
    return str(value)


def look(row: Any, path: str | Callable[[Any], Any]) -> Any:
    """The value at a dotted path, or what the function says; None as soon as a step is None."""
    if callable(path):
        return path(row)
    for step in path.split("."):
        if row is None:
            return None
        row = row[step] if isinstance(row, dict) else getattr(row, step)
    return row() if callable(row) else row
