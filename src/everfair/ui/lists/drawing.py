"""Head and rows of a list as HTML. Drawn here, not by a template: fifty rows of ten cells are most of a page."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everfair.ui.lists.bulk import BulkAction
from everfair.ui.lists.cells import DASH, drawer
from everfair.ui.lists.columns import Column
from everfair.ui.lists.showing import Header
from everfair.ui.seen import visible
from everfair.ui.templatetags.ui import icon

Draw = Callable[[Any, str], str]
"""Takes a row and the address it leads to, "" for nowhere."""


def head(headers: Sequence[Header]) -> SafeString:
    """The names of the columns; those by which the list can be sorted are links."""
    return mark_safe("".join([heading(header) for header in headers]))  # escaped


def heading(header: Header) -> str:
    column, label = header.column, escaped(header.column.label)
    sorted_so = f' aria-sort="{header.direction}"' if header.direction else ""
    told = f' title="{escaped(column.help)}"' if column.help else ""
    link = f'<a class="sort" href="{escaped(header.url)}" data-list-link>{label}{icon(header.icon)}</a>'
    return f'<th scope="col" class="{column.css}"{sorted_so}{told}>{link if header.url else label}</th>'


def bulk_buttons(actions: Sequence[BulkAction], path: str) -> SafeString:
    """What can be done with the rows that are ticked, at the foot of the list that stands there."""
    return mark_safe("".join([bulk_button(action, escaped(path)) for action in actions]))  # escaped


def bulk_button(action: BulkAction, path: str) -> str:
    kind = "button danger" if action.danger else "button"
    word = f"{icon(action.icon)}{escaped(action.label)}</button>"
    if action.asks:
        opens = f'hx-get="{path}?dialog={action.code}" hx-target="#bulk-dialog" hx-swap="innerHTML"'
        return f'<button type="button" class="{kind}" {opens}>{word}'
    return f'<button class="{kind}" name="bulk" value="{action.code}" formnovalidate>{word}'


def row_drawer(columns: Sequence[Column], selectable: bool) -> Callable[[Any, str], SafeString]:
    """What is the same in every row is worked out once: words, classes, which cell is the link."""
    cells: list[Draw] = [check_drawer()] if selectable else []
    cells += [cell_drawer(column) for column in columns]

    def draw(row: Any, url: str) -> SafeString:
        address = escaped(url)
        start = '<tr class="linked" data-row>' if url else "<tr data-row>"
        return SafeString(start + "".join([cell(row, address) for cell in cells]) + "</tr>\n")

    return draw


def cell_drawer(column: Column) -> Draw:
    label, is_title = escaped(column.label), column.kind == "title"
    cell = drawer(column)
    full, vacant = (f'<td class="{column.css_of(empty)}" data-label="{label}">' for empty in (False, True))

    def draw(row: Any, address: str) -> str:
        shown = cell(row)
        start = vacant if shown is DASH or shown == "" else full
        if is_title and address:
            return f'{start}<a class="row-link" href="{address}">{visible(shown)}</a></td>'
        return f"{start}{visible(shown)}</td>"

    return draw


def escaped(shown: object) -> str:
    """`conditional_escape` without its detours."""
    return shown if isinstance(shown, SafeString) else escape(str(shown))


def check_drawer() -> Draw:
    word = escaped(_("Select"))

    def draw(row: Any, _address: str) -> str:
        box = f'<input type="checkbox" class="row-check" name="id" value="{row.pk}"'
        return f'<td class="check"><label>{box} aria-label="{word} {escaped(str(row))}"></label></td>'

    return draw
