"""Shared strings, kept as one block of UTF-8 so that a million of them take little memory."""

import re
from array import array
from collections.abc import Iterable

from everfair.tables.codes import TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import TableError
from everfair.tables.xlsx.xml import Attributes, Element, parse

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Excel writes characters that XML cannot hold as _x000D_."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class Collected:
    """Text that comes in pieces: kept up to a limit, counted to its end."""

    __slots__ = ("_kept", "_limit", "length")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.clear()

    def clear(self) -> None:
        self._kept: list[str] = []
        self.length = 0

    def add(self, data: str) -> None:
        if self.length <= self._limit:
            self._kept.append(data)
        self.length += len(data)

    @property
    def text(self) -> str:
        return "".join(self._kept)


class Strings(Element):
    """`strings[3]` is the text; `length(3)` its length in the file, which may be more than is kept."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._block = bytearray()
        self._ends = array("Q")
        self._long: dict[int, int] = {}
        self._current = Collected(limits.cell_chars)
        self._inside = self._phonetic = False

    @classmethod
    def read(cls, chunks: Iterable[bytes], part: str, limits: Limits, elements: int) -> "Strings":
        strings = cls(limits)
        parse(chunks, part, strings, limits.depth, elements)
        return strings

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends):
            raise IndexError(index)
        start = self._ends[index - 1] if index else 0
        return self._block[start : self._ends[index]].decode("utf-8", "surrogatepass")

    def length(self, index: int) -> int:
        return self._long.get(index, 0)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._current.clear()
        elif name == "rPh":  # the reading above the text, not the text
            self._phonetic = True
        elif name == "t":
            self._inside = not self._phonetic

    def text(self, data: str) -> None:
        if self._inside:
            self._current.add(data)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self._keep()

    def _keep(self) -> None:
        if self._current.length > self._limits.cell_chars:
            self._long[len(self._ends)] = self._current.length
        kept = unescape(self._current.text[: self._limits.cell_chars])
        self._block += kept.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._block))
        if len(self._block) + 8 * len(self._ends) > self._limits.strings_bytes:
            raise TableError(TableCode.TOO_MANY_STRINGS, {"limit": self._limits.strings_bytes})
