"""What the number format of a style shows beside the bare number: a day, noughts in front, a currency, ten thousands.

A cell is read as its spreadsheet shows it, so far as its meaning hangs on it: 7 in the format 00000 is 00007, 12.5 in
0.0"万元" is 12.5万元, 300 in [$$-409]#,##0 is $300.
"""

import re
from typing import NamedTuple

from everfair.tables.shape import Kind
from everfair.tables.values.units import read_unit

# numbers built into Excel; 27 to 36 and 50 to 58 are those of its Chinese and Japanese editions
DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56}

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_NOUGHTS = re.compile("0{2,20}")
_AROUND = re.compile(r"(?P<before>[^#0?]*)[#0?,]*[#0?](?:\.[#0?]+)?(?P<after>[^#0?.,]*)")
_SAID = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|[_*].|\[[^\]]*\]')
_YEN = re.compile(r"\[\$[¥￥]-[0-9A-Fa-f]*411\]")
_SIGNS = frozenset("+-() ")


class Look(NamedTuple):
    """What is shown around a number, and to how many figures it is filled up."""

    before: str = ""
    after: str = ""
    figures: int = 0

    def of(self, number: str) -> str:
        shown = number.zfill(self.figures) if number.isdigit() else number
        return f"{self.before}{shown}{self.after}"


PLAIN = Look()


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


def look_of(code: str) -> Look:
    """Currencies other than the renminbi and multiples are looked at, for they change what an amount is. A format
    that shows thousandths of the number (0!.0,"万") shows the whole of it in its own way: the number stands."""
    first = code.split(";", maxsplit=1)[0]
    if _NOUGHTS.fullmatch(first):
        return Look(figures=len(first))
    said = _SAID.sub(lambda part: part[1] or part[2] or part[3] or "", _YEN.sub("JPY", first))
    around = _AROUND.fullmatch(said)
    if around is None or "!" in first or "%" in first:
        return PLAIN
    before, after = ("".join(sign for sign in part if sign not in _SIGNS) for part in around.groups())
    unit = read_unit(before + after)
    is_plain = unit is None or (not unit.exponent and unit.currency == "CNY")
    return PLAIN if is_plain else Look(before, after)
