"""Reading a workbook in a child process, which may die of a hostile file without harm.

The child (`python -m everfair.tables`) gets no environment but the way to this package, limits its own memory
and processor time, and streams rows as lines of JSON. It is ended when nobody reads on, or when it is silent too long.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import everfair
from everfair.tables import messages
from everfair.tables.codes import TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import TableError
from everfair.tables.shape import Record
from everfair.tables.table import Table

CHUNK = 1 << 16
OF_THE_CHILD = (TableCode.READER_DIED, TableCode.READER_TOO_SLOW, TableCode.READER_OUT_OF_MEMORY)
STARTS = 4  # of the child for one sheet, each further down than the one before
ROOT = Path(everfair.__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    path: Path
    sheet: str
    limits: Limits

    def read(self, after: int, width: int | None) -> Iterator[Record]:
        """A child that is killed is started again behind the last row it gave; one that gives none is not."""
        for starts in range(1, STARTS + 1):
            begun = after
            try:
                for record in self._records(after + 1):
                    after = record.number
                    yield record
            except TableError as ended:
                again = ended.code is TableCode.READER_DIED and after > begun and starts < STARTS
                if not again:
                    raise _reached(ended, after) from None
            else:
                return

    def _records(self, start: int) -> Iterator[Record]:
        for line in ask(self.path, self.sheet, start, False, self.limits):
            yield from messages.load_records(line)


def open_workbook(path: Path, sheet: str | None, limits: Limits) -> Table:
    lines = ask(path, sheet, 1, True, limits)
    try:
        opening = messages.load_opening(next(lines))
    except TableError as ended:
        raise _reached(ended, 0) from None
    finally:
        lines.close()
    rows = next(found.rows for found in opening.sheets if found.name == opening.sheet)
    return Table(
        format="xlsx",
        encoding=None,
        delimiter=None,
        sheet=opening.sheet,
        sheets=opening.sheets,
        row_count_estimate=rows or 0,
        limits=limits,
        read=WorkbookSheet(path.resolve(), opening.sheet, limits).read,
        ragged=False,
        notes=opening.notes,
        date1904=opening.date1904,
    )


def _reached(ended: TableError, row: int) -> TableError:
    """What ended the reading, with the last row before it."""
    return TableError(ended.code, ended.params | {"row": row}) if ended.code in OF_THE_CHILD else ended


def ask(path: Path, sheet: str | None, start: int, survey: bool, limits: Limits) -> Any:
    """The child's lines, parsed; raises the `TableError` that it tells, or that its end means."""
    child = subprocess.Popen(
        [sys.executable, "-m", "everfair.tables"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd="/",
    )
    try:
        assert child.stdin is not None and child.stdout is not None
        with suppress(BrokenPipeError):  # a child that is dead already is told of below
            child.stdin.write(messages.request(path.resolve(), sheet, start, survey, limits))
            child.stdin.close()
        yield from _answers(child, child.stdout, limits)
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _answers(child: subprocess.Popen[bytes], out: IO[bytes], limits: Limits) -> Iterator[Any]:
    for line in _lines(out, limits):
        message = json.loads(line)
        if message == "end":
            return
        if isinstance(message, dict) and "error" in message:
            raise messages.load_error(message)
        yield message
    raise _obituary(child.wait(), limits)


def _lines(out: IO[bytes], limits: Limits) -> Iterator[bytes]:
    """Whole lines; only the child's own silence counts against it, not a slow reader's."""
    pieces: list[bytes] = []
    while True:
        if not select.select([out], [], [], limits.silent_seconds)[0]:
            raise TableError(TableCode.READER_TOO_SLOW, {"limit": limits.silent_seconds, "row": 0})
        data = os.read(out.fileno(), CHUNK)
        if not data:
            return
        *whole, rest = data.split(b"\n")
        for piece in whole:
            yield b"".join((*pieces, piece))
            pieces.clear()
        pieces.append(rest)


def _obituary(status: int, limits: Limits) -> TableError:
    if status == -signal.SIGXCPU:
        return TableError(TableCode.READER_TOO_SLOW, {"limit": limits.cpu_seconds, "row": 0})
    return TableError(TableCode.READER_DIED, {"status": status, "row": 0})
