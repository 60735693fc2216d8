"""Scores into the table, many at a time and in short transactions, so that people are not kept waiting."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction

from everfair.relations.models import Score

ROWS_AT_ONCE = 2000
COLUMNS = tuple(field.column for field in Score._meta.concrete_fields if not field.primary_key)


def row_of(values: dict[str, Any]) -> tuple[Any, ...]:
    """The columns of a score in the order in which they are written."""
    return tuple(values[column] for column in COLUMNS)


def write(rows: Sequence[tuple[Any, ...]], then: Callable[[], None]) -> None:
    """Insert rows and do `then` in the same transaction."""
    with transaction.atomic():
        _insert(rows)
        then()


def _insert(rows: Sequence[tuple[Any, ...]]) -> None:
    table, columns = Score._meta.db_table, ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(COLUMNS))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
