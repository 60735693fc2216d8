"""What a cell of a list shows, as HTML. Whatever is the same in all rows is settled once, before the first is drawn."""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString

from everfair.ui import figures
from everfair.ui.lists.columns import Column, Reader, look, reader
from everfair.ui.seen import visible
from everfair.ui.templatetags import ui as tags

Shown = SafeString | str
Drawer = Callable[[Any], Shown]
Writer = Callable[[Any, Any], Shown]
"""Takes a row and its value in the column, which is known."""

DASH = SafeString('<span class="faint">–</span>')
PLAIN: Mapping[str, Callable[[Any], str]] = {
    "number": figures.number,
    "percent": figures.percent,
    "area": figures.area,
    "date": figures.day,
    "time": figures.moment,
}


def drawer(column: Column) -> Drawer:
    if column.draw is not None:
        return column.draw
    if column.template:
        return by_template(column)
    value, write = reader(column.value or column.code), writer(column)

    def draw(row: Any) -> Shown:
        known = value(row)
        return DASH if known is None or known == "" else write(row, known)

    return with_line_under(draw, reader(column.under)) if column.under else draw


def by_template(column: Column) -> Drawer:
    template = get_template(column.template)
    return lambda row: template.render({"row": row, "value": column.of(row), "column": column})


def with_line_under(draw: Drawer, under: Reader) -> Drawer:
    def drawn(row: Any) -> Shown:
        shown, below = draw(row), under(row)
        line = f'{visible(shown)}<span class="under">{visible(below)}</span>'
        return SafeString(line) if below else shown

    return drawn


def writer(column: Column) -> Writer:
    match column.kind:
        case "money":
            return lambda row, value: figures.money(value, str(currency(column, row) or ""))
        case "stage":
            sure = reader(column.probability) if column.probability else nothing
            return lambda row, value: tags.stage(value, sure(row))
        case "strip":
            said = reader(column.sentence) if column.sentence else nothing
            return lambda row, value: tags.strip(value, str(said(row) or ""))
        case "badge":
            return lambda row, value: SafeString(f'<span class="badge">{visible(value)}</span>')
        case "yes":
            return lambda row, value: tags.icon("check") if value else ""
    write = PLAIN.get(column.kind, str)
    return lambda row, value: write(value)


def currency(column: Column, row: Any) -> Any:
    """What the row says, where the column names a function or an attribute of it; else what the column says."""
    told = callable(column.currency) or hasattr(row, column.currency or "\0")
    return look(row, column.currency) if told else column.currency


def nothing(row: Any) -> None:
    """Where a column asks for no more than its value."""
