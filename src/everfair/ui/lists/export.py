"""The rows of a list as lines of a file: the plain values of its columns."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from everfair.tables.values.amounts import in_units
from everfair.tables.writing import Value
from everfair.ui.lists.cells import currency
from everfair.ui.lists.columns import Column

CHUNK = 500


def header(columns: Sequence[Column]) -> list[str]:
    return [title for column in columns for title in titles(column)]


def titles(column: Column) -> Iterator[str]:
    """A sum of money is a number, with its currency beside it."""
    yield str(column.label)
    if is_money(column):
        yield gettext("Currency")


def lines(columns: Sequence[Column], rows: QuerySet[Any]) -> Iterator[list[Value]]:
    for row in rows.iterator(chunk_size=CHUNK):
        yield [value for column in columns for value in values(column, row)]


def values(column: Column, row: Any) -> Iterator[Value]:
    """What people read in the cell, in the same units."""
    value = column.exported(row)
    if is_money(column):
        unit = str(currency(column, row) or "")
        yield from (None, "") if value is None else (in_units(round(value), unit), unit)
    elif column.kind == "area" and value is not None:
        yield Decimal(value).scaleb(-2)
    elif isinstance(value, datetime):
        at = timezone.localtime(value) if timezone.is_aware(value) else value
        yield at.date() if column.kind == "date" else at.replace(tzinfo=None)
    else:
        yield value_of(value)


def is_money(column: Column) -> bool:
    return column.kind == "money" and column.export is None


def value_of(value: Any) -> Value:
    """What a file can hold as it is; anything else as its words."""
    return value if value is None or isinstance(value, Value) else str(value)
