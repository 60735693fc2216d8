"""Steps on DuckDB, in this process."""

from datetime import date
from pathlib import Path
from typing import Any

from everfair.engine.parquet import source
from everfair.engine.pipeline import Pipeline, Step, declared
from everfair.facts import TABLES

# Read once and thrown away: quickly written counts for more than small. Small groups of wide rows stay in the cache.
WRITTEN = "FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 20480"


class DuckPipeline(Pipeline):
    """`today` is the day up to which facts count; `facts` may be files or folders of parts."""

    def __init__(
        self, facts: Path, today: date, *, threads: int | None = None, spill: Path | None = None
    ) -> None:
        super().__init__(spill or facts / "spill", threads)
        self._tables.execute(f"CREATE TABLE moment AS SELECT DATE '{today.isoformat()}' AS today")
        for table in TABLES:
            self._tables.execute(
                f"CREATE VIEW {table.name} AS SELECT {declared(table)} FROM {source(facts / table.file)}"
            )

    def give(self, name: str, rows: Any) -> None:
        self._tables.register(name, rows)

    def _forget(self, name: str) -> None:
        self._tables.execute(f"DROP TABLE {name}")

    def _make(self, step: Step) -> int:
        self._tables.execute(f"CREATE TABLE {step.name} AS {step.sql}")
        return self.count(step.name)

    def _save(self, step: Step, file: Path) -> int:
        target = str(file).replace("'", "''")
        (rows,) = self._tables.execute(f"COPY ({step.sql}) TO '{target}' ({WRITTEN})").fetchone() or (0,)
        return int(rows)
