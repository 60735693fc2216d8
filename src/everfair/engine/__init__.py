"""Groups, joins and windows over the fact tables, down to small tables of cells. SQL on DuckDB; never Django."""

from everfair.engine.pipeline import Pipeline, Step, Taken
from everfair.engine.steps import SCORES, STEPS

__all__ = ["SCORES", "STEPS", "Pipeline", "Step", "Taken"]
