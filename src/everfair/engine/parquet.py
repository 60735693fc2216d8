"""Reading a Parquet file back in order, a portion at a time: as rows, or as lines of CSV for a server's COPY."""

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


def _select(file: Path, columns: Sequence[str], order_by: str) -> str:
    source = str(file).replace("'", "''")
    return f"SELECT {', '.join(columns)} FROM read_parquet('{source}') ORDER BY {order_by}"
