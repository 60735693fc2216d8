"""What a list can be narrowed by. Values come from the address, so each filter cleans them before it uses them."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Word = str | Promise
Offered = Sequence[tuple[str, Word]]
MOST = 50
# Of days: at the ends of the calendar neither the day after nor another time zone can be told.
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, kw_only=True)
class Filter:
    """`apply(rows, values)` narrows the rows; without it `field` is compared in the manner of the filter."""

    code: str
    label: Word
    field: str = ""
    apply: Callable[[QuerySet[Any], tuple[str, ...]], QuerySet[Any]] | None = None
    kind = "text"

    def clean(self, given: Iterable[str]) -> tuple[str, ...]:
        values = (value.replace("\x00", "").strip()[:200] for value in given)
        return tuple(dict.fromkeys(value for value in values if value and self.valid(value)))[:MOST]

    def valid(self, value: str) -> bool:
        return True

    def narrow(self, rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        return self.apply(rows, values) if self.apply else rows.filter(self.condition(values))

    def condition(self, values: tuple[str, ...]) -> Q:
        return Q(**{f"{self.field or self.code}__in": values})

    def spoken(self, value: str) -> str:
        """The value as its chip shows it."""
        return value


@dataclass(frozen=True, kw_only=True)
class Choices(Filter):
    """Any of several values. `choices` may be a function, asked once a request."""

    choices: Offered | Callable[[], Offered] = ()
    kind = "choices"

    @property
    def offered(self) -> Offered:
        return self.choices() if callable(self.choices) else self.choices

    def clean(self, given: Iterable[str]) -> tuple[str, ...]:
        asked = list(given)
        allowed = {str(value) for value, _label in self.offered} if asked else set()
        return tuple(dict.fromkeys(value for value in asked if value in allowed))

    def spoken(self, value: str) -> str:
        return str(next((label for code, label in self.offered if str(code) == value), value))


@dataclass(frozen=True, kw_only=True)
class OneOf(Choices):
    """One of many values: a box to open instead of a row of ticks."""

    kind = "one"


@dataclass(frozen=True, kw_only=True)
class Flag(Filter):
    """Yes or not asked."""

    kind = "flag"

    def valid(self, value: str) -> bool:
        return value == "1"

    def condition(self, values: tuple[str, ...]) -> Q:
        return Q(**{self.field or self.code: True})

    def spoken(self, value: str) -> str:
        return _("yes")


@dataclass(frozen=True, kw_only=True)
class Contains(Filter):
    """`reading` turns what was typed into what is kept: a country's name into its code."""

    reading: Callable[[str], str] = str
    kind = "text"

    def condition(self, values: tuple[str, ...]) -> Q:
        return Q(**{f"{self.field or self.code}__icontains": self.reading(values[0])})

    def spoken(self, value: str) -> str:
        return f"“{value}”"


@dataclass(frozen=True, kw_only=True)
class Range(Filter):
    """From..to, either side open, both ends included. In the form the two sides are two inputs of the same name."""

    kind = "range"
    input_type = "text"

    def read(self, text: str) -> Any:
        raise ValueError(text)

    def clean(self, given: Iterable[str]) -> tuple[str, ...]:
        values = [value.strip() for value in given][:2]
        low, high = values[0].partition("..")[::2] if len(values) == 1 else (*values, "", "")[:2]
        low, high = self.side(low), self.side(high)
        return (f"{low}..{high}",) if low or high else ()

    def side(self, text: str) -> str:
        try:
            return text if text and self.read(text) is not None else ""
        except (ValueError, ArithmeticError):
            return ""

    def condition(self, values: tuple[str, ...]) -> Q:
        low, _dots, high = values[0].partition("..")
        name = self.field or self.code
        wanted = Q(**{f"{name}__gte": self.read(low)}) if low else Q()
        return wanted & (Q(**{f"{name}__lte": self.read(high)}) if high else Q())

    def spoken(self, value: str) -> str:
        low, _dots, high = value.partition("..")
        if not low:
            return _("up to {high}").format(high=high)
        return f"{low} – {high}" if high else _("from {low}").format(low=low)


@dataclass(frozen=True, kw_only=True)
class NumberRange(Range):
    """`scale`: what one shown unit is in the stored one (100 for per cent of a share is .01)."""

    unit: Word = ""
    scale: Decimal = Decimal(1)
    input_type = "number"

    def read(self, text: str) -> Any:
        value = Decimal(text)
        if not value.is_finite() or abs(value) > 10**15:
            raise ValueError(text)
        return value * self.scale


@dataclass(frozen=True, kw_only=True)
class DateRange(Range):
    input_type = "date"

    def read(self, text: str) -> Any:
        day = datetime.date.fromisoformat(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(text)
        return day
