"""Units that stand in a heading or above the table and hold for the cells below: 金额（万元）, 单位：千元."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from everfair.tables.characters import plain
from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem, shown
from everfair.tables.values.amounts import CURRENCIES, MULTIPLES, Amount

_TIMES = MULTIPLES | {"k": 3, "'000": 3, "000": 3, "thousand": 3, "thousands": 3, "million": 6, "millions": 6}
_NAMES = "|".join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True)))
_MULTIPLE = "|".join(map(re.escape, sorted(_TIMES, key=len, reverse=True)))
_UNIT = re.compile(
    rf"(?:(?:金额|货币)?单位|units?|currency|in)?[: ]*(?P<before>{_NAMES})? *(?P<multiple>{_MULTIPLE})? *"
    rf"(?P<after>{_NAMES})?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_BEHIND = re.compile(r"(?:[/:]| in )([^/:]*)$", re.IGNORECASE)
_AT_THE_END = re.compile(rf"((?:{'|'.join(MULTIPLES)})(?:{_NAMES}))$")
_ABOVE = re.compile(r"(?:单位|\bunit|\bcurrency) *: *([^ ()]+(?: [^ ()]+)?)", re.IGNORECASE)
_OTHER_AREA = re.compile(
    r"sq\.? ?ft\.?|sqft|ft2|ft²|square f(?:oo|ee)t|平方英尺|\bfeet\b|\bft\b|英尺|公顷|\bhectares?\b|\bacres?\b|亩|坪",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """`text` as it stands there; `exponent` of ten."""

    text: str = ""
    exponent: int = 0
    currency: str | None = None


NO_UNIT = Unit()


def unit_of_amounts(header: str, above: Iterable[str] = ()) -> Unit:
    """What the heading says of the figures below it; else what is said above the table."""
    written = plain(header)
    told = (*_BRACKETS.findall(written), *_BEHIND.findall(written), *_AT_THE_END.findall(written))
    return next((unit for text in (*told, *said_above(above)) if (unit := read_unit(text))), NO_UNIT)


def said_above(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from _ABOVE.findall(plain(line))


def read_unit(text: str) -> Unit | None:
    match = _UNIT.fullmatch(text.strip())
    if match is None or not any(match.groupdict().values()):
        return None
    named = {CURRENCIES[name.upper()] for name in (match["before"], match["after"]) if name}
    if len(named) > 1:
        return None
    exponent = _TIMES[match["multiple"].lower()] if match["multiple"] else 0
    return Unit(text.strip(), exponent, named.pop() if named else None)


def in_unit(amount: Amount, unit: Unit) -> Amount:
    """The amount that a cell below that heading means. Figures with a unit of their own stand by themselves; with a
    currency's sign alone nobody can tell whether the heading's multiple holds."""
    if not unit.exponent or amount.has_unit:
        return amount
    if amount.currency is not None:
        raise ValueProblem(
            ValueCode.AMOUNT_UNIT_UNCLEAR, {"value": shown(f"{amount.value:f}"), "unit": unit.text}
        )
    return Amount(amount.value.scaleb(unit.exponent), None)


def other_area_unit(header: str) -> str:
    """A unit of areas that are not told in square metres; empty where the heading names none."""
    found = _OTHER_AREA.search(plain(header))
    return found[0] if found else ""
