"""A table as a file for who asked: every list, figure and report that leaves the house goes this way.

Cells that a spreadsheet would run are made harmless, unless the exact ones are asked for.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from everfair.tables.writing import Value, file_name, write_csv, write_xlsx

KINDS = ("csv", "xlsx")
IN_MEMORY = 4 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send(
    kind: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Value]], exact: bool = False
) -> HttpResponseBase:
    """`kind` is one of KINDS; `name` is the file's without its ending."""
    told = as_asked(rows)
    if kind == "csv":
        answer = StreamingHttpResponse(
            write_csv(under(header, told), not exact), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = content_disposition_header(True, f"{file_name(name)}.csv") or ""
        return answer
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_xlsx(file, header, told, not exact, sheet=name)  # type: ignore[arg-type]
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{file_name(name)}.xlsx", content_type=XLSX)


def under(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield header
    yield from rows


def as_asked(rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    """Written in the language of who asked, though it is sent after the answer has left the middleware."""
    language, source = translation.get_language() or "en", iter(rows)
    return spoken(source, language)


def spoken(source: Iterator[Sequence[Value]], language: str) -> Iterator[Sequence[Value]]:
    while True:
        with translation.override(language):
            row = next(source, None)
        if row is None:
            return
        yield row
