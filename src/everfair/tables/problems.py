"""What can be wrong with a file, a row or a value: data, never words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from everfair.tables.codes import CellCode, NoteCode, TableCode, ValueCode

Param = str | int | list[str]
Params = Mapping[str, Param]

SHOWN = 80  # characters of a refused value that are repeated to the user


class TableError(Exception):
    """The whole file is refused."""

    def __init__(self, code: TableCode, params: Params) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = dict(params)

    def __str__(self) -> str:
        return f"{self.code} {json.dumps(self.params)}" if self.params else str(self.code)


class ValueProblem(ValueError):
    """A cell's text does not say what was asked; the parameters tell what would be right."""

    def __init__(self, code: ValueCode, params: Params) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = dict(params)

    def __str__(self) -> str:
        return f"{self.code} {self.params}"


@dataclass(frozen=True, slots=True)
class Note:
    """The file was read, and this is worth knowing."""

    code: NoteCode
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a record, before it is known which header stands above it.

    `position` is the 0-based column, or None where the whole line is meant.
    """

    code: CellCode
    position: int | None
    value: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a row is refused: row as the user counts it, column by letter and header."""

    code: CellCode
    row: int
    column: str | None
    header: str | None
    value: str
    params: Params = field(default_factory=dict)


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
