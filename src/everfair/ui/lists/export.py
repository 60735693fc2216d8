"""A list as a file. Cells that a spreadsheet would run are made harmless, unless the exact ones are asked for."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from everfair.tables.writing import Value, write_csv, write_xlsx
from everfair.ui.lists.columns import Column

Sender = Callable[[str, Sequence[Column], QuerySet[Any], bool], HttpResponseBase]
CHUNK = 500
IN_MEMORY = 4 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def header(columns: Sequence[Column]) -> list[str]:
    return [str(column.label) for column in columns]


def lines(columns: Sequence[Column], rows: QuerySet[Any]) -> Iterator[list[Value]]:
    for row in rows.iterator(chunk_size=CHUNK):
        yield [value_of(column.exported(row)) for column in columns]


def value_of(value: Any) -> Value:
    """What a file can hold as it is; anything else as its words."""
    return value if value is None or isinstance(value, Value) else str(value)


def as_csv(name: str, columns: Sequence[Column], rows: QuerySet[Any], exact: bool) -> HttpResponseBase:
    def table() -> Iterator[list[Value]]:
        yield [*header(columns)]
        yield from lines(columns, rows)

    response = StreamingHttpResponse(write_csv(table(), not exact), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(name: str, columns: Sequence[Column], rows: QuerySet[Any], exact: bool) -> HttpResponseBase:
    """Written to a temporary file first: a workbook cannot be sent before it is whole."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_xlsx(file, header(columns), lines(columns, rows), not exact, sheet=name)  # type: ignore[arg-type]
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


WRITERS: dict[str, Sender] = {"csv": as_csv, "xlsx": as_xlsx}
