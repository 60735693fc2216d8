"""Scores from Parquet into the table, many at a time and in short transactions, so that nobody is kept waiting."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from everfair.engine import parquet
from everfair.jobs.worker import rest
from everfair.relations.models import Score

ROWS_AT_ONCE = 5000
TABLE = Score._meta.db_table
COLUMNS = tuple(field.column for field in Score._meta.concrete_fields if not field.primary_key)
NAMES = ", ".join(COLUMNS)
COPY = f"COPY {TABLE} ({NAMES}) FROM STDIN (FORMAT csv, NULL '{parquet.NULL}')"
INSERT = f"INSERT INTO {TABLE} ({NAMES}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"
ORDER = "relationship_id"


def write(file: Path, run: int, then: Callable[[int], None]) -> None:
    """Insert all rows as those of `run`; `then` hears how many there are by now, in the same transaction."""
    wanted = [f"{run} AS run_id" if column == "run_id" else column for column in COLUMNS]
    done = 0
    for portion, number in _portions(file, wanted):
        done += number
        with transaction.atomic():
            _insert(portion)
            then(done)
        rest()


def _portions(file: Path, wanted: list[str]) -> Iterator[tuple[Any, int]]:
    """(CSV or rows, how many)."""
    if connection.vendor == "postgresql":
        yield from parquet.lines(file, wanted, ORDER, ROWS_AT_ONCE)
    else:
        yield from ((rows, len(rows)) for rows in parquet.rows(file, wanted, ORDER, ROWS_AT_ONCE))


def _insert(portion: Any) -> None:
    with connection.cursor() as cursor:
        if isinstance(portion, bytes):
            with cursor.copy(COPY) as copy:
                copy.write(portion)
        else:
            cursor.executemany(INSERT, portion)
