"""One analysis from facts in Parquet to scored Parquet, in a process of its own so that its memory can be told.

python -m bench.analysed FOLDER      prints seconds (by step, and of processors), cells, peak memory, a bare group-by
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everfair.engine import Pipeline

# A group for each relationship, over every fact table that names one: the same Parquet that the steps read.
BARE = """
SELECT relationship, count(*) AS facts, sum(area) AS area, sum(amount) AS amount, sum(score) AS score,
       sum(value) AS value, max(occurred_on) AS latest
FROM (
  SELECT relationship, area_dm2 AS area, amount_minor AS amount, NULL AS score, NULL AS value, occurred_on
  FROM participations
  UNION ALL SELECT relationship, NULL, NULL, score, NULL, occurred_on FROM interactions
  UNION ALL SELECT relationship, NULL, NULL, NULL, value, occurred_on FROM answers
  UNION ALL SELECT relationship, NULL, NULL, NULL, value, occurred_on FROM ratings
  UNION ALL SELECT relationship, NULL, amount_minor, NULL, NULL, occurred_on FROM ledger
  UNION ALL SELECT relationship, NULL, effect_minor, NULL, NULL, occurred_on FROM suggestions
  UNION ALL SELECT referrer, NULL, NULL, NULL, weight, occurred_on FROM referrals
  UNION ALL SELECT relationship, NULL, NULL, NULL, NULL, NULL FROM relationships
)
GROUP BY relationship
"""


def main() -> None:
    import django

    django.setup()
    folder = Path(sys.argv[1])
    run = analysed(folder)
    seconds, busy = bare(folder)
    json.dump(run | {"bare": seconds, "bare_busy": busy}, sys.stdout)


def analysed(folder: Path, look: "Callable[[Pipeline], None] | None" = None) -> dict[str, Any]:
    """On the engine that settings name; `look` sees every table it made, which are kept for it, and is not counted."""
    import pyarrow as pa
    from threadpoolctl import threadpool_limits

    from bench.fair_facts import TODAY
    from everfair.engine import STEPS
    from everfair.jobs.analysis import backtests
    from everfair.jobs.analysis.cell_scores import cell_scores
    from everfair.jobs.analysis.chances import chances
    from everfair.jobs.analysis.chosen_engine import open_facts
    from everfair.jobs.analysis.grid import Grids
    from everfair.jobs.analysis.knowing import Knowledge, Thought
    from everfair.jobs.analysis.stages import stages

    laps: dict[str, float] = {}
    begun, busy = time.perf_counter(), time.process_time()
    with open_facts(folder, TODAY.item()) as pipeline, threadpool_limits(1, "blas"):
        pipeline.keeps = look is not None
        with lap(laps, "steps"):
            pipeline.run(STEPS)
        steps_busy = time.process_time() - busy
        with lap(laps, "cells read"):
            (grid,) = Grids(pipeline)
        with lap(laps, "forecast"):
            chance = chances(grid)
        with lap(laps, "life cycle and evidence"):
            found = stages(grid, chance)
        with lap(laps, "backtests of eight editions"):
            list(backtests.latest(grid))
        with lap(laps, "columns of cells"):
            table = pa.concat_tables([cell_scores(grid, found, chance)]).unify_dictionaries()
        with lap(laps, "money, opinions and reasons"):
            known = Knowledge(pipeline, [Thought.of(grid, found, chance)])
        with lap(laps, "findings"), threadpool_limits(1):
            told = [code for _, _, code, body in known.findings() if "not_enough" not in body]
        with lap(laps, "scores written to Parquet"):
            pipeline.give("cell_scores", table)
            written = pipeline.write(known.scores(), folder / "scores.parquet")
        steps = {taken.name: taken.seconds for taken in pipeline.taken if taken is not written}
        seconds, busy = time.perf_counter() - begun, time.process_time() - busy
        if look is not None:
            look(pipeline)
    return {
        "laps": laps,
        "steps": steps,
        "cells": len(grid),
        "findings": told,
        "rows": written.rows,
        "seconds": seconds,
        "busy": busy,
        "steps_busy": steps_busy,
        "every_step": sum(steps.values()),
        "written": written.seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def bare(folder: Path) -> tuple[float, float]:
    """Seconds, and CPU seconds, of a plain group-by of the same facts into a group for each relationship."""
    from bench.fair_facts import TODAY
    from everfair.engine import Step, open_pipeline

    busy = []
    with open_pipeline(folder, TODAY.item()) as pipeline:
        for number in range(3):
            begun = time.process_time()
            pipeline.run([Step(f"bare_{number}", "", (), BARE)])
            busy.append(time.process_time() - begun)
        taken = [one.seconds for one in pipeline.taken]
    return statistics.median(taken), statistics.median(busy)


@contextmanager
def lap(laps: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    laps[name] = time.perf_counter() - begun


if __name__ == "__main__":
    main()
