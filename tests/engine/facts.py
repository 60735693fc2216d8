"""Facts written by hand as Parquet, without any books."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from everfair.engine import STEPS, Pipeline, open_pipeline
from everfair.facts import TABLES
from everfair.jobs.facts_reading import schema

ENTERED = datetime(2025, 1, 1, tzinfo=UTC)
TODAY = date(2024, 1, 1)


def write(folder: Path, **rows: Sequence[tuple[Any, ...]]) -> Path:
    for table in TABLES:
        names = [column.name for column in table.columns]
        told = [dict(zip(names, row, strict=True)) for row in rows.get(table.name, [])]
        pq.write_table(pa.Table.from_pylist(told, schema=schema(table)), folder / table.file)
    return folder


def edition(number: int, held: bool = True, starts_on: date | None = None) -> tuple[Any, ...]:
    return (number, 1, number, str(number), starts_on or date(2019 + number, 5, 1), held)


def relationship(key: int) -> tuple[Any, ...]:
    return (key, 1, "exhibitor", ENTERED, "")


def came(key: int, number: int, area: int | None = None, status: str = "came") -> tuple[Any, ...]:
    return (key, 1, "exhibitor", number, status, area, None, "", date(2019 + number, 5, 1), ENTERED, None)


def heard(key: int, on: date, kind: str, outcome: str = "", score: int | None = None) -> tuple[Any, ...]:
    return (key, 1, "exhibitor", kind, outcome, score, on, ENTERED)


def grouped(folder: Path, today: date = TODAY, **rows: Sequence[tuple[Any, ...]]) -> Pipeline:
    return open_pipeline(write(folder, **rows), today).run(STEPS)
