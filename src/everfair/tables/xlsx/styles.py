"""Which cell styles show a number as a date or a time."""

import re
from collections.abc import Iterable

from everfair.tables.limits import Limits
from everfair.tables.shape import Kind
from everfair.tables.xlsx.xml import Attributes, Element, parse

# numbers built into Excel; 27 to 36 and 50 to 58 are those of its Chinese and Japanese editions
DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56}

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


def kind_of(number: int, code: str | None) -> Kind:
    """Kind.DATE, Kind.TIME, or Kind.NUMBER for everything else (durations, too, stay numbers)."""
    if code is None:
        return Kind.DATE if number in DATES else Kind.TIME if number in TIMES else Kind.NUMBER
    first = code.split(";")[0]
    if _DURATION.search(first):
        return Kind.NUMBER
    marks = _LITERAL.sub("", first).lower().replace("general", "").replace("am/pm", "").replace("a/p", "")
    timed = "h" in marks or "s" in marks
    if "y" in marks or "d" in marks or ("m" in marks and not timed):
        return Kind.DATE
    return Kind.TIME if timed else Kind.NUMBER


class Styles(Element):
    """`styles.kind("3")` for the cell attribute s="3"."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._listing = False

    @classmethod
    def read(cls, chunks: Iterable[bytes], part: str, limits: Limits) -> "Styles":
        styles = cls()
        parse(chunks, part, styles, limits.depth)
        return styles

    def kinds(self) -> dict[str, Kind]:
        """The kinds of those styles that are not plain numbers."""
        every = {
            str(place): kind_of(number, self._codes.get(number)) for place, number in enumerate(self._formats)
        }
        return {place: kind for place, kind in every.items() if kind is not Kind.NUMBER}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "cellXfs":
            self._listing = True
        elif name == "xf" and self._listing:
            self._formats.append(_number(attributes.get("numFmtId")))
        elif name == "numFmt":
            self._codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._listing = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
