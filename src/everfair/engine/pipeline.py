"""Named steps of SQL, run in order over fact tables in Parquet; each result can be looked at.

A step makes one new table from earlier ones and never changes a table. Results are sorted wherever their order
means something, so that two runs over the same facts give the same bytes.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import numpy as np
import numpy.typing as npt

from everfair.facts import TABLES

GIVEN = ("moment", *(table.name for table in TABLES))
MEMORY = "2500MB"  # beyond it, steps spill to disk


@dataclass(frozen=True)
class Step:
    """A table `name`, made by one SELECT from its `inputs`; `meaning` says what a row is."""

    name: str
    meaning: str
    inputs: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class Taken:
    """A step that has been run."""

    name: str
    seconds: float
    rows: int


class Pipeline:
    """The facts of one folder, and what steps make of them. `today` is the day up to which facts count."""

    def __init__(
        self, facts: Path, today: date, *, threads: int | None = None, spill: Path | None = None
    ) -> None:
        self.taken: list[Taken] = []
        self._connection = duckdb.connect(":memory:")
        for setting, value in self._settings(threads, spill or facts / "spill"):
            self._connection.execute(f"SET {setting} = '{value}'")
        self._connection.execute(f"CREATE TABLE moment AS SELECT DATE '{today.isoformat()}' AS today")
        for table in TABLES:
            source = str(facts / table.file).replace("'", "''")
            columns = ", ".join(f"CAST({c.name} AS {c.type.duckdb}) AS {c.name}" for c in table.columns)
            self._connection.execute(
                f"CREATE VIEW {table.name} AS SELECT {columns} FROM read_parquet('{source}')"
            )

    @staticmethod
    def _settings(threads: int | None, spill: Path) -> list[tuple[str, Any]]:
        given = [("TimeZone", "UTC"), ("temp_directory", str(spill)), ("enable_progress_bar", "false")]
        given += [("preserve_insertion_order", "false"), ("memory_limit", MEMORY)]
        return [*given, *([("threads", threads)] if threads else [])]

    def run(self, steps: Iterable[Step], heard: Callable[[Taken], None] | None = None) -> Self:
        for step in steps:
            begun = time.perf_counter()
            self._connection.execute(f"CREATE TABLE {step.name} AS {step.sql}")
            taken = Taken(step.name, time.perf_counter() - begun, self.count(step.name))
            self.taken.append(taken)
            if heard is not None:
                heard(taken)
        return self

    def give(self, name: str, rows: Any) -> None:
        """An Arrow table that later steps read under that name."""
        self._connection.register(name, rows)

    def write(self, step: Step, file: Path) -> Taken:
        """Run a step into Parquet instead of a table."""
        begun = time.perf_counter()
        target = str(file).replace("'", "''")
        (rows,) = self._connection.execute(
            f"COPY ({step.sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchone() or (0,)
        taken = Taken(step.name, time.perf_counter() - begun, int(rows))
        self.taken.append(taken)
        return taken

    def count(self, name: str) -> int:
        ((rows,),) = self._connection.execute(f"SELECT count(*) FROM {name}").fetchall()
        return int(rows)

    def look(self, name: str, order_by: str = "ALL", limit: int = 1000) -> list[dict[str, Any]]:
        """Rows of a table as dictionaries, to be read by a person or a test."""
        cursor = self._connection.execute(f"SELECT * FROM {name} ORDER BY {order_by} LIMIT {int(limit)}")
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def arrays(self, name: str, order_by: str = "", columns: str = "*") -> dict[str, npt.NDArray[Any]]:
        """Columns of a table as arrays, sorted if asked; an unknown number is -1, an unknown text ''."""
        order = f" ORDER BY {order_by}" if order_by else ""
        rows = self._connection.sql(f"SELECT {columns} FROM {name}{order}")
        return {column: _filled(values) for column, values in rows.fetchnumpy().items()}

    def batches(self, name: str, order_by: str, size: int) -> Iterable[list[tuple[Any, ...]]]:
        """Rows of a table in order, `size` at a time. No other step may run in between."""
        cursor = self._connection.execute(f"SELECT * FROM {name} ORDER BY {order_by}")
        while rows := cursor.fetchmany(size):
            yield rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()


def _filled(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if not isinstance(values, np.ma.MaskedArray):
        return values
    return np.asarray(values.filled("" if values.dtype == object else -1))
