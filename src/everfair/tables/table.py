"""An opened table: what was recognised, and its rows, streamed and restartable."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from everfair.tables.codes import CellCode, NoteCode, TableCode
from everfair.tables.headers import Known, find_header, header_notes, in_two_rows, read_headers
from everfair.tables.limits import Limits
from everfair.tables.problems import CellProblem, Fault, Note, TableError, shown
from everfair.tables.shape import Header, Record, Row, Sheet, letter

# `read(after, width)`: the records behind row `after`, in constant memory; blank ones are left out
Read = Callable[[int, int | None], Iterator[Record]]

PREAMBLE = 100  # lines above a header that are kept
BELOW = 10  # rows below it by which is told what is usual


@dataclass(frozen=True, slots=True)
class Table:
    """`header_row` is None while nobody knows which line has the headers (ask, then `with_header`), 0 where
    there is none. Rows without known headers are shown as they stand.
    """

    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[Sheet, ...]
    row_count_estimate: int
    limits: Limits
    read: Read
    ragged: bool  # rows shorter than the header are refused (CSV), not filled up (XLSX)
    notes: tuple[Note, ...] = ()
    date1904: bool = False  # day numbers count from 1 January 1904
    header_row: int | None = None
    header_end: int = 0  # the last row of the header, which may have two
    headers: tuple[Header, ...] = ()
    preamble: tuple[str, ...] = ()
    widest: int = 0  # cells of a row: as many as the header has, and blank ones where the first rows all do

    def recognise(self, known: Known | None) -> "Table":
        """With the header line found among the first lines, or with a note that it was not."""
        head = list(islice(self.read(0, None), self.limits.header_lines + BELOW))
        if not head:
            raise TableError(TableCode.EMPTY_FILE, {})
        self._refuse_wide(head)
        candidates = [record for record in head if record.number <= self.limits.header_lines]
        number = find_header(candidates, known) if known else None
        if number is not None:
            return self._under(_upper_of(number, candidates), iter(head))
        if len(head) == 1 and not head[0].faults:
            raise TableError(TableCode.HEADER_ONLY, {"row": head[0].number})
        note = Note(NoteCode.HEADER_NOT_RECOGNISED, {"lines": self.limits.header_lines})
        return replace(self, notes=(*self.notes, note)) if known else self

    def with_header(self, number: int) -> "Table":
        """The same table under the header in row `number`; 0 says that it has none."""
        notes = tuple(note for note in self.notes if note.code not in HEADER_NOTES)
        if number == 0:
            return replace(self, header_row=0, header_end=0, headers=(), preamble=(), notes=notes)
        return self._under(number, self.read(0, None))

    def _under(self, number: int, records: Iterator[Record]) -> "Table":
        """The table under the header in row `number` of these, its first records."""
        notes = tuple(note for note in self.notes if note.code not in HEADER_NOTES)
        above: list[str] = []
        for record in records:
            if record.number >= number:
                break
            above += [" ".join(filter(None, map(str.strip, record.cells)))] if len(above) < PREAMBLE else []
        else:
            raise TableError(TableCode.NO_SUCH_ROW, {"row": number})
        if record.number != number:
            raise TableError(TableCode.NO_SUCH_ROW, {"row": number})
        last, below = number, next(records, None)
        if below is not None and (both := in_two_rows(record, below)):
            notes += (Note(NoteCode.HEADER_OF_TWO_ROWS, {"first": number, "last": below.number}),)
            record, last, below = both, below.number, next(records, None)
        headers = read_headers(record, self.limits.columns)
        if below is None:
            raise TableError(TableCode.HEADER_ONLY, {"row": number})
        notes += tuple(header_notes(headers))
        first = (below, *islice(records, BELOW - 2))
        return replace(
            self,
            header_row=number,
            header_end=last,
            headers=headers,
            preamble=tuple(above),
            notes=notes,
            widest=max(len(record.cells), min(len(one.cells) for one in first)),
        )

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The rows below the header; with `after`, those behind the row of that number, one that was read before.

        To begin further down costs little: what stands above is counted, not read.
        """
        for record in self.read(max(after, self.header_end), len(self.headers) or None):
            yield self._row(record)

    def sample(self, n: int) -> list[Row]:
        return list(islice(self.rows(), n))

    def _refuse_wide(self, head: list[Record]) -> None:
        widest = max(len(record.cells) for record in head)
        if widest > self.limits.columns:
            raise TableError(TableCode.TOO_MANY_COLUMNS, {"found": widest, "limit": self.limits.columns})

    def _row(self, record: Record) -> Row:
        width = len(self.headers)
        cells = tuple(record.cells)
        if not width:
            return Row(record.number, cells, self._problems(record.number, record.faults), record.hidden)
        faults = record.faults or tuple(self._misfits(cells, width))
        cells = cells[:width] + ("",) * (width - len(cells))
        return Row(record.number, cells, self._problems(record.number, faults), record.hidden)

    def _misfits(self, cells: tuple[str, ...], width: int) -> Iterator[Fault]:
        extra = next((place for place in range(width, len(cells)) if cells[place].strip()), None)
        if extra is not None and self.ragged:
            found = {"expected": width, "found": len(cells)}
            yield Fault(CellCode.EXTRA_CELLS, extra, shown(cells[extra]), found)
        elif extra is not None:
            last = {"last": self.headers[-1].letter}
            yield Fault(CellCode.CELL_WITHOUT_HEADER, extra, shown(cells[extra]), last)
        elif self.ragged and len(cells) > max(width, self.widest):
            yield Fault(CellCode.EXTRA_CELLS, None, "", {"expected": width, "found": len(cells)})
        elif self.ragged and len(cells) < width:
            yield Fault(CellCode.TOO_FEW_CELLS, None, "", {"expected": width, "found": len(cells)})

    def _problems(self, row: int, faults: tuple[Fault, ...]) -> tuple[CellProblem, ...]:
        return tuple(self._problem(row, fault) for fault in faults)

    def _problem(self, row: int, fault: Fault) -> CellProblem:
        place = fault.position
        header = self.headers[place].text if place is not None and place < len(self.headers) else None
        column = None if place is None else letter(place)
        return CellProblem(fault.code, row, column, header, fault.value, fault.params)


def _upper_of(number: int, head: list[Record]) -> int:
    """The row above a header line, where the line only parts what that row heads."""
    at = next(place for place, record in enumerate(head) if record.number == number)
    if at and in_two_rows(head[at - 1], head[at]):
        return head[at - 1].number
    return number


HEADER_NOTES = (
    NoteCode.HEADER_OF_TWO_ROWS,
    NoteCode.HEADER_NOT_RECOGNISED,
    NoteCode.DUPLICATE_HEADER,
    NoteCode.BLANK_HEADER,
)
