"""Records of a CSV: cells between delimiters, quoted ones over several lines.

An opening quotation mark that is never closed must not swallow what follows: a quoted cell is followed over
the next lines only while these do not look like rows of their own; otherwise the line is named, and reading
goes on with the next one.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from everfair.tables.characters import ESCAPED_BYTE, LOST, LOST_TWICE, forbidden
from everfair.tables.codes import CellCode
from everfair.tables.encoding import Encoding, decodes
from everfair.tables.limits import Limits
from everfair.tables.problems import Fault, shown
from everfair.tables.shape import Record


class State(Enum):
    DONE = "done"
    OPEN = "open"  # inside a quoted cell at the end of the line
    STRAY = "stray"  # text after a closing quotation mark


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str
    fault: Fault | None = None


@dataclass(slots=True)
class Splitter:
    """Splits one record, fed line by line."""

    delimiter: str
    cells: list[str] = field(default_factory=list)
    quoted: list[str] | None = None

    def feed(self, line: str) -> State:
        if self.quoted is None and '"' not in line:
            self.cells += line.rstrip("\r\n").split(self.delimiter)
            return State.DONE
        return self._walk(line)

    def _walk(self, line: str) -> State:
        end = len(line.rstrip("\r\n"))
        at: int | None = 0
        while at is not None:
            if self.quoted is None:
                opening = self._opening(line, at, end)
                if opening is None:
                    at = self._bare(line, at, end)
                    continue
                self.quoted, at = [], opening
            closing = self._closing(line, at)
            if closing is None:
                return State.OPEN
            after = self._after(line, closing, end)
            if after == -1:
                return State.STRAY
            at = after
        return State.DONE

    def _opening(self, line: str, at: int, end: int) -> int | None:
        """Where the quoted text begins; blanks before the quotation mark are layout if the cell is well formed."""
        start = at
        while start < end and line[start] == " ":
            start += 1
        if start >= end or line[start] != '"':
            return None
        if start > at and not self._well_formed(line, start, end):
            return None
        return start + 1

    def _well_formed(self, line: str, start: int, end: int) -> bool:
        probe = Splitter(self.delimiter, quoted=[])
        closing = probe._closing(line, start + 1)
        return closing is not None and probe._after(line, closing, end) != -1

    def _bare(self, line: str, at: int, end: int) -> int | None:
        stop = line.find(self.delimiter, at, end)
        self.cells.append(line[at : end if stop < 0 else stop])
        return None if stop < 0 else stop + 1

    def _closing(self, line: str, at: int) -> int | None:
        """Collect the quoted text; the index after the closing quotation mark, None if it is not on this line."""
        assert self.quoted is not None
        while (quote := line.find('"', at)) >= 0:
            if line[quote + 1 : quote + 2] != '"':
                self.quoted.append(line[at:quote])
                return quote + 1
            self.quoted.append(line[at : quote + 1])
            at = quote + 2
        self.quoted.append(line[at:])
        return None

    def _after(self, line: str, at: int, end: int) -> int | None:
        """Close the cell: index of the next one, None at the end of the record, -1 if text follows."""
        assert self.quoted is not None
        self.cells.append("".join(self.quoted))
        while at < end and line[at] == " " != self.delimiter:
            at += 1
        if at < end and line[at] != self.delimiter:
            return -1
        self.quoted = None
        return at + 1 if at < end else None


class Records:
    """The records of numbered lines. `width` is the number of headers, once known."""

    def __init__(self, source: Iterator[Line], delimiter: str, width: int | None, limits: Limits) -> None:
        self._source = source
        self._delimiter = delimiter
        self._width = width
        self._limits = limits
        self._pending: deque[Line] = deque()
        self._vain = limits.vain_lines

    def __iter__(self) -> Iterator[Record]:
        while (line := self._next()) is not None:
            yield self._record(line)

    def _next(self) -> Line | None:
        return self._pending.popleft() if self._pending else next(self._source, None)

    def _record(self, line: Line) -> Record:
        if line.fault is not None:
            return Record(line.number, [line.text], (line.fault,))
        splitter = Splitter(self._delimiter)
        state = splitter.feed(line.text)
        if state is State.OPEN:
            return self._follow(line, splitter)
        if state is State.STRAY:
            return self._refused(line, splitter, CellCode.STRAY_QUOTE, len(splitter.cells) - 1)
        return Record(line.number, splitter.cells)

    def _follow(self, first: Line, splitter: Splitter) -> Record:
        position = len(splitter.cells)
        taken: list[Line] = []
        room = self._limits.line_bytes
        most = min(self._limits.quoted_lines, max(self._vain, self._limits.near_lines))
        state = State.OPEN
        while state is State.OPEN and len(taken) < most and room > 0:
            line = self._next()
            if line is None:
                break
            taken.append(line)
            room -= len(line.text)
            state = State.STRAY if line.fault else splitter.feed(line.text)
        if state is State.DONE and not self._swallowed(taken, splitter.cells):
            return Record(first.number, splitter.cells)
        self._pending.extendleft(reversed(taken))
        self._vain -= len(taken)
        return self._refused(first, splitter, CellCode.UNTERMINATED_QUOTE, position)

    def _swallowed(self, taken: list[Line], cells: list[str]) -> bool:
        """Whether a cell over several lines has taken in what were rows of their own."""
        if self._width is None:
            return False
        if len(cells) != self._width:
            return True
        last = taken[-1].text
        opens = f'{self._delimiter}"' in last and last.rstrip("\r\n").endswith(f'{self._delimiter}"')
        inner = [line.text for line in taken[:-1] if self._is_whole(line.text)] + ([last] if opens else [])
        return any(self._row_like(text) for text in inner)

    def _is_whole(self, text: str) -> bool:
        """A line that closes one quoted cell and opens another is no row of its own."""
        return Splitter(self._delimiter).feed(text) is State.DONE

    def _row_like(self, text: str) -> bool:
        parts = text.rstrip("\r\n").split(self._delimiter)
        return len(parts) == self._width and len(parts) > 2 and not any(part[:1] == " " for part in parts)

    def _refused(self, line: Line, splitter: Splitter, code: CellCode, position: int) -> Record:
        text = line.text.rstrip("\r\n")
        return Record(line.number, text.split(self._delimiter), (Fault(code, position, shown(text)),))


def numbered(
    encoding: Encoding, lines: Iterator[tuple[bytes, bool]], limits: Limits, first: int = 1
) -> Iterator[Line]:
    strange = _stranger(encoding)
    for number, (line, over) in enumerate(lines, first):
        if over:
            text = encoding.decode(line[:200])
            yield Line(
                number, text, Fault(CellCode.ROW_TOO_LONG, None, shown(text), {"limit": limits.line_bytes})
            )
        elif not line.isascii() and strange(line):
            text = line.decode("utf-8")
            odd = {"encoding": encoding.name, "looks_like": "utf-8"}
            yield Line(number, text, Fault(CellCode.OTHER_ENCODING, None, shown(text.strip()), odd))
        else:
            yield Line(number, encoding.decode(line))


def _stranger(encoding: Encoding) -> Callable[[bytes], bool]:
    """UTF-8 inside a GB18030 or Big5 file decodes, into nonsense; GB text never is valid UTF-8 with hanzi."""
    if encoding.name not in ("gb18030", "big5", "shift_jis"):
        return lambda line: False
    return lambda line: decodes(line, "utf-8") and any(char >= "\u0800" for char in line.decode("utf-8"))


def checked(record: Record, encoding: str, limits: Limits) -> Record:
    """The record with the faults of its cells: bytes without meaning, control characters, too long."""
    faults = [
        fault
        for place, cell in enumerate(record.cells)
        if (fault := cell_fault(place, cell, encoding, limits))
    ]
    if not faults or record.faults:
        return record
    # what is refused for its length is not carried along
    cells = [shown(cell) if len(cell) > limits.cell_chars else cell for cell in record.cells]
    return Record(record.number, cells, tuple(faults), record.hidden)


def cell_fault(position: int, cell: str, encoding: str, limits: Limits) -> Fault | None:
    if len(cell) > limits.cell_chars:
        params = {"length": len(cell), "limit": limits.cell_chars}
        return Fault(CellCode.CELL_TOO_LONG, position, shown(cell), params)
    if LOST in cell or LOST_TWICE in cell:
        sign = LOST if LOST in cell else LOST_TWICE
        return Fault(CellCode.CHARACTERS_LOST, position, shown(cell), {"sign": sign})
    bad = forbidden(cell)
    if bad is None:
        return None
    if escaped := ESCAPED_BYTE.search(cell):
        raw = " ".join(f"{ord(char) & 0xFF:02X}" for char in escaped[0][:8])
        return Fault(CellCode.INVALID_BYTES, position, shown(cell), {"bytes": raw, "encoding": encoding})
    return Fault(CellCode.CONTROL_CHARACTER, position, shown(cell), {"codepoint": f"U+{ord(bad[0]):04X}"})
