"""Amounts of money: an exact decimal and the currency, if the text names one."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from everfair.tables.characters import plain
from everfair.tables.codes import ValueCode
from everfair.tables.problems import Params, ValueProblem, shown
from everfair.tables.values.numbers import DIGITS, SHORTENED, figures

EXAMPLE = "1234567.89"
SCALE = 6  # decimals

# "元" and "¥" stand for the renminbi here; a yen is written 円, 日元 or JPY
CURRENCIES = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "¥": "CNY", "元": "CNY", "圆": "CNY", "块": "CNY",
    "US$": "USD", "USD": "USD", "美元": "USD", "美金": "USD", "$": "USD",
    "HK$": "HKD", "HKD": "HKD", "港元": "HKD", "港币": "HKD",
    "NT$": "TWD", "TWD": "TWD", "新台币": "TWD", "MOP": "MOP", "澳门元": "MOP",
    "€": "EUR", "EUR": "EUR", "欧元": "EUR", "£": "GBP", "GBP": "GBP", "英镑": "GBP",
    "JPY": "JPY", "円": "JPY", "日元": "JPY", "₩": "KRW", "KRW": "KRW", "韩元": "KRW",
    "S$": "SGD", "SGD": "SGD", "新加坡元": "SGD", "AUD": "AUD", "澳元": "AUD", "CAD": "CAD", "加元": "CAD",
    "CHF": "CHF", "THB": "THB", "INR": "INR", "MYR": "MYR", "VND": "VND", "AED": "AED", "RUB": "RUB",
}  # fmt: skip
MULTIPLES = {"亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3}
DECIMALS = {
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "CLP": 0,
    "ISK": 0,
    "KWD": 3,
    "BHD": 3,
    "OMR": 3,
    "JOD": 3,
    "TND": 3,
}

_NAMES = "|".join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True)))
_AMOUNT = re.compile(
    rf"(?P<sign>[+-]?) *(?P<before>{_NAMES})?[: ]*(?P<inner>[+-]?) *(?P<figures>[0-9.][0-9.,'’ ]*?) *"
    rf"(?P<multiple>{'|'.join(MULTIPLES)})? *(?P<after>{_NAMES})?(?P<whole>整)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """`has_unit`: behind the figures stands in what they are, as 万 or 元 does."""

    value: Decimal
    currency: str | None
    has_unit: bool = field(default=False, compare=False)


def parse_amount(text: str) -> Amount:
    """ "1,234,567.89", "￥12.5万", "(1,200)", "1.234.567,89", "RMB 3000"; brackets mean a minus."""
    written = plain(text)
    if SHORTENED.fullmatch(written):
        raise ValueProblem(ValueCode.NUMBER_SHORTENED, {"value": shown(text), "example": EXAMPLE})
    owed = written.startswith("(") and written.endswith(")")
    match = _AMOUNT.fullmatch(written[1:-1].strip() if owed else written) if len(written) <= 60 else None
    number = figures(match["figures"]) if match else None
    if (
        match is None
        or number is None
        or (match["sign"] or owed)
        and match["inner"]
        or owed
        and match["sign"]
    ):
        raise ValueProblem(ValueCode.AMOUNT_UNREADABLE, {"value": shown(text), "example": EXAMPLE})
    value = number * 10 ** MULTIPLES.get(match["multiple"] or "", 0)
    _refuse_size(value, text)
    negative = owed or "-" in (match["sign"], match["inner"])
    has_unit = bool(match["multiple"] or match["after"])
    return Amount(-value if negative else value, _currency(match, text), has_unit)


def _currency(match: re.Match[str], text: str) -> str | None:
    named = [CURRENCIES[name.upper()] for name in (match["before"], match["after"]) if name]
    # "US$ 300元" contradicts itself; "¥300元" and "JPY ¥300" do not
    if len(set(named)) > 1:
        raise ValueProblem(ValueCode.AMOUNT_TWO_CURRENCIES, {"value": shown(text), "currencies": named})
    return named[0] if named else None


def _refuse_size(value: Decimal, text: str) -> None:
    if abs(value) >= Decimal(10) ** DIGITS:
        raise ValueProblem(ValueCode.AMOUNT_TOO_LARGE, {"value": shown(text), "digits": DIGITS})
    if value != round(value, SCALE):
        params: Params = {"value": shown(text), "currency": "", "decimals": SCALE}
        raise ValueProblem(ValueCode.AMOUNT_TOO_FINE, params)


def decimals_of(currency: str) -> int:
    """How many decimals sums of money have in it."""
    return DECIMALS.get(currency, 2)


def in_units(minor: int, currency: str) -> Decimal:
    """A sum in the unit people speak of, with all its decimals."""
    return Decimal(minor).scaleb(-decimals_of(currency))


def to_minor(amount: Amount | Decimal, currency: str) -> int:
    """Integer minor units (cents, fen) of `currency`, an ISO code; refuses what is finer than them."""
    value = amount.value if isinstance(amount, Amount) else amount
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValueProblem(ValueCode.CURRENCY_UNKNOWN, {"value": shown(currency), "example": "CNY"})
    decimals = decimals_of(currency)
    if not value.is_finite() or abs(value) >= Decimal(10) ** DIGITS:
        raise ValueProblem(ValueCode.AMOUNT_TOO_LARGE, {"value": shown(str(value)), "digits": DIGITS})
    minor = value.scaleb(decimals)
    if minor != minor.to_integral_value():
        params: Params = {"value": shown(str(value)), "currency": currency, "decimals": decimals}
        raise ValueProblem(ValueCode.AMOUNT_TOO_FINE, params)
    return int(minor)
