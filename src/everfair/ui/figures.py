"""Figures in the reader's manner."""

import datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from everfair.intake.countries import country_name
from everfair.tables.values.amounts import decimals_of

SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "JPY": "¥", "GBP": "£", "HKD": "HK$"}
TEN_THOUSAND = 10_000


def chinese() -> bool:
    return (get_language() or "").startswith("zh")


def number(value: float | None, digits: int | None = None) -> str:
    if value is None:
        return "–"
    places = digits if digits is not None else (0 if float(value).is_integer() else 1)
    return f"{value:,.{places}f}"


def percent(value: float | None, digits: int = 0) -> str:
    """A share of one as per cent; what is not quite all or nothing is not rounded to it."""
    if value is None:
        return "–"
    shown = f"{value * 100:.{digits}f}"
    if value < 1 and float(shown) == 100:
        return ">99%"
    if value > 0 and float(shown) == 0:
        return "<1%"
    return f"{shown}%"


def money(minor: int | None, currency: str = "") -> str:
    """Integer minor units of a currency; a large sum in 万 where the reader is Chinese, else without its cents."""
    if minor is not None and abs(major := units(minor, currency)) >= TEN_THOUSAND:
        large = f"{number(abs(major) / TEN_THOUSAND, 1)}万" if chinese() else number(abs(major), 0)
        return f"{sign_of(minor, currency)}{large}"
    return exactly(minor, currency)


def exactly(minor: int | None, currency: str = "") -> str:
    """The same to the last cent: for ledgers."""
    if minor is None:
        return "–"
    major = abs(units(minor, currency))
    return f"{sign_of(minor, currency)}{number(major, 0 if float(major).is_integer() else decimals_of(currency))}"


def units(minor: int, currency: str) -> float:
    return float(minor / 10 ** decimals_of(currency))


def sign_of(minor: int, currency: str) -> str:
    below = "−" if minor < 0 else ""
    return below + SIGNS.get(currency, f"{currency} " if currency else "")


def area(dm2: int | None) -> str:
    """Integer square decimetres, shown as square metres."""
    return "–" if dm2 is None else f"{number(dm2 / 100)} m²"


def country(code: str) -> str:
    """The name of a country kept by its code; one written out stays as it was written."""
    return country_name(code, chinese=chinese())


def day(value: datetime.date | None) -> str:
    """A date; of an instant the day it is in the time zone in use."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return written_day(value, chinese()) if value else "–"


@lru_cache(maxsize=4_000)
def written_day(value: datetime.date, in_chinese: bool) -> str:
    return date_format(value, "Y-m-d" if in_chinese else "j M Y")


def moment(value: datetime.datetime | None) -> str:
    """An instant, in the time zone in use."""
    return written_moment(timezone.localtime(value).replace(tzinfo=None), chinese()) if value else "–"


@lru_cache(maxsize=4_000)
def written_moment(value: datetime.datetime, in_chinese: bool) -> str:
    return date_format(value, "Y-m-d H:i" if in_chinese else "j M Y, H:i")


def ago(value: datetime.date) -> str:
    """A day that is over, as far back as it is: 3 months ago."""
    days = (timezone.localdate() - value).days
    if days <= 0:
        return gettext("today")
    if days < 31:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    months = round(days / 30.44)
    if months < 24:
        return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
    years = round(days / 365.25)
    return ngettext("{n} year ago", "{n} years ago", years).format(n=years)
