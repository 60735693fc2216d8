"""Groups, joins and windows over the facts, down to small tables of cells. SQL on DuckDB or Spark; never Django."""

from datetime import date
from pathlib import Path

from everfair.engine.duck import DuckPipeline
from everfair.engine.pipeline import Asked, Pipeline, Step, Taken
from everfair.engine.steps import SCORES, STEPS

__all__ = ["DUCKDB", "SCORES", "SPARK", "STEPS", "Asked", "Pipeline", "Step", "Taken", "open_pipeline"]

DUCKDB, SPARK = "duckdb", "spark"


def open_pipeline(facts: Path, today: date, engine: str = DUCKDB, **where: str) -> Pipeline:
    """The facts of a folder up to a day, to run steps on; `where` is what `SparkPipeline` is told of its Spark."""
    if engine == DUCKDB:
        return DuckPipeline(facts, today)
    from everfair.engine.spark import SparkPipeline

    return SparkPipeline(facts, today, **where)
