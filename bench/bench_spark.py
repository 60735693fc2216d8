"""The same analysis of the same facts on DuckDB, on Spark on this machine, and on a cluster of it (a master and two
workers on loopback): what each takes, and whether every table has the same rows. `make bench-spark` sees to Spark.

EVERFAIR_BENCH_RELATIONSHIPS asks for another number (100,000, which have two million facts).
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from bench import fair_facts
from bench.bench_analysis import told
from bench.figures import Figure
from tools import spark as cluster_of

WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"}
BROKEN = {"FLOAT", "DOUBLE"}


def figures() -> Iterator[Figure]:
    from everfair.engine.spark import missing

    if lacking := missing():
        print(f"  not measured: {lacking}")
        return
    relationships = int(os.environ.get("EVERFAIR_BENCH_RELATIONSHIPS", "100000"))
    with tempfile.TemporaryDirectory(prefix="facts-") as name:
        folder = Path(name)
        yield Figure("facts, answers and money among them", fair_facts.write(folder, relationships), "")
        duck = kept(folder, "duckdb")
        yield from taken("DuckDB", duck, None)
        here = kept(folder, "here", EVERFAIR_ENGINE="spark", EVERFAIR_SPARK_MASTER="local[2]")
        yield from compared("Spark, this machine", folder, "here", here, duck)
        with cluster_of.cluster() as master:
            there = kept(folder, "cluster", **cluster_of.settings(master))
        yield from compared("Spark, a master and two workers", folder, "cluster", there, duck)


def kept(folder: Path, name: str, **house: str) -> dict[str, Any]:
    tables = folder / name
    tables.mkdir()
    return dict(told("bench.kept", str(folder), str(tables), **house))


def compared(
    what: str, folder: Path, name: str, run: dict[str, Any], duck: dict[str, Any]
) -> Iterator[Figure]:
    yield from taken(what, run, duck)
    apart = {table: differing(folder / "duckdb", folder / name, table) for table in duck["rows"]}
    yield Figure(f"{what}: tables compared, {sum(duck['rows'].values()):,} rows", len(apart), "")
    yield Figure(f"{what}: rows that only one engine has", sum(apart.values()), "")
    for table in sorted(table for table, rows in apart.items() if rows):
        yield Figure(f"  of {table}", apart[table], "")


def taken(what: str, run: dict[str, Any], duck: dict[str, Any] | None) -> Iterator[Figure]:
    for name, value in (("steps", run["laps"]["steps"]), ("from facts to scores", run["seconds"])):
        against = None if duck is None else (duck["laps"]["steps"] if name == "steps" else duck["seconds"])
        yield Figure(f"{what}: {name}", value, "s", against, "DuckDB")
    if "workers" not in what:  # whose processors are not this process's
        yield Figure(f"{what}: in CPU seconds", run["busy"], "s", duck["busy"] if duck else None, "DuckDB")


def differing(one: Path, other: Path, table: str) -> int:
    """Rows that one of them has more often than the other; of floating numbers, nine digits count."""
    with duckdb.connect() as connection:
        for name, folder in (("one", one), ("other", other)):
            source = folder / f"{table}.parquet"
            parts = str(source / "*.parquet" if source.is_dir() else source)
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{parts}')")
        mine, others = kinds(connection, "one"), kinds(connection, "other")
        words, columns = worded(mine, others), ", ".join(mine)
        ((rows,),) = connection.execute(f"""
            SELECT coalesce(sum(abs(more)), 0) FROM (
              SELECT sum(has) AS more
              FROM (SELECT 1 AS has, {words} FROM one UNION ALL SELECT -1, {words} FROM other)
              GROUP BY {columns}
            )""").fetchall()
        return int(rows)


def kinds(connection: Any, name: str) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(f"DESCRIBE {name}").fetchall()}


def worded(one: dict[str, str], other: dict[str, str]) -> str:
    """Columns in words that do not depend on which engine wrote them."""
    return ", ".join(f"{word(column, {kind, other[column]})} AS {column}" for column, kind in one.items())


def word(column: str, types: set[str]) -> str:
    if types <= WHOLE:
        return f"CAST({column} AS VARCHAR)"
    if types & BROKEN or any(kind.startswith("DECIMAL") for kind in types):
        return f"printf('%.9g', CAST({column} AS DOUBLE))"
    # .0007 is 7.0E-4 in Spark's words
    return f"regexp_replace(CAST({column} AS VARCHAR), '([0-9])\\.0E-4', '0.000\\1', 'g')"
