"""The rows of a sheet, one at a time; a far cell costs nothing."""

from everfair.tables.codes import CellCode, TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import Fault, TableError, shown
from everfair.tables.shape import Record, letter
from everfair.tables.xlsx.cells import Found, Interpreter
from everfair.tables.xlsx.strings import Collected
from everfair.tables.xlsx.xml import Attributes, Element

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Written = tuple[
    int, str, str, str
]  # position, type, style and text of a cell, none of them out of the ordinary


class SheetReader(Element):
    def __init__(self, part: str, interpreter: Interpreter, limits: Limits, start: int) -> None:
        self._part = part
        self._interpret, self._plain = interpreter.cell, interpreter.plain
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

    @property
    def is_within(self) -> bool:
        """Whether the parser is inside a row."""
        return self._in_row

    def is_before_start(self, number: int) -> bool:
        return number < self._start

    def skip(self, number: int) -> None:
        """Row `number` is passed by, before the rows that are wanted."""
        self._go_to(number)

    def take(self, number: int, cells: list[Written], hidden: bool) -> None:
        """A row that was read without the parser."""
        self._go_to(number)
        self._open_row(hidden)
        row = self._row
        for position, kind, style, text in cells:
            self._go_right(position)
            if not text:
                continue
            value = self._plain(kind, style, text) if position < self._limits.columns else None
            if value is None:
                self._put(self._interpret(Found(position, kind, style, text, len(text), False)))
                continue
            if position > len(row):
                row += [""] * (position - len(row))
            row.append(value)
        self._end_row()

    def _begin_row(self, attributes: Attributes) -> None:
        number = self._whole(attributes["r"], LAST_ROW) if "r" in attributes else self._number + 1
        self._go_to(number)
        self._in_row = True
        self._open_row(attributes.get("hidden") in ("1", "true"))

    def _go_to(self, number: int) -> None:
        if not self._number < number <= LAST_ROW:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        self._number = number

    def _open_row(self, hidden: bool) -> None:
        self._position, self._hidden = -1, hidden
        self._row: list[str] = []
        self._faults: list[Fault] = []

    def _go_right(self, position: int) -> None:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise TableError(TableCode.TOO_MANY_CELLS, {"limit": self._limits.cells})
        if not self._position < position < LAST_COLUMN:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        self._position = position

    def _begin_cell(self, attributes: Attributes) -> None:
        self._go_right(self._column(attributes["r"]) if "r" in attributes else self._position + 1)
        self._in_cell = True
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
        self._put(self._interpret(found))

    def _put(self, value: str | Fault | None) -> None:
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
        if self._position > len(self._row):
            self._row += [""] * (self._position - len(self._row))
        self._row.append(value)

    def _end_row(self) -> None:
        self._in_row = False
        record = Record(self._number, self._row, tuple(self._faults), self._hidden)
        if self._number >= self._start and not record.blank:
            self.ready.append(record)

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        is_here = reference[len(letters) :] in ("", str(self._number))
        if not is_here or not letters.isascii() or not letters.isalpha() or len(letters) > 3:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        number = 0
        for char in letters.upper():
            number = number * 26 + ord(char) - 64
        return number - 1

    def _whole(self, text: str, last: int) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 8 and 0 < int(text) <= last):
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": self._part})
        return int(text)
