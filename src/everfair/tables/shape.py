"""The nouns of a table: headers, cells, rows, sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from everfair.tables.problems import CellProblem, Fault


class Kind(StrEnum):
    """What a workbook says a cell is. Cells of a CSV are plain `str`: text, whatever they look like."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # the text is ISO: 2026-02-08 or 2026-02-08 10:30:00
    TIME = "time"  # the text is 10:30:00
    BOOLEAN = "boolean"  # the text is TRUE or FALSE


class Cell(str):
    """A cell of a workbook: its text, and what the workbook says it is.

    `raw` is the text as it stands in the file (a serial number for a date), `formula` tells that the
    text is the value last calculated.
    """

    __slots__ = ("formula", "kind", "raw")
    kind: Kind
    raw: str
    formula: bool

    def __new__(
        cls, text: str, kind: Kind = Kind.TEXT, raw: str | None = None, formula: bool = False
    ) -> Self:
        cell = super().__new__(cls, text)
        cell.kind = kind
        cell.raw = text if raw is None else raw
        cell.formula = formula
        return cell


@dataclass(frozen=True, slots=True)
class Header:
    """`position` is the 0-based index into a row's cells."""

    position: int
    text: str

    @property
    def letter(self) -> str:
        return letter(self.position)


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row as the user counts it: in a CSV the line its record begins on.

    `cells` has one text per header; with `problems` the row is refused and the cells are for showing only.
    """

    number: int
    cells: tuple[str, ...]
    problems: tuple[CellProblem, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` is an estimate; None where the sheet was not looked into."""

    name: str
    hidden: bool
    rows: int | None


@dataclass(frozen=True, slots=True)
class Record:
    """A line of cells as it stands in the file, not yet set against the headers."""

    number: int
    cells: Sequence[str]
    faults: tuple[Fault, ...] = ()
    hidden: bool = False

    @property
    def blank(self) -> bool:
        return not self.faults and not any(cell.strip() for cell in self.cells)


def letter(position: int) -> str:
    """The column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
