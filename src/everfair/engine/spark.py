"""Steps on Spark: the same SQL, said in its dialect, with every table as Parquet where all its machines see it."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import sqlglot
from sqlglot import exp

from everfair.engine.pipeline import Pipeline, Step
from everfair.engine.shelf import Shelf
from everfair.facts import TABLES, Table

REMOTE = "SPARK_REMOTE"  # Spark's own variable: a server of Spark Connect, sc://host:15002
# Whatever the cluster is set to: both engines must mean the same.
MEANT = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}
QUIET = {"spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}
# On this machine alone: nothing listens but on loopback, nor is there a page of Spark's own; few parts are enough.
ALONE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "16",
}


class SparkIsMissing(Exception):
    """Spark was asked for where it cannot run; says what it lacks."""


class SparkPipeline(Pipeline):
    """`today` is the day up to which facts count; `facts` may be files or folders of parts.

    `master` is Spark's (`local[2]`, `spark://host:7077`); `store` a place that all its machines see, see `Shelf`;
    without one they must see `facts`. Where the environment names a server in SPARK_REMOTE, that is the master.
    """

    def __init__(self, facts: Path, today: date, *, master: str = "local[*]", store: str = "") -> None:
        super().__init__(facts / "spill")
        with ExitStack() as opened:
            self._session = opened.enter_context(session(master))
            kept = Shelf(store).below(facts.name) if store else Shelf(str(facts))
            self._shelf = kept.below("tables")
            opened.callback((kept if store else self._shelf).clear)
            if store:
                _bring(facts, kept)
            for table in TABLES:
                rows = self._session.read.schema(_declared(table)).parquet(kept.address(table.file))
                rows.createOrReplaceTempView(table.name)
            moment = self._session.sql(f"SELECT DATE '{today.isoformat()}' AS today")
            moment.createOrReplaceTempView("moment")
            self._opened = opened.pop_all()

    def close(self) -> None:
        super().close()
        self._opened.close()

    def give(self, name: str, rows: Any) -> None:
        self._shelf.put(name, ds.dataset(rows))
        self._show(name)

    def _make(self, step: Step) -> int:
        self._write(step)
        self._show(step.name)
        return self.count(step.name)

    def _save(self, step: Step, file: Path) -> int:
        self._write(step)
        self._shelf.fetch(step.name, file)
        return int(self._shelf.table(step.name).count_rows())

    def _forget(self, name: str) -> None:
        self._session.catalog.dropTempView(name)
        self._tables.unregister(name)

    def _write(self, step: Step) -> None:
        self._session.sql(said(step.sql)).write.parquet(self._shelf.address(step.name))

    def _show(self, name: str) -> None:
        """From now on a table can be looked at, and later steps read it."""
        self._tables.register(name, self._shelf.table(name))
        self._session.read.parquet(self._shelf.address(name)).createOrReplaceTempView(name)


def said(sql: str) -> str:
    """What is written for DuckDB, in Spark's words. Raises sqlglot.errors.UnsupportedError."""
    written = sqlglot.parse_one(sql, read="duckdb")
    for quotient in list(written.find_all(exp.Div)):
        # DuckDB's are floating numbers, whatever is divided; Spark's of decimals would be decimals.
        quotient.set("this", exp.Cast(this=quotient.this, to=exp.DataType.build("double")))
    return written.sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE)


def missing() -> str:
    """What Spark lacks on this machine; '' if nothing."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: pip install everfair[spark]"
    home = os.environ.get("JAVA_HOME")
    if REMOTE not in os.environ and not shutil.which("java", path=f"{home}/bin" if home else None):
        return "there is no Java: 17 or later is needed, on the path or where JAVA_HOME says"
    return ""


@contextmanager
def session(master: str, **settings: str) -> Iterator[Any]:
    """A session of its own. A Spark that was started for it is stopped at the end; one that ran already goes on."""
    if lacking := missing():
        raise SparkIsMissing(lacking)
    from pyspark.sql import SparkSession

    remote = REMOTE in os.environ
    runs = not remote and SparkSession.getActiveSession() is not None
    builder = SparkSession.builder.appName("everfair")
    made = builder.config(map={} if remote else _settings(master) | settings).create()
    try:
        for name, value in MEANT.items():
            made.conf.set(name, value)
        yield made
    finally:
        if not runs:
            made.stop()


def _settings(master: str) -> dict[str, str]:
    return QUIET | {"spark.master": master} | (ALONE if master.startswith(("local", "spark://127.")) else {})


def _declared(table: Table) -> str:
    """Its columns as Spark takes them."""
    return ", ".join(
        f"{one.name} {exp.DataType.build(one.type.duckdb, dialect='duckdb').sql('spark')}"
        for one in table.columns
    )


def _bring(facts: Path, place: Shelf) -> None:
    """Facts to where all machines see them, a folder for each series, so that many can read at once."""
    for table in TABLES:
        place.put(table.file, ds.dataset(facts / table.file), by="series")
