"""One analysis on the engine that settings name, keeping every table it made: python -m bench.kept FOLDER TABLES

Prints what `bench.analysed` does, with the rows of each table and the seconds of processors, the engine's among them.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.analysed import analysed

if TYPE_CHECKING:
    from everfair.engine import Pipeline

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    import django

    django.setup()
    folder, tables = Path(sys.argv[1]), Path(sys.argv[2])
    rows: dict[str, int] = {}
    busy: list[float] = []

    def keep(pipeline: "Pipeline") -> None:
        from everfair.engine import SCORES, Step

        busy.append(processors(os.getpid()))
        rows.update({taken.name: taken.rows for taken in pipeline.taken})
        for name in rows.keys() - {SCORES.name}:
            pipeline.write(
                Step(f"{name}_kept", "", (name,), f"SELECT * FROM {name}"), tables / f"{name}.parquet"
            )

    run = analysed(folder, keep)
    (folder / "scores.parquet").rename(tables / "scores.parquet")
    json.dump(run | {"rows": rows, "busy": busy[0]}, sys.stdout)


def processors(process: int) -> float:
    """Seconds that a process and those it started have had of processors so far."""
    user, system = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
    started = " ".join(each.read_text() for each in Path(f"/proc/{process}/task").glob("*/children")).split()
    return (int(user) + int(system)) / TICKS + sum(processors(int(each)) for each in started)


if __name__ == "__main__":
    main()
