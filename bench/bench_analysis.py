"""The analysis from facts in Parquet to scored cells: 100,000 relationships over ten editions, by step.

EVERFAIR_BENCH_RELATIONSHIPS asks for another number.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import Figure, once

EDITIONS = 10
SEED = 20


def figures() -> Iterator[Figure]:
    import django

    django.setup()
    relationships = int(os.environ.get("EVERFAIR_BENCH_RELATIONSHIPS", "100000"))
    with tempfile.TemporaryDirectory(prefix="facts-") as folder:
        facts = write(Path(folder), relationships)
        yield Figure("relationships", relationships, "")
        yield Figure("facts (participations and interactions)", facts, "")
        yield from scored(Path(folder))


def scored(folder: Path) -> Iterator[Figure]:
    from everfair.engine import STEPS, Pipeline
    from everfair.jobs.analysis.cell_scores import CellScores
    from everfair.jobs.analysis.chances import chances
    from everfair.jobs.analysis.grid import Grids
    from everfair.jobs.analysis.stages import stages

    begun = time.perf_counter()
    with Pipeline(folder, date(2026, 1, 1)) as pipeline:
        yield Figure("engine: facts to cells", once(lambda: pipeline.run(STEPS)), "s")
        slowest = max(pipeline.taken, key=lambda taken: taken.seconds)
        yield Figure(f"  of it the slowest step, {slowest.name}", slowest.seconds, "s")
        yield Figure("cells", pipeline.count("cells"), "")
        (grid,) = Grids(pipeline)
        started = time.perf_counter()
        chance = chances(grid)
        yield Figure("science: forecast of all cells", time.perf_counter() - started, "s")
        started = time.perf_counter()
        found = stages(grid, chance.shock if chance else None)
        yield Figure("science: life cycle of all cells", time.perf_counter() - started, "s")
        scores = CellScores(grid, found, chance)
        yield Figure("columns, evidence and strips of all cells", once(lambda: told(scores, len(grid))), "s")
        yield Figure("joined back to every relationship", once(lambda: joined(pipeline)), "s")
    yield Figure(
        "from facts to scored, all together", time.perf_counter() - begun, "s", 30.0, "aim for a million"
    )


def told(scores: Any, cells: int) -> None:
    for at in range(cells):
        scores.common(at)
        scores.evidence(at)


def joined(pipeline: Any) -> int:
    return sum(len(batch) for batch in pipeline.batches("scored", "relationship", 10_000))


def write(folder: Path, relationships: int) -> int:
    """Attendance like a real fair's, with areas for all and dealings for a tenth; how many facts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from everfair.facts import EDITIONS as EDITION_TABLE
    from everfair.facts import INTERACTIONS, PARTICIPATIONS, RELATIONSHIPS
    from everfair.jobs.facts_reading import schema

    random = np.random.default_rng(SEED)
    who, when = attendance(random, relationships)
    days = np.array([f"{2015 + number}-05-01" for number in range(1, EDITIONS + 1)], dtype="datetime64[D]")
    entered = np.datetime64("2025-12-01T00:00:00", "us")
    spoken = np.flatnonzero(random.random(len(who)) < 0.1)
    kinds = np.array(["contact", "meeting", "complaint", "satisfaction"])
    kind = kinds[random.integers(0, 4, len(spoken))]
    tables = {
        EDITION_TABLE: {
            "edition": np.arange(1, EDITIONS + 1),
            "series": np.ones(EDITIONS, dtype=np.int64),
            "ordinal": np.arange(1, EDITIONS + 1),
            "label": [str(number) for number in range(1, EDITIONS + 1)],
            "starts_on": days,
            "is_held": np.ones(EDITIONS, dtype=bool),
        },
        RELATIONSHIPS: {
            "relationship": np.arange(relationships),
            "series": np.ones(relationships, dtype=np.int64),
            "side": ["exhibitor"] * relationships,
            "recorded_at": np.full(relationships, entered),
        },
        PARTICIPATIONS: {
            "relationship": who,
            "edition": when + 1,
            "status": ["came"] * len(who),
            "area_dm2": np.where(random.random(len(who)) < 0.9, 900, 1800),
            "amount_minor": np.full(len(who), 880000),
            "currency": ["CNY"] * len(who),
            "occurred_on": days[when],
            "recorded_at": np.full(len(who), entered),
        },
        INTERACTIONS: {
            "relationship": who[spoken],
            "kind": kind,
            "outcome": np.where(kind == "complaint", "solved", "reached"),
            "score": np.where(kind == "satisfaction", random.integers(3, 11, len(spoken)), 0),
            "occurred_on": days[when[spoken]] + np.timedelta64(30, "D"),
            "recorded_at": np.full(len(spoken), entered),
        },
    }
    for table, columns in tables.items():
        rows = {name: pa.array(values) for name, values in columns.items()}
        pq.write_table(pa.table(rows).cast(schema(table)), folder / table.file)
    return len(who) + len(spoken)


def attendance(random: Any, relationships: int) -> tuple[Any, Any]:
    """(relationship, edition) pairs: half come once, the others come again with a chance of their own."""
    first = random.integers(0, EDITIONS, relationships)
    faithful = np.where(random.random(relationships) < 0.5, 0.0, random.beta(4, 2, relationships))
    came = random.random((relationships, EDITIONS)) < faithful[:, None]
    editions = np.arange(EDITIONS)
    came = (came & (editions > first[:, None])) | (editions == first[:, None])
    who, when = np.nonzero(came)
    return who.astype(np.int64), when.astype(np.int64)
