"""Spark by itself: what both engines must mean by the same words, where facts may lie, what is said where it is not."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from django.conf import LazySettings

from everfair.engine import Step, open_pipeline, parquet
from everfair.engine import spark as on_spark
from everfair.engine.shelf import Shelf
from everfair.facts import TABLES
from everfair.jobs.analysis.chosen_engine import open_facts
from tests.engine.facts import TODAY, came, edition, heard, relationship, write
from tools.spark import server

# What the engines say differently by themselves, each in a column.
TRAPS = {
    "halves": "a // 2",
    "rest": "a % 7",
    "rest_of_a_quotient": "a // 3 % 4",
    "share": "a / 4",
    "large": "a * 1125899906842624 // 65536",
    "days": "datediff('day', CAST(earlier AS DATE), CAST(later AS DATE))",
    "days_before": "later < CAST(DATE '2024-03-10' AS DATE)",
    "flag": "CAST(a > 2 AS DOUBLE) * 8 + CAST(a IN (1, 2) AS INTEGER)",
    "none_of": "CAST(a NOT IN (1, 2) AS DOUBLE)",
    "text": "'a' || CAST(a AS VARCHAR) || '|'",
    "text_of_nothing": "'a' || CAST(b AS VARCHAR)",
    "listed": "concat_ws(', ', CAST(b AS VARCHAR), CAST(a AS VARCHAR), 'x')",
    "least_of": "least(a, coalesce(b, 3), 4)",
    "before": "lag(a) OVER (ORDER BY b, a)",
    "place": "row_number() OVER (ORDER BY b DESC, a)",
    "running": "sum(a) OVER (ORDER BY b, a)",
    "rounded": "round(a / 8.0, 2)",
    "shifted": "3 << (CASE WHEN a > 2 THEN 3 ELSE 0 END + 3)",
    "thirds": "a / 3.0 / 7",
    "share_of_decimals": "CASE WHEN a < 0.95 * b THEN 1 WHEN a >= 0.34 * b THEN 2 END",
    "floored": "CAST(floor(a / 3) AS INTEGER)",
    "exact": "CAST(CAST(4503599627370496 AS DOUBLE) + a AS BIGINT)",
}
SAID_ALIKE = Step(
    "said_alike",
    "every trap for a few numbers",
    (),
    f"""
    SELECT a, b, {", ".join(f"{words} AS {name}" for name, words in TRAPS.items())}
    FROM (VALUES
      (1, NULL, DATE '2024-03-09', DATE '2024-03-11'), (-7, 2, DATE '2024-12-31', DATE '2024-03-10'),
      (7, 1, DATE '2023-10-28', DATE '2023-10-30'), (12, NULL, DATE '2024-02-28', DATE '2024-03-01'),
      (100, 3, DATE '1999-12-31', DATE '2024-03-10')
    ) AS given(a, b, earlier, later)
    """,
)
READ = Step("read", "a participation as it is read", ("participations",), "SELECT * FROM participations")
SCORED = Step("scores", "a score", ("relationships",), "SELECT relationship, series FROM relationships")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "with space" / "facts"
    folder.mkdir(parents=True)
    return write(
        folder,
        editions=[edition(1), edition(2), edition(3, held=False)],
        relationships=[relationship(key) for key in (10, 11, 12)],
        participations=[came(10, 1, 900), came(10, 2, 1800), came(11, 1, 900), came(12, 3, 900, "booked")],
        interactions=[heard(11, date(2020, 6, 1), "complaint", "solved")],
    )


@pytest.fixture(params=["duckdb", "spark"])
def engine(request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    where = {"master": request.getfixturevalue("spark")} if request.param == "spark" else {}
    return request.param, where


def test_both_engines_mean_the_same_by_the_same_words(facts: Path, spark: str) -> None:
    with open_pipeline(facts, TODAY) as one, open_pipeline(facts, TODAY, "spark", master=spark) as other:
        here, there = (each.run([SAID_ALIKE]).look("said_alike", "a") for each in (one, other))
    assert len(here) == 5
    for name in TRAPS:
        assert [row[name] for row in here] == [row[name] for row in there], name


def test_facts_may_lie_in_folders_of_parts(
    facts: Path, tmp_path: Path, engine: tuple[str, dict[str, str]]
) -> None:
    parts = Shelf(str(tmp_path / "parts"))
    for table in TABLES:
        parts.put(table.file, ds.dataset(facts / table.file), by="series")
    assert (tmp_path / "parts" / "participations.parquet" / "series=1").is_dir()
    name, where = engine
    with (
        open_pipeline(facts, TODAY) as whole,
        open_pipeline(tmp_path / "parts", TODAY, name, **where) as parted,
    ):
        assert len(whole.run([READ]).look("read")) == 4
        assert parted.run([READ]).look("read") == whole.look("read")


def test_with_a_store_facts_go_there_scores_come_back_and_nothing_stays(
    facts: Path, tmp_path: Path, spark: str, settings: LazySettings
) -> None:
    store = tmp_path / "store"
    settings.ENGINE, settings.SPARK_MASTER, settings.SPARK_STORE = "spark", spark, f"file://{store}"
    scores = tmp_path / "scores.parquet"
    with open_facts(facts, TODAY) as pipeline:
        brought = {path.name for path in (store / "facts").iterdir()}
        taken = pipeline.write(SCORED, scores)
    assert brought == {table.file for table in TABLES}
    assert not (store / "facts").exists()
    (rows,) = parquet.rows(scores, ["relationship"], "relationship", 10)
    assert (rows, taken.rows) == ([(10,), (11,), (12,)], 3)


def test_what_is_given_may_be_empty(facts: Path, engine: tuple[str, dict[str, str]]) -> None:
    name, where = engine
    with open_pipeline(facts, TODAY, name, **where) as pipeline:
        pipeline.give(
            "nobody", pa.table({"cell": pa.array([], pa.int64()), "word": pa.array([], pa.string())})
        )
        pipeline.run([Step("joined", "nobody", ("nobody",), "SELECT * FROM nobody")])
        assert pipeline.look("joined") == []
        assert pipeline.arrays("joined")["cell"].dtype.kind == "i"


def test_a_table_nobody_reads_any_more_is_gone_unless_all_are_kept(
    facts: Path, engine: tuple[str, dict[str, str]]
) -> None:
    name, where = engine
    with open_pipeline(facts, TODAY, name, **where) as pipeline:
        pipeline.run([READ]).release("read")
        with pytest.raises(duckdb.CatalogException):
            pipeline.count("read")
    with open_pipeline(facts, TODAY, name, **where) as pipeline:
        pipeline.keeps = True
        pipeline.run([READ]).release("read")
        assert pipeline.count("read") == 4


IN_A_PROCESS_OF_ITS_OWN = """
import json, sys
from pathlib import Path
from everfair.engine import open_pipeline
from tests.engine.facts import TODAY
from tests.engine.test_spark import SAID_ALIKE
with open_pipeline(Path(sys.argv[1]), TODAY, "spark") as pipeline:
    print(json.dumps(pipeline.run([SAID_ALIKE]).look("said_alike", "a"), default=str))
"""


def test_a_server_of_spark_connect_says_the_same(facts: Path, spark: str) -> None:
    # a process that has had a Spark of its own cannot ask a server's
    with server() as remote:
        asked = subprocess.run(
            [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN, str(facts)],
            check=False,
            env=os.environ | {"SPARK_REMOTE": remote},
            capture_output=True,
            text=True,
        )
    assert asked.returncode == 0, asked.stderr
    with open_pipeline(facts, TODAY) as here:
        known = json.loads(json.dumps(here.run([SAID_ALIKE]).look("said_alike", "a"), default=str))
    assert len(known) == 5
    assert json.loads(asked.stdout.splitlines()[-1]) == known


def test_without_java_it_is_said_what_is_needed(
    facts: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(on_spark.SparkIsMissing, match="17 or later"):
        open_pipeline(facts, TODAY, "spark", master="local[1]")


def test_without_pyspark_it_is_said_how_to_install_it(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(on_spark.SparkIsMissing, match=r"pip install everfair\[spark\]"):
        open_pipeline(facts, TODAY, "spark")
