"""Opening a table, whatever it is."""

from dataclasses import replace
from pathlib import Path

from everfair.tables.child import WorkbookSheet, open_workbook
from everfair.tables.codes import NoteCode, TableCode
from everfair.tables.delimited import open_delimited
from everfair.tables.headers import Known
from everfair.tables.limits import USUAL, Limits
from everfair.tables.problems import Note, TableError
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
    `Table.header_row` stays None. Of a workbook the first sheet shown that has such a header and rows below it is
    read, where no `sheet` is asked for. Raises `TableError`.
    """
    path = Path(path)
    kind = recognise(path, limits)
    if kind == "xlsx":
        table = open_workbook(path, sheet, limits)
    else:
        table = open_delimited(path, encoding, delimiter, limits)
    if header_row is not None:
        table = table.with_header(header_row)
    elif kind == "xlsx" and sheet is None and known:
        table = on_its_sheet(path, table, known)
    else:
        table = recognised(table, known)
    if Path(filename).suffix.lower() in OTHERWISE[kind]:
        note = Note(NoteCode.NAME_SAYS_OTHERWISE, {"filename": filename, "format": kind})
        table = replace(table, notes=(note, *table.notes))
    return table


TRIED = 20  # sheets looked into for a header
OF_ONE_SHEET = (
    TableCode.EMPTY_FILE, TableCode.HEADER_ONLY, TableCode.HEADER_DAMAGED, TableCode.TOO_MANY_COLUMNS,
)  # fmt: skip


def on_its_sheet(path: Path, table: Table, known: Known) -> Table:
    """The table on the first sheet shown that has a header with rows below it; as it is where none has."""
    for name in [one.name for one in table.sheets if one.rows and not one.hidden][:TRIED]:
        there = replace(table, sheet=name, read=WorkbookSheet(path.resolve(), name, table.limits).read)
        if (found := under_its_header(there, known)) is not None:
            return (
                found if name == table.sheet else recognised(open_workbook(path, name, table.limits), known)
            )
    return recognised(table, known)


def under_its_header(table: Table, known: Known) -> Table | None:
    try:
        found = table.recognise(known)
    except TableError as refused:
        if refused.code not in OF_ONE_SHEET:
            raise
        return None
    return found if found.header_row is not None else None


def recognised(table: Table, known: Known | None) -> Table:
    """Where a sheet holds but one line and there are others, which one is meant is for people to say."""
    try:
        return table.recognise(known)
    except TableError as refused:
        others = [one for one in table.sheets if one.rows and not one.hidden and one.name != table.sheet]
        if refused.code is not TableCode.HEADER_ONLY or not others:
            raise
        note = Note(NoteCode.HEADER_NOT_RECOGNISED, {"lines": table.limits.header_lines})
        return replace(table, notes=(*table.notes, note))


OTHERWISE = {"csv": (".xlsx", ".xlsm", ".xls", ".ods"), "xlsx": (".csv", ".txt", ".tsv", ".xls", ".ods")}
