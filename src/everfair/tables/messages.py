"""What the reading child and its parent say to each other: one JSON document a line, several records in one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from everfair.tables.codes import CellCode, NoteCode, TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import Fault, Note, TableError
from everfair.tables.shape import Cell, Kind, Record, Sheet

RECORDS, TEXT = 100, 1 << 18  # of one line: records, and characters above which no more is added
KINDS = {str(kind): kind for kind in Kind}
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def request(path: Path, sheet: str | None, start: int, survey: bool, limits: Limits) -> bytes:
    wanted = {"path": str(path), "sheet": sheet, "start": start, "survey": survey, "limits": asdict(limits)}
    return json.dumps(wanted).encode()


def dump(message: object) -> bytes:
    return _encode(message).encode() + b"\n"


def dump_error(error: TableError) -> bytes:
    return dump({"error": error.code, "params": error.params})


@dataclass(frozen=True, slots=True)
class Opening:
    """What a look into a workbook told: the sheet that is read, all of them, how days are counted, what to know."""

    sheet: str
    sheets: tuple[Sheet, ...]
    date1904: bool
    notes: tuple[Note, ...]


def dump_opening(opening: Opening) -> bytes:
    listed = [[sheet.name, sheet.hidden, sheet.rows] for sheet in opening.sheets]
    notes = [[note.code, dict(note.params)] for note in opening.notes]
    return dump({"sheet": opening.sheet, "sheets": listed, "date1904": opening.date1904, "notes": notes})


def dump_records(records: Iterable[Record]) -> Iterator[bytes]:
    """The records, so many to a line that neither side ever holds much."""
    portion: list[object] = []
    room = TEXT
    try:
        for record in records:
            portion.append(_written(record))
            room -= sum(map(len, record.cells))
            if room < 0 or len(portion) == RECORDS:
                yield dump(portion)
                portion, room = [], TEXT
    except TableError:
        yield dump(portion)  # those before what is wrong
        raise
    yield dump(portion)


def _written(record: Record) -> object:
    cells = [cell if type(cell) is str else _cell(cell) for cell in record.cells]
    faults = [[fault.code, fault.position, fault.value, dict(fault.params)] for fault in record.faults]
    return [record.number, cells, faults, record.hidden]


def load_records(line: list[Any]) -> Iterator[Record]:
    for number, cells, faults, hidden in line:
        found = tuple([Fault(CellCode(code), place, value, params) for code, place, value, params in faults])
        told = [cell if type(cell) is str else _load_cell(cell) for cell in cells]
        yield Record(number, told, found, hidden)


def load_error(line: dict[str, Any]) -> TableError:
    return TableError(TableCode(line["error"]), line["params"])


def load_opening(line: dict[str, Any]) -> Opening:
    sheets = tuple(Sheet(name, hidden, rows) for name, hidden, rows in line["sheets"])
    notes = tuple(Note(NoteCode(code), params) for code, params in line["notes"])
    return Opening(line["sheet"], sheets, line["date1904"], notes)


def _cell(cell: str) -> object:
    if not isinstance(cell, Cell):
        return str(cell)
    if cell.raw == cell and not cell.formula:
        return [cell, cell.kind]
    return [cell, cell.kind, cell.raw, cell.formula]


def _load_cell(cell: list[Any]) -> Cell:
    text, kind, *more = cell
    return Cell(text, KINDS[kind], *more)
