"""Reading Parquet back in order, a portion at a time: as rows, or as lines of CSV for a server's COPY.

Parquet is one file, or a folder of that name with parts in it, which may lie in folders by value (`series=7`).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

NULL = "\\N"
Row = tuple[Any, ...]


def rows(file: Path, columns: Sequence[str], order_by: str, size: int) -> Iterator[list[Row]]:
    """Portions of rows. `columns` are names or expressions."""
    with duckdb.connect(":memory:") as connection:
        cursor = connection.execute(_select(file, columns, order_by))
        while portion := cursor.fetchmany(size):
            yield portion


def lines(file: Path, columns: Sequence[str], order_by: str, size: int) -> Iterator[tuple[bytes, int]]:
    """(CSV, number of rows in it); what is unknown is `NULL`. Texts with line breaks in them are not for this."""
    beside = file.with_suffix(".csv")
    with duckdb.connect(":memory:") as connection:
        target = str(beside).replace("'", "''")
        connection.execute(
            f"COPY ({_select(file, columns, order_by)}) TO '{target}' (FORMAT csv, HEADER false, NULLSTR '{NULL}')"
        )
    try:
        with beside.open("rb") as told:
            while portion := [line for _, line in zip(range(size), told, strict=False)]:
                yield b"".join(portion), len(portion)
    finally:
        beside.unlink()


def columns(file: Path) -> tuple[str, ...]:
    with duckdb.connect(":memory:") as connection:
        told = connection.execute(f"DESCRIBE SELECT * FROM {source(file)}").fetchall()
    return tuple(str(name) for name, *_ in told)


def source(file: Path) -> str:
    """What DuckDB reads from."""
    path = str(file / "**" / "*.parquet" if file.is_dir() else file).replace("'", "''")
    return f"read_parquet('{path}', hive_partitioning = {file.is_dir()})"


def _select(file: Path, columns: Sequence[str], order_by: str) -> str:
    return f"SELECT {', '.join(columns)} FROM {source(file)} ORDER BY {order_by}"
