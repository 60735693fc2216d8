"""Facts opened on the engine that the house has chosen."""

from datetime import date
from pathlib import Path

from django.conf import settings

from everfair.engine import DUCKDB, Pipeline, open_pipeline


def open_facts(folder: Path, today: date) -> Pipeline:
    if settings.ENGINE == DUCKDB:
        return open_pipeline(folder, today)
    where = {"master": settings.SPARK_MASTER, "store": settings.SPARK_STORE}
    return open_pipeline(folder, today, settings.ENGINE, **where)
