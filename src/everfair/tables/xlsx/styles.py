"""The number formats of a workbook's cells."""

from collections.abc import Iterable
from typing import TypeVar

from everfair.tables.limits import Limits
from everfair.tables.shape import Kind
from everfair.tables.xlsx.formats import PLAIN, Look, kind_of, look_of
from everfair.tables.xlsx.xml import Attributes, Element, parse

LONGEST = 255  # characters of a format, as in Excel
T = TypeVar("T")


class Styles(Element):
    """The styles of a workbook's cells, by the number that stands in the attribute s of a cell."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._listing = False

    @classmethod
    def read(cls, chunks: Iterable[bytes], part: str, limits: Limits, elements: int) -> "Styles":
        styles = cls()
        parse(chunks, part, styles, limits.depth, elements)
        return styles

    def kinds(self) -> dict[str, Kind]:
        """The kinds of those styles that are not plain numbers."""
        kinds = {number: kind_of(number, self._codes.get(number)) for number in set(self._formats)}
        return self._unlike(kinds, Kind.NUMBER)

    def looks(self) -> dict[str, Look]:
        """What those styles show around a number that show something which counts."""
        looks = {number: look_of(self._codes.get(number, "")) for number in set(self._formats)}
        return self._unlike(looks, PLAIN)

    def _unlike(self, meant: dict[int, T], usual: T) -> dict[str, T]:
        every = ((str(place), meant[number]) for place, number in enumerate(self._formats))
        return {place: meaning for place, meaning in every if meaning != usual}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "cellXfs":
            self._listing = True
        elif name == "xf" and self._listing:
            self._formats.append(_number(attributes.get("numFmtId")))
        elif name == "numFmt":
            self._codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:LONGEST]

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._listing = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
