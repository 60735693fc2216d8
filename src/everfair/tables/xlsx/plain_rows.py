"""Rows written the plain way, as nearly every program writes them, read without the XML parser: five times as fast.

A row is taken only if every byte of it is of the plain form. Everything else goes to the parser in its place and
order: what stands around the rows, and rows with formulas, entities or anything unusual. A comment, CDATA or
instruction anywhere hands the whole rest to the parser.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from everfair.tables.limits import Limits
from everfair.tables.problems import TableError
from everfair.tables.shape import Record
from everfair.tables.xlsx.cells import Interpreter
from everfair.tables.xlsx.sheet import SheetReader, Written
from everfair.tables.xlsx.xml import steps

END = "</row>"
WHOLE = 1 << 20  # bytes without the end of a row that are waited for

_ATTRIBUTES = re.compile(r'(?: [\w:.-]+="[^"<>&]*")*')
_NUMBER = re.compile(r' r="([1-9][0-9]{0,6})"')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="(n|s|str|inlineStr)")?'
    r'(?:/>|>(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>))'
)
_OTHER_ENCODING = re.compile(rb"^<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)


def read_rows(
    chunks: Iterable[bytes], part: str, interpreter: Interpreter, limits: Limits, elements: int, start: int
) -> Iterator[Record]:
    """The records of a sheet from row `start` on, blank ones left out. Raises `TableError`."""
    reader = SheetReader(part, interpreter, limits, start)
    try:
        for _ in steps(without_plain_rows(chunks, reader), part, reader, limits.depth, elements):
            yield from reader.ready
            reader.ready.clear()
    except TableError:
        yield from reader.ready  # those before what is wrong
        raise


def without_plain_rows(chunks: Iterable[bytes], reader: SheetReader) -> Iterator[bytes]:
    """Hand plain rows to `reader`; what is left of the bytes is for the parser that feeds the same reader."""
    source, carry, plain = iter(chunks), b"", True
    for chunk in source:
        data = carry + chunk
        cut = data.rfind(b"</row>") + len(END)
        if cut < len(END) and len(data) < WHOLE:
            carry = data
            continue
        head, carry = (data, b"") if cut < len(END) else (data[:cut], data[cut:])
        plain = plain and b"<!" not in head and not _OTHER_ENCODING.search(head)
        text = _decoded(head) if plain else None
        if text is None:
            yield head
            yield carry
            yield from source
            return
        yield from _divided(text, reader)
    yield carry


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _divided(text: str, reader: SheetReader) -> Iterator[bytes]:
    clean = not _odd(text)
    rest = ""
    *pieces, last = text.split(END)
    for piece in pieces:
        start = piece.find("<row ")
        close = piece.find(">", start)
        if start < 0 or close < 0 or not (clean or not _odd(piece)):
            rest += piece + END
            continue
        if rest or start:
            yield (rest + piece[:start]).encode()
            rest = ""
        if reader.is_within or not _take(piece[start + 4 : close], piece, close + 1, reader):
            rest = piece[start:] + END
    yield (rest + last).encode()


def _odd(text: str) -> bool:
    return "&" in text or "\r" in text


def _take(attributes: str, piece: str, start: int, reader: SheetReader) -> bool:
    named = _NUMBER.search(attributes)
    if named is None or not _ATTRIBUTES.fullmatch(attributes):
        return False
    row, number = named[1], int(named[1])
    if reader.is_before_start(number):
        reader.skip(number)
        return True
    found = _CELL.findall(piece, start)
    if sum([len(one[0]) for one in found if one[2] == row]) != len(piece) - start:
        return False
    cells: list[Written] = [
        (_column(letters), kind or "n", style or "0", value or text)
        for _, letters, _, style, kind, value, text in found
    ]
    reader.take(number, cells, " hidden=" in attributes and bool(_HIDDEN.search(attributes)))
    return True


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number - 1
