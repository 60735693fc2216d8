"""Which edition of a series is meant: a number, a year, or a name."""

import re
from dataclasses import dataclass
from enum import StrEnum

from everfair.tables.characters import plain
from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem, shown
from everfair.tables.values.numbers import SHORTENED, chinese
from everfair.tables.values.texts import check_text

LIMIT = 200  # characters of a name

_ENDINGS = re.compile(r"([0-9]{1,3})(st|nd|rd|th)(?: edition)?", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:第|no\.? ?|edition |#)? *([0-9]{1,4})(?:\.0+)? *(?:届|屆|回|期|次)?", re.IGNORECASE
)
_HANZI = re.compile(r"第? *([〇零○一二三四五六七八九十百两]{1,5}) *(?:届|屆|回|期|次)?")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0+)? *(?:年度?|年展)?")
_HANZI_YEAR = re.compile(r"([一二][〇零○一二三四五六七八九]{3})年?度?")


class OrdinalKind(StrEnum):
    NUMBER = "number"
    YEAR = "year"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Ordinal:
    """`value` is the number or the year; None for a name. `text` is what was written."""

    kind: OrdinalKind
    value: int | None
    text: str


def parse_ordinal(text: str) -> Ordinal:
    """ "第13届", "13th", "13", "十三" are numbers; "2017", "2017年" years; "2017春" and all else are names."""
    written = plain(check_text(text, LIMIT))
    if not written or SHORTENED.fullmatch(written):
        raise _unreadable(text)
    year = _year(written)
    if year is not None:
        return Ordinal(OrdinalKind.YEAR, year, text.strip())
    number = _number(written)
    if number == 0:
        raise _unreadable(text)
    return Ordinal(OrdinalKind.NAME if number is None else OrdinalKind.NUMBER, number, text.strip())


def _year(written: str) -> int | None:
    if match := _YEAR.fullmatch(written):
        return int(match[1])
    match = _HANZI_YEAR.fullmatch(written)
    year = chinese(match[1]) if match else None
    return year if year is not None and 1900 <= year < 2100 else None


def _number(written: str) -> int | None:
    if match := _ENDINGS.fullmatch(written):
        number = int(match[1])
        return number if match[2].lower() == ending(number) else None
    if match := _NUMBERED.fullmatch(written):
        return int(match[1])
    match = _HANZI.fullmatch(written)
    return chinese(match[1]) if match else None


def ending(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _unreadable(text: str) -> ValueProblem:
    return ValueProblem(ValueCode.ORDINAL_UNREADABLE, {"value": shown(text), "example": "第13届"})
