"""What the reading child and its parent say to each other: one JSON document a line."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from everfair.tables.codes import CellCode, NoteCode, TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import Fault, Note, TableError
from everfair.tables.shape import Cell, Kind, Record, Sheet


def request(path: Path, sheet: str | None, start: int, survey: bool, limits: Limits) -> bytes:
    wanted = {"path": str(path), "sheet": sheet, "start": start, "survey": survey, "limits": asdict(limits)}
    return json.dumps(wanted).encode()


def dump(message: object) -> bytes:
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def dump_error(error: TableError) -> bytes:
    return dump({"error": error.code, "params": error.params})


def dump_opening(chosen: str, sheets: list[Sheet], notes: list[Note]) -> bytes:
    listed = [[sheet.name, sheet.hidden, sheet.rows] for sheet in sheets]
    return dump(
        {"sheet": chosen, "sheets": listed, "notes": [[note.code, dict(note.params)] for note in notes]}
    )


def dump_record(record: Record) -> bytes:
    cells = [_cell(cell) for cell in record.cells]
    faults = [[fault.code, fault.position, fault.value, dict(fault.params)] for fault in record.faults]
    return dump([record.number, cells, faults, record.hidden])


def load_record(line: list[Any]) -> Record:
    number, cells, faults, hidden = line
    found = tuple(Fault(CellCode(code), place, value, params) for code, place, value, params in faults)
    return Record(
        number, [cell if isinstance(cell, str) else _load_cell(cell) for cell in cells], found, hidden
    )


def load_error(line: dict[str, Any]) -> TableError:
    return TableError(TableCode(line["error"]), line["params"])


def load_opening(line: dict[str, Any]) -> tuple[str, tuple[Sheet, ...], tuple[Note, ...]]:
    sheets = tuple(Sheet(name, hidden, rows) for name, hidden, rows in line["sheets"])
    return line["sheet"], sheets, tuple(Note(NoteCode(code), params) for code, params in line["notes"])


def _cell(cell: str) -> object:
    return [str(cell), cell.kind, cell.raw, cell.formula] if isinstance(cell, Cell) else cell


def _load_cell(cell: list[Any]) -> Cell:
    text, kind, raw, formula = cell
    return Cell(text, Kind(kind), raw, formula)
