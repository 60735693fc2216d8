"""The rows of a list as lines of a file: the plain values of its columns."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from everfair.tables.writing import Value
from everfair.ui.lists.columns import Column

CHUNK = 500


def header(columns: Sequence[Column]) -> list[str]:
    return [str(column.label) for column in columns]


def lines(columns: Sequence[Column], rows: QuerySet[Any]) -> Iterator[list[Value]]:
    for row in rows.iterator(chunk_size=CHUNK):
        yield [value_of(column.exported(row)) for column in columns]


def value_of(value: Any) -> Value:
    """What a file can hold as it is; anything else as its words."""
    return value if value is None or isinstance(value, Value) else str(value)
