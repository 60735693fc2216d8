"""Opening a table, whatever it is."""

from dataclasses import replace
from pathlib import Path

from everfair.tables.child import open_workbook
from everfair.tables.codes import NoteCode
from everfair.tables.delimited import open_delimited
from everfair.tables.headers import Known
from everfair.tables.limits import USUAL, Limits
from everfair.tables.problems import Note
from everfair.tables.recognising import recognise
from everfair.tables.table import Table


def open_table(
    path: str | Path,
    filename: str,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    known: Known | None = None,
    limits: Limits = USUAL,
) -> Table:
    """Recognise the file and its header line; a workbook is read in a child process.

    `filename` is the user's name for it. `header_row` is the row as the user counts it, 0 for "there is none";
    without it the header is looked for with `known` (is this text a header word?), and where it is not found
    `Table.header_row` stays None. Raises `TableError`.
    """
    path = Path(path)
    kind = recognise(path, limits)
    if kind == "xlsx":
        table = open_workbook(path, sheet, limits)
    else:
        table = open_delimited(path, encoding, delimiter, limits)
    if Path(filename).suffix.lower() in OTHERWISE[kind]:
        note = Note(NoteCode.NAME_SAYS_OTHERWISE, {"filename": filename, "format": kind})
        table = replace(table, notes=(note, *table.notes))
    return table.with_header(header_row) if header_row is not None else table.recognise(known)


OTHERWISE = {"csv": (".xlsx", ".xlsm", ".xls", ".ods"), "xlsx": (".csv", ".txt", ".tsv", ".xls", ".ods")}
