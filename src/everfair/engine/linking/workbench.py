"""A database in memory with the records to be linked, and Splink upon it."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from everfair.engine.linking.settings import settings
from everfair.facts import Column
from everfair.facts.identity import TABLES_TO_LINK
from everfair.names.weights import LinkModel

MEMORY = "2500MB"
THREADS = 2
# A value that fewer hold is rare, whoever holds it; of the commonest, this many are told apart.
COMMON_FROM, MOST_COMMON = 4, 4_000
# How many strangers hold a rare value, for each of those who hold it rightly; whole names are seldom shared.
STRANGERS = {"core": 0.02, "bare": 0.02, "reading": 0.02}
STRANGERS_ELSE = 0.04


@contextmanager
def opened(table: pa.Table | Path, kind: str, memory: str = MEMORY) -> Iterator[Any]:
    """A connection with the table `records`, as declared for that kind; what does not fit spills to disk."""
    with tempfile.TemporaryDirectory(prefix="everfair-link-") as spill:
        connection = duckdb.connect(":memory:")
        try:
            given = {"memory_limit": memory, "threads": THREADS, "temp_directory": spill}
            for setting, value in (given | {"enable_progress_bar": "false"}).items():
                connection.execute(f"SET {setting} = '{value}'")
            _load(connection, table, kind)
            yield connection
        finally:
            connection.close()


def _load(connection: Any, table: pa.Table | Path, kind: str) -> None:
    if isinstance(table, Path):
        source = "read_parquet('{}')".format(str(table).replace("'", "''"))
    else:
        connection.register("given", table)
        source = "given"
    columns = ", ".join(_declared(column) for column in TABLES_TO_LINK[kind].columns)
    connection.execute(f"CREATE TABLE records AS SELECT {columns} FROM {source}")


def _declared(column: Column) -> str:
    return f"CAST({column.name} AS {column.type.duckdb}) AS {column.name}"


def count(connection: Any) -> int:
    ((rows,),) = connection.execute("SELECT count(*) FROM records").fetchall()
    return int(rows)


def pairs_in_all(connection: Any) -> int:
    """How many pairs there are, of records that are not on one side."""
    ((pairs, apart),) = connection.execute(
        """SELECT sum(held) * (sum(held) - 1) // 2, sum(CASE WHEN side <> '' THEN held * (held - 1) // 2 ELSE 0 END)
        FROM (SELECT side, count(*) AS held FROM records GROUP BY side)"""
    ).fetchall()
    return int(pairs or 0) - int(apart or 0)


def shares(connection: Any, columns: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Column -> common value -> share of the records that hold it; '' stands for any other value."""
    rows = max(count(connection), 2)
    found = {
        column: dict(
            connection.execute(
                f"""SELECT {column}, (count(*) - 1) / {rows}.0 FROM records WHERE {column} <> ''
                GROUP BY ALL HAVING count(*) >= {COMMON_FROM} ORDER BY 2 DESC, 1 LIMIT {MOST_COMMON}"""
            ).fetchall()
        )
        for column in columns
    }
    rare = {column: {"": STRANGERS.get(column, STRANGERS_ELSE) / rows} for column in columns}
    return {column: rare[column] | found[column] for column in columns}


def linker(connection: Any, model: LinkModel) -> Any:
    """Splink over the records, with the weights of the model and the shares told by `tell_shares`."""
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=connection)
    logging.getLogger("splink").setLevel(logging.ERROR)
    made = Linker(api.register("records"), settings(model), log_level=None, validate_settings=False)
    for column in model.rare_columns:
        made.table_management.register_term_frequency_lookup(api.register(f"shares_of_{column}"), column)
    return made


def tell_shares(connection: Any, model: LinkModel) -> None:
    """The tables from which Splink takes how rare each value of the records is."""
    for column in model.rare_columns:
        _tell_shares(connection, model, column)


def _tell_shares(connection: Any, model: LinkModel, column: str) -> None:
    known = model.shares.get(column, {})
    schema = pa.schema([("value", pa.string()), ("share", pa.float64())])
    connection.register("told", pa.table([list(known), list(known.values())], schema=schema))
    connection.execute(
        f"""CREATE OR REPLACE TABLE shares_of_{column} AS
        SELECT {column}, coalesce(any_value(share), {model.share(column, "")}::DOUBLE) AS tf_{column}
        FROM records LEFT JOIN told ON value = {column} WHERE {column} <> '' GROUP BY {column}"""
    )
    connection.unregister("told")


def register(linker: Any, table: str) -> Any:
    """A table of the connection, as Splink's own."""
    from splink import DuckDBAPI

    return DuckDBAPI(connection=linker._db_api.duckdb_con).register(table)
