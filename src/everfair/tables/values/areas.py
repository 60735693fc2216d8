"""Areas of stands, in whole square decimetres (1 m2 = 100 dm2)."""

import re
from decimal import ROUND_HALF_UP, Decimal

from everfair.tables.characters import plain
from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem, shown
from everfair.tables.values.numbers import figures

EXAMPLE = "36"
HIGHEST = 1_000_000  # square metres: twice the largest exhibition centre
SQUARE_FOOT = Decimal("0.09290304")

_NUMBER = r"[0-9.][0-9., ]*?"
_METRES = r" *(?:m|米|公尺|metres?|meters?)?"
_SIDES = re.compile(rf"({_NUMBER}){_METRES} *[x×*✕✖乘] *({_NUMBER}){_METRES}", re.IGNORECASE)
_SQUARE = re.compile(
    rf"({_NUMBER}) *(?:m2|m²|m\^2|㎡|平方米|平方公尺|平方|平米|平|sqm|sq\. ?m\.?|sq m|square met(?:re|er)s?)?",
    re.IGNORECASE,
)
_FEET = re.compile(rf"({_NUMBER}) *(?:ft2|ft²|sq\.? ?ft\.?|sqft|square f(?:oo|ee)t|平方英尺)", re.IGNORECASE)


def parse_area(text: str) -> int:
    """ "9", "9㎡", "36平方米", "18 m2", "3x3", "3m×4.5m" -> 900, 900, 3600, 1800, 900, 1350.

    Square feet are refused with the square metres they make.
    """
    written = plain(text)
    if len(written) > 60:
        written = ""
    if feet := _FEET.fullmatch(written):
        _refuse_feet(feet[1], text)
    metres = _square_metres(written)
    if metres is None:
        raise ValueProblem(ValueCode.AREA_UNREADABLE, {"value": shown(text), "example": EXAMPLE})
    return _decimetres(metres, text)


def _square_metres(written: str) -> Decimal | None:
    if sides := _SIDES.fullmatch(written):
        width, depth = figures(sides[1]), figures(sides[2])
        return None if width is None or depth is None else width * depth
    square = _SQUARE.fullmatch(written)
    return figures(square[1]) if square else None


def _decimetres(metres: Decimal, text: str) -> int:
    if not 0 < metres <= HIGHEST:
        bounds = {"value": shown(text), "lowest": "0.01", "highest": str(HIGHEST)}
        raise ValueProblem(ValueCode.AREA_OUT_OF_RANGE, bounds)
    decimetres = metres * 100
    if decimetres != decimetres.to_integral_value():
        raise ValueProblem(ValueCode.AREA_TOO_FINE, {"value": shown(text), "decimals": 2})
    return int(decimetres)


def _refuse_feet(number: str, text: str) -> None:
    feet = figures(number)
    if feet is not None:
        right = (feet * SQUARE_FOOT).quantize(Decimal("0.01"), ROUND_HALF_UP)
        raise ValueProblem(ValueCode.AREA_OTHER_UNIT, {"value": shown(text), "right": f"{right} m²"})
