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
ORDER = "relationship_id"


def write(file: Path, run: int, then: Callable[[int], None]) -> None:
    """Insert all rows as those of `run`; `then` hears how many there are by now, in the same transaction.

    What the run says nothing of (money, opinions) is not written, and so unknown.
    """
    there = {*parquet.columns(file), "run_id"}
    names = [column for column in COLUMNS if column in there]
    wanted = [f"{run} AS run_id" if column == "run_id" else column for column in names]
    done = 0
    for portion, number in _portions(file, wanted):
        done += number
        with transaction.atomic():
            _insert(portion, names)
            then(done)
        rest()


def _portions(file: Path, wanted: list[str]) -> Iterator[tuple[Any, int]]:
    """(CSV or rows, how many)."""
    if connection.vendor == "postgresql":
        yield from parquet.lines(file, wanted, ORDER, ROWS_AT_ONCE)
    else:
        yield from ((rows, len(rows)) for rows in parquet.rows(file, wanted, ORDER, ROWS_AT_ONCE))


def _insert(portion: Any, names: list[str]) -> None:
    columns = f"{TABLE} ({', '.join(names)})"
    with connection.cursor() as cursor:
        if isinstance(portion, bytes):
            with cursor.copy(f"COPY {columns} FROM STDIN (FORMAT csv, NULL '{parquet.NULL}')") as copy:
                copy.write(portion)
        else:
            cursor.executemany(f"INSERT INTO {columns} VALUES ({', '.join(['%s'] * len(names))})", portion)
