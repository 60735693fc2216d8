"""A quick look over a sheet's bytes before it is read: how many rows, hidden ones, merged cells, formulas.

It also unpacks the part to its end once, so that one cut off is refused before a row of it is taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|f|mergeCell|col)(\s[^<>]*|/)?>")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_REFERENCE = re.compile(rb"\sref=[\"']([A-Za-z0-9:$]{1,24})[\"']")
_SPAN = re.compile(rb"\s(min|max)=[\"'](\d{1,5})[\"']")
CARRIED = 1 << 12  # a tag longer than this is not looked at
NAMED = 5  # merged ranges that are named


@dataclass(slots=True)
class Survey:
    rows: int = 0
    hidden_rows: int = 0
    formulas: int = 0
    merged: int = 0
    ranges: list[str] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, chunks: Iterable[bytes]) -> "Survey":
        survey = cls()
        carry = b""
        for chunk in chunks:
            data = carry + chunk
            cut = data.rfind(b"<")
            carry = data[cut:] if cut >= 0 and len(data) - cut < CARRIED else b""
            survey._look(data[: len(data) - len(carry)])
        survey._look(carry)
        return survey

    def _look(self, data: bytes) -> None:
        for tag in _TAG.finditer(data):
            name, rest = tag[1], tag[2] or b""
            if name == b"row":
                self.rows += 1
                self.hidden_rows += b"hidden" in rest and bool(_HIDDEN.search(rest))
            elif name == b"f":
                self.formulas += 1
            elif name == b"mergeCell":
                self._merge(rest)
            elif _HIDDEN.search(rest):
                self._hide(rest)

    def _merge(self, rest: bytes) -> None:
        self.merged += 1
        if len(self.ranges) < NAMED and (match := _REFERENCE.search(rest)):
            self.ranges.append(match[1].decode())

    def _hide(self, rest: bytes) -> None:
        span = {key: int(value) for key, value in _SPAN.findall(rest)}
        if b"min" in span and b"max" in span and len(self.hidden_columns) < 100:
            self.hidden_columns.append((span[b"min"], span[b"max"]))
