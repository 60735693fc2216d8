"""A list as a file. Cells that a spreadsheet would run are made harmless, unless the exact ones are asked for."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse

from everfair.ui.lists.columns import Column

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
CHUNK = 500


class Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def table(columns: Sequence[Column], rows: QuerySet[Any]) -> Iterator[list[Any]]:
    yield [str(column.label) for column in columns]
    for row in rows.iterator(chunk_size=CHUNK):
        yield [column.exported(row) for column in columns]


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would read as a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def as_csv(name: str, columns: Sequence[Column], rows: QuerySet[Any], exact: bool) -> HttpResponseBase:
    writer = csv.writer(Line())
    clean: Callable[[Any], Any] = (lambda value: value) if exact else harmless
    lines = (writer.writerow([clean(value) for value in line]) for line in table(columns, rows))
    response = StreamingHttpResponse(bom_first(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def bom_first(lines: Iterator[str]) -> Iterator[str]:
    """Spreadsheets read UTF-8 only when a byte order mark says so."""
    yield "\ufeff"
    yield from lines


WRITERS: dict[str, Callable[[str, Sequence[Column], QuerySet[Any], bool], HttpResponseBase]] = {"csv": as_csv}
