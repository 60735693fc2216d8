"""What a cell of the XML says: its text and kind, or what is wrong with it."""

import re
from decimal import Decimal
from typing import NamedTuple

from everfair.tables import serials
from everfair.tables.codes import CellCode
from everfair.tables.limits import Limits
from everfair.tables.problems import Fault, shown
from everfair.tables.records import cell_fault
from everfair.tables.shape import Cell, Kind
from everfair.tables.xlsx.strings import Strings, unescape
from everfair.tables.xlsx.styles import Styles

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
PRECISION = 15  # significant digits that a spreadsheet keeps
BOOLEANS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


class Found(NamedTuple):
    """One <c>: where, its type and style, the text in it (None where there is no value) and its length."""

    position: int
    type: str
    style: str
    text: str | None
    length: int
    formula: bool


class Interpreter:
    def __init__(self, strings: Strings | None, styles: Styles, date1904: bool, limits: Limits) -> None:
        self._strings = strings
        self._kinds, self._looks = styles.kinds(), styles.looks()
        self._styled = self._kinds.keys() | self._looks.keys()
        self._date1904 = date1904
        self._limits = limits

    def cell(self, found: Found) -> str | Fault | None:
        """None for a blank cell. Plain text comes as a plain `str`."""
        if found.text is None:
            return Fault(CellCode.FORMULA_WITHOUT_VALUE, found.position, "") if found.formula else None
        if found.type in ("s", "str", "inlineStr"):
            return self._text(found)
        if found.type == "e":
            return Fault(CellCode.ERROR_CELL, found.position, found.text, {"error": shown(found.text)})
        if found.type == "b":
            return self._boolean(found)
        if found.type == "d":
            return Cell(found.text.strip().replace("T", " "), Kind.DATE, found.text, found.formula)
        return self._number(found)

    def plain(self, kind: str, style: str, text: str) -> str | None:
        """The value where nothing about it needs a second look: text in the cell itself, a whole number."""
        if kind in ("inlineStr", "str"):
            plain = text.isprintable() and "_x" not in text and len(text) <= self._limits.cell_chars
            return text if plain else None
        whole = kind == "n" and len(text) <= PRECISION and text.isdigit() and text.isascii()
        return Cell(text, Kind.NUMBER) if whole and style not in self._styled else None

    def _boolean(self, found: Found) -> str | Fault:
        raw = (found.text or "").strip()
        if raw not in BOOLEANS:
            return Fault(CellCode.DAMAGED_CELL, found.position, shown(raw))
        return Cell(BOOLEANS[raw], Kind.BOOLEAN, raw, found.formula)

    def _text(self, found: Found) -> str | Fault:
        text, length = found.text or "", found.length
        if found.type == "s":
            shared = self._shared(text)
            if shared is None:
                return Fault(CellCode.DAMAGED_CELL, found.position, shown(text))
            text, length = shared
        elif length <= self._limits.cell_chars:
            text = unescape(text)
        if length > self._limits.cell_chars:
            params = {"length": length, "limit": self._limits.cell_chars}
            return Fault(CellCode.CELL_TOO_LONG, found.position, shown(text), params)
        if fault := cell_fault(found.position, text, "", self._limits):
            return fault
        return Cell(text, formula=True) if found.formula else text

    def _shared(self, index: str) -> tuple[str, int] | None:
        index = index.strip()
        if self._strings is None or not (index.isascii() and index.isdigit() and len(index) < 10):
            return None
        place = int(index)
        return (self._strings[place], self._strings.length(place)) if place < len(self._strings) else None

    def _number(self, found: Found) -> str | Fault:
        raw = (found.text or "").strip()
        kind = self._kinds.get(found.style, Kind.NUMBER)
        if not _NUMBER.fullmatch(raw):
            return Fault(CellCode.DAMAGED_CELL, found.position, shown(raw))
        if kind is not Kind.NUMBER:
            return self._dated(found, raw, kind)
        text = number_text(raw)
        if text is None:
            return Fault(CellCode.DIGITS_LOST, found.position, raw, {"kept": PRECISION})
        if found.style in self._looks:
            text = self._looks[found.style].of(text)
        return Cell(text, Kind.NUMBER, raw, found.formula)

    def _dated(self, found: Found, raw: str, kind: Kind) -> str | Fault:
        try:
            if kind is Kind.TIME and Decimal(raw) < 1:
                return Cell(serials.time_of_day(raw), Kind.TIME, raw, found.formula)
            moment = serials.moment(raw, date1904=self._date1904)
        except ValueError:
            return Fault(CellCode.IMPOSSIBLE_DATE, found.position, raw, {"serial": raw})
        text = f" {moment:%H:%M:%S}" if moment.time() != moment.min.time() else ""
        return Cell(moment.date().isoformat() + text, Kind.DATE, raw, found.formula)


def number_text(raw: str) -> str | None:
    """The number as the spreadsheet shows it: whole numbers in full, fractions to 15 digits.

    None where digits were lost: a whole number that ends in noughts from the sixteenth digit on, as Excel leaves an
    identity card's number. One that has other digits there was never in Excel's hands and is exact.
    """
    if not any(char in raw for char in ".eE"):
        digits = raw.lstrip("+-").lstrip("0")
        return None if len(digits) > PRECISION and not digits[PRECISION:].strip("0") else raw
    value = Decimal(raw)
    if value == value.to_integral_value() if value.adjusted() < 40 else True:
        return f"{value:f}".partition(".")[0] if value.adjusted() < PRECISION else None
    short = Decimal(f"{value:.{PRECISION - 1}e}") if len(value.as_tuple().digits) > PRECISION else value
    return f"{short:f}".rstrip("0").rstrip(".") if short.adjusted() > -PRECISION else str(short)
