"""Figures as people write them: groups of three, decimal point or comma, Chinese numerals."""

import re
from decimal import Decimal

from everfair.tables.characters import plain
from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem, shown

SHORTENED = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+")  # 1.38E+10
DIGITS = 15  # before the decimal point: what spreadsheets keep, and enough for any money

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SPACES = re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?")
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")

_DIGITS = ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_FIGURES = {char: value for value, chars in enumerate(_DIGITS) for char in chars}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def figures(text: str) -> Decimal | None:
    """An unsigned number, or None if it is not written as one.

    "1.234" is one and a bit, "1.234,5" and "1.234.567" have dots between thousands; "1,234" is more than a thousand,
    "1,23" has a decimal comma.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _COMMAS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _SPACES.fullmatch(text):
        return Decimal(re.sub("[ '’]", "", text).replace(",", "."))
    if _DOTS.fullmatch(text) or _COMMA.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return None


def chinese(text: str) -> int | None:
    """十三 -> 13, 一百零五 -> 105, 二〇二六 -> 2026; None if it is not such a number below 10,000."""
    if not text or len(text) > 9 or any(char not in _FIGURES and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_FIGURES[char]) for char in text)) if len(text) <= 4 else None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, figure, last = 0, None, 10_000
    for char in text:
        if char in _FIGURES:
            if figure:
                return None
            figure = _FIGURES[char]
            continue
        unit = _UNITS[char]
        if unit >= last or figure == 0 and unit != 10:
            return None
        total += (1 if figure is None or figure == 0 else figure) * unit
        figure, last = None, unit
    return total + (figure or 0)


def parse_int(text: str, lowest: int = 0, highest: int = 2**31 - 1) -> int:
    """A whole number: "12", "1,234", "12.0"."""
    written = plain(text)
    if SHORTENED.fullmatch(written):
        raise ValueProblem(ValueCode.NUMBER_SHORTENED, {"value": shown(text), "example": "13800138000"})
    sign = -1 if written.startswith("-") else 1
    number = figures(written.removeprefix("-").removeprefix("+") if written[:2] not in ("-+", "+-") else "")
    if number is None or len(written) > 40 or number != number.to_integral_value():
        raise ValueProblem(ValueCode.INTEGER_UNREADABLE, {"value": shown(text), "example": "12"})
    value = sign * int(number)
    if not lowest <= value <= highest:
        bounds = {"value": shown(text), "lowest": str(lowest), "highest": str(highest)}
        raise ValueProblem(ValueCode.INTEGER_OUT_OF_RANGE, bounds)
    return value
