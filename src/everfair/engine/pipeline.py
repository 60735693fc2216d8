"""Named steps of SQL, run in order over fact tables in Parquet; each result can be looked at.

A step makes one new table from earlier ones and never changes a table. Results are sorted wherever their order
means something, so that two runs over the same facts give the same bytes.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from everfair.facts import TABLES, Table

GIVEN = ("moment", *(table.name for table in TABLES))
MEMORY = "2500MB"  # beyond it, DuckDB spills to disk
Asked = int | str | tuple[str, ...]


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


class Pipeline(ABC):
    """The facts of one folder, and what steps make of them.

    An engine says how steps run and where their tables lie. What they made is looked at through DuckDB, whichever
    it was: what is read back is small.
    """

    keeps = False  # every table to the end, to be looked at

    def __init__(self, spill: Path, threads: int | None = None) -> None:
        self.taken: list[Taken] = []
        self._tables = duckdb.connect(":memory:")
        for setting, value in self._settings(threads, spill):
            self._tables.execute(f"SET {setting} = '{value}'")

    @staticmethod
    def _settings(threads: int | None, spill: Path) -> list[tuple[str, Any]]:
        given = [("TimeZone", "UTC"), ("temp_directory", str(spill)), ("enable_progress_bar", "false")]
        given += [("preserve_insertion_order", "false"), ("memory_limit", MEMORY)]
        return [*given, *([("threads", threads)] if threads else [])]

    @abstractmethod
    def give(self, name: str, rows: Any) -> None:
        """An Arrow table that later steps read under that name."""

    @abstractmethod
    def _make(self, step: Step) -> int:
        """Run a step into a table of its name, which can be looked at from then on; how many rows it has."""

    @abstractmethod
    def _save(self, step: Step, file: Path) -> int:
        """Run a step into Parquet: one file, or a folder of that name; how many rows it has."""

    @abstractmethod
    def _forget(self, name: str) -> None:
        """A table is not read any more."""

    def release(self, *names: str) -> None:
        """Nobody reads these tables any more: forget them, unless all are kept."""
        for name in () if self.keeps else names:
            self._forget(name)

    def close(self) -> None:
        self._tables.close()

    def run(self, steps: Iterable[Step], heard: Callable[[Taken], None] | None = None) -> Self:
        for step in steps:
            taken = self._took(step, self._make)
            if heard is not None:
                heard(taken)
        return self

    def write(self, step: Step, file: Path) -> Taken:
        """Run a step into Parquet (see `engine.parquet`) instead of a table."""
        return self._took(step, partial(self._save, file=file))

    def _took(self, step: Step, act: Callable[[Step], int]) -> Taken:
        begun = time.perf_counter()
        rows = act(step)
        taken = Taken(step.name, time.perf_counter() - begun, rows)
        self.taken.append(taken)
        return taken

    def count(self, name: str) -> int:
        ((rows,),) = self._tables.execute(f"SELECT count(*) FROM {name}").fetchall()
        return int(rows)

    def look(self, name: str, order_by: str = "ALL", limit: int = 1000) -> list[dict[str, Any]]:
        """Rows of a table as dictionaries, to be read by a person or a test."""
        cursor = self._tables.execute(f"SELECT * FROM {name} ORDER BY {order_by} LIMIT {int(limit)}")
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def columns(self, name: str) -> list[str]:
        return list(self._tables.sql(f"SELECT * FROM {name} LIMIT 0").columns)

    def arrays(
        self, name: str, order_by: str = "", columns: str = "*", **having: Asked
    ) -> dict[str, npt.NDArray[Any]]:
        """Columns of a table as arrays, sorted if asked, of the rows in which columns have the values asked for (or
        one of these). Of what is unknown numbers are -1, texts '' and answers no. Texts alike are one object."""
        where = " AND ".join(f"{column} IN ({_literals(asked)})" for column, asked in having.items())
        order = f" ORDER BY {order_by}" if order_by else ""
        rows = self._tables.sql(f"SELECT {columns} FROM {name} WHERE {where or 'TRUE'}{order}")
        found = rows.to_arrow_table()
        return {column: _array(found.column(column)) for column in found.column_names}

    def batches(self, name: str, order_by: str, size: int) -> Iterable[list[tuple[Any, ...]]]:
        """Rows of a table in order, `size` at a time. No other step may run in between."""
        cursor = self._tables.execute(f"SELECT * FROM {name} ORDER BY {order_by}")
        while rows := cursor.fetchmany(size):
            yield rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def declared(table: Table) -> str:
    """Its columns, each as what it is declared to be, whatever the file has."""
    return ", ".join(f"CAST({one.name} AS {one.type.duckdb}) AS {one.name}" for one in table.columns)


def _literals(asked: Asked) -> str:
    each = asked if isinstance(asked, tuple) else (asked,)
    return ", ".join(str(one) if isinstance(one, int) else "'" + one.replace("'", "''") + "'" for one in each)


def _array(column: pa.ChunkedArray) -> npt.NDArray[Any]:
    if pa.types.is_string(column.type) or pa.types.is_dictionary(column.type):
        told = column.cast(pa.string()).fill_null("").combine_chunks().dictionary_encode()
        words = np.array(told.dictionary.to_pylist(), dtype=object)
        return np.asarray(words[told.indices.to_numpy()])
    if pa.types.is_decimal(column.type):  # what sums of whole numbers are
        column = column.cast(pa.float64())
    if column.null_count:
        column = column.fill_null(False if pa.types.is_boolean(column.type) else -1)
    return np.asarray(column)
