"""A CSV as a `Table`."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from everfair.tables import delimiter as delimiters
from everfair.tables import encoding as encodings
from everfair.tables.codes import NoteCode, TableCode
from everfair.tables.encoding import Encoding
from everfair.tables.limits import Limits
from everfair.tables.lines import chunks
from everfair.tables.problems import Note, Params, TableError
from everfair.tables.records import Line, Records, checked, numbered
from everfair.tables.shape import Record
from everfair.tables.table import Table

HEAD = 200  # lines


@dataclass(frozen=True, slots=True)
class Delimited:
    path: Path
    encoding: Encoding
    delimiter: str
    limits: Limits

    def read(self, after: int, width: int | None) -> Iterator[Record]:
        """Row `after` itself is read once more: only so is it known on which line it ends."""
        source = _lines(self.path, self.encoding, self.limits, max(after, 1))
        if after <= 1:
            first = list(islice(source, 1))
            source = chain(first, source) if delimiters.declared(first) is None else source
        for record in Records(source, self.delimiter, width, self.limits):
            if record.number > after and not record.blank:
                yield checked(record, self.encoding.name, self.limits)


def open_delimited(path: Path, encoding: str | None, delimiter: str | None, limits: Limits) -> Table:
    found = encodings.named(path, encoding) if encoding else encodings.detect(path)
    head = _head(path, found, limits)
    if not any(line.text.strip() for line in head) and len(head) < HEAD:
        raise TableError(TableCode.EMPTY_FILE, {})
    source = Delimited(path, found, delimiter or delimiters.detect(head, limits), limits)
    odd: Params = {"encoding": found.name, "count": found.odd}
    return Table(
        format="csv",
        encoding=found.name,
        delimiter=source.delimiter,
        sheet=None,
        sheets=(),
        row_count_estimate=_estimate(path, found),
        limits=limits,
        read=source.read,
        ragged=True,
        notes=(Note(NoteCode.ROWS_IN_OTHER_ENCODING, odd),) if found.odd else (),
    )


def _lines(path: Path, encoding: Encoding, limits: Limits, first: int = 1) -> Iterator[Line]:
    """From line `first` on; those above are neither decoded nor looked at."""
    return numbered(encoding, islice(encoding.lines(path, limits.line_bytes), first - 1, None), limits, first)


def _head(path: Path, encoding: Encoding, limits: Limits) -> list[Line]:
    """The first lines, to judge the delimiter by; fewer where they are huge."""
    head: list[Line] = []
    room = limits.line_bytes
    for line in islice(_lines(path, encoding, limits), HEAD):
        head.append(line)
        room -= len(line.text)
        if room < 0:
            break
    return head


def _estimate(path: Path, encoding: Encoding) -> int:
    """Lines in the file: those of quoted cells and blank ones are counted too."""
    feeds = returns = 0
    last = b""
    for data in chunks(path, encoding.offset):
        feeds += data.count(b"\n")
        returns += data.count(b"\r")
        last = data[-2:]
    return max(feeds, returns) + (not last.rstrip(b"\0").endswith((b"\n", b"\r")) if last else 0)
