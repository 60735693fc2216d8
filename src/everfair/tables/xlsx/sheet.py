"""The rows of a sheet, one at a time; a far cell costs nothing."""

from collections.abc import Iterable, Iterator

from everfair.tables.codes import CellCode, TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import Fault, TableError, shown
from everfair.tables.shape import Record, letter
from everfair.tables.xlsx.cells import Found, Interpreter
from everfair.tables.xlsx.strings import Collected
from everfair.tables.xlsx.xml import Attributes, Element, steps

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class SheetReader(Element):
    def __init__(self, part: str, interpreter: Interpreter, limits: Limits, start: int) -> None:
        self._part = part
        self._interpret = interpreter.cell
        self._limits = limits
        self._start = start
        self._number = self._cells = 0
        self._position = -1
        self._text = Collected(limits.cell_chars)
        self._collecting = self._in_row = self._in_cell = self._phonetic = False
        self.ready: list[Record] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c" and self._in_row:
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif self._in_cell:
            self._within(name)

    def _within(self, name: str) -> None:
        if name in ("v", "t") and not self._phonetic:
            self._collecting = self._valued = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True

    def text(self, data: str) -> None:
        if self._collecting:
            self._text.add(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._collecting = False
        elif name == "c" and self._in_cell:
            self._end_cell()
        elif name == "row" and self._in_row:
            self._end_row()
        elif name == "rPh":
            self._phonetic = False

    def _begin_row(self, attributes: Attributes) -> None:
        number = self._number + 1
        if "r" in attributes:
            number = self._whole(attributes["r"], LAST_ROW)
        if number <= self._number:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        self._number, self._position, self._in_row = number, -1, True
        self._hidden = attributes.get("hidden") in ("1", "true")
        self._row: list[str] = []
        self._faults: list[Fault] = []

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise TableError(TableCode.TOO_MANY_CELLS, {"limit": self._limits.cells})
        position = self._column(attributes["r"]) if "r" in attributes else self._position + 1
        if position <= self._position:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        self._position, self._in_cell = position, True
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._formula = self._valued = False
        self._text.clear()

    def _end_cell(self) -> None:
        self._in_cell = self._collecting = False
        if self._number < self._start or not (self._valued or self._formula):
            return
        text = self._text.text if self._valued else None
        if text == "" and self._type in ("n", "s", "b"):
            text = None
        found = Found(self._position, self._type, self._style, text, self._text.length, self._formula)
        value = self._interpret(found)
        if isinstance(value, Fault):
            self._faults.append(value)
            value = value.value
        if value:
            self._place(value)

    def _place(self, value: str) -> None:
        if self._position >= self._limits.columns:
            last = {"last": letter(self._limits.columns - 1)}
            self._faults.append(Fault(CellCode.CELL_WITHOUT_HEADER, self._position, shown(value), last))
            return
        self._row += [""] * (self._position - len(self._row))
        self._row.append(value)

    def _end_row(self) -> None:
        self._in_row = False
        record = Record(self._number, self._row, tuple(self._faults), self._hidden)
        if self._number >= self._start and not record.blank:
            self.ready.append(record)

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        number = 0
        for char in letters.upper():
            number = number * 26 + ord(char) - 64
        if number > LAST_COLUMN:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        return number - 1

    def _whole(self, text: str, last: int) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 8 and 0 < int(text) <= last):
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        return int(text)


def read_rows(
    chunks: Iterable[bytes], part: str, interpreter: Interpreter, limits: Limits, start: int
) -> Iterator[Record]:
    reader = SheetReader(part, interpreter, limits, start)
    for _ in steps(chunks, part, reader, limits.depth):
        yield from reader.ready
        reader.ready.clear()
