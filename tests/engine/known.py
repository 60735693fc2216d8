"""What is found out from facts written by hand, without any books: findings by code, and scores by relationship."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from everfair.engine import STEPS, Pipeline, open_pipeline
from everfair.jobs.analysis.cell_scores import cell_scores
from everfair.jobs.analysis.chances import chances
from everfair.jobs.analysis.grid import Grids
from everfair.jobs.analysis.knowing import Knowledge, Thought
from everfair.jobs.analysis.stages import stages
from tests.engine.facts import ENTERED, TODAY, write

SIDE = (1, "exhibitor")
TERMS = (1, "CNY", 0.5, 0.0, 0.5, 0)  # margin one half, nothing discounted


class Known:
    """`findings[code]` of all editions together, or `of(code, edition)`; `scores[relationship][column]`."""

    def __init__(self, folder: Path, today: date = TODAY, **rows: Sequence[tuple[Any, ...]]) -> None:
        facts = write(folder, **{"terms": [TERMS], **rows})
        with open_pipeline(facts, today) as pipeline:
            pipeline.run(STEPS)
            self._find_out(pipeline, folder)

    def _find_out(self, pipeline: Pipeline, folder: Path) -> None:
        thoughts, cells = [], []
        for grid in Grids(pipeline):
            chance = chances(grid)
            found = stages(grid, chance)
            thoughts.append(Thought.of(grid, found, chance))
            cells.append(cell_scores(grid, found, chance))
        known = Knowledge(pipeline, thoughts)
        told = list(known.findings())
        self.findings = {
            code: body for of, edition, code, body in told if edition is None and of.side == "exhibitor"
        }
        self._by_edition = {(code, edition): body for _, edition, code, body in told if edition is not None}
        self.scores: dict[int, dict[str, Any]] = {}
        if cells:
            pipeline.give("cell_scores", pa.concat_tables(cells).unify_dictionaries())
            pipeline.write(known.scores(), folder / "scores.parquet")
            rows = pq.read_table(folder / "scores.parquet").to_pylist()
            self.scores = {row["relationship_id"]: row for row in rows}

    def of(self, code: str, edition: int) -> dict[str, Any]:
        return self._by_edition[code, edition]


def answer(
    relationship: int | None,
    response: int,
    asks: str,
    value: float | None,
    *,
    topic: str = "",
    edition: int | None = None,
    item: int = 1,
    low: float = 1,
    high: float = 5,
    is_turned: bool = False,
    text: str = "",
    on: date = date(2023, 6, 1),
) -> tuple[Any, ...]:
    about = (relationship, *SIDE, edition, "", response, item, asks, topic)
    return (*about, value, low, high, is_turned, text, on, ENTERED)


def rating(
    relationship: int, competitor: int, topic: str, value: float, edition: int | None = None
) -> tuple[Any, ...]:
    return (relationship, *SIDE, edition, "", competitor, topic, value, 1, 5, date(2023, 6, 1), ENTERED)


def entry(
    relationship: int, kind: str, amount: int, on: date = date(2023, 6, 1), currency: str = "CNY"
) -> tuple[Any, ...]:
    return (relationship, *SIDE, None, kind, amount, currency, True, on, ENTERED)


def paid(
    relationship: int,
    number: int,
    amount: int | None,
    area: int | None = 900,
    booked_on: date | None = None,
    status: str = "came",
    currency: str = "CNY",
) -> tuple[Any, ...]:
    told = (relationship, *SIDE, number, status, area, amount, currency if amount else "")
    return (*told, date(2019 + number, 5, 1), ENTERED, booked_on)


def brought(referrer: int, child: int, weight: float = 1.0, *, is_warning: bool = False) -> tuple[Any, ...]:
    return (referrer, child, *SIDE, weight, is_warning, date(2021, 1, 1), ENTERED)


def random(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)
