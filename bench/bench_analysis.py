"""The analysis from facts in Parquet to scored Parquet: a million relationships with twenty million facts, by step.

And a tenth of that, to see how it grows; and, beside it, facts out of a database and scores into it.
EVERFAIR_BENCH_RELATIONSHIPS and EVERFAIR_BENCH_BOOKS ask for other numbers (0 books: no databases):

    EVERFAIR_BENCH_BOOKS=0 python -m bench.run analysis      2 and 20 million facts, ratio, peak and growth
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import fair_facts
from bench.figures import Figure


def figures() -> Iterator[Figure]:
    relationships = int(os.environ.get("EVERFAIR_BENCH_RELATIONSHIPS", "1000000"))
    small, few = analysed(relationships // 10)
    large, many = analysed(relationships)
    yield Figure("relationships", relationships, "")
    yield Figure("facts, answers and money among them", many, "")
    yield Figure("cells", large["cells"], "")
    yield from by_step(large)
    yield Figure("from facts to scores, all together", large["seconds"], "s", 30.0, "aim for a million")
    yield Figure("  in CPU seconds", large["busy"], "s")
    yield from against_a_group_by(large)
    yield Figure("peak of memory", large["peak"], "GiB", 4.0, "aim")
    yield Figure(
        f"{many / few:.1f} times the facts take",
        large["seconds"] / small["seconds"],
        "times",
        11.0,
        "aim for ten",
    )
    yield Figure("  in CPU seconds", large["busy"] / small["busy"], "times", 11.0, "aim for ten")
    if books := int(os.environ.get("EVERFAIR_BENCH_BOOKS", "100000")):
        yield from in_databases(books)


def analysed(relationships: int) -> tuple[dict[str, Any], int]:
    with tempfile.TemporaryDirectory(prefix="facts-") as folder:
        facts = fair_facts.write(Path(folder), relationships)
        return told("bench.analysed", folder), facts


def against_a_group_by(large: dict[str, Any]) -> Iterator[Figure]:
    """The first steps lead to cells, by which who comes is told; further ones to money, opinions and reasons."""
    bare, busy = large["bare"], large["bare_busy"]
    yield Figure("a bare group-by of all facts, by the clock", bare, "s")
    yield Figure("first steps", large["laps"]["steps"], "s", bare, "that group-by; aim 3")
    yield Figure("  in CPU seconds", large["steps_busy"], "s", busy, "that group-by; aim 3")
    yield Figure("all steps that make tables", large["every_step"], "s", bare, "that group-by; aim 5")
    yield Figure(
        "scores joined and written as compressed Parquet", large["written"], "s", bare, "that group-by"
    )


def by_step(large: dict[str, Any]) -> Iterator[Figure]:
    for name, seconds in sorted(large["steps"].items(), key=lambda step: -step[1])[:10]:
        yield Figure(f"  step {name}", seconds, "s")
    for name, seconds in large["laps"].items():
        yield Figure(name, seconds, "s")


def in_databases(relationships: int) -> Iterator[Figure]:
    from tools.postgres import cluster

    with tempfile.TemporaryDirectory(prefix="books-") as folder:
        yield from in_database("SQLite", relationships, {"EVERFAIR_DATA": folder})
    with tempfile.TemporaryDirectory(prefix="books-") as folder, cluster() as url:
        yield from in_database("PostgreSQL", relationships, {"EVERFAIR_DATA": folder, "DATABASE_URL": url})


def in_database(name: str, relationships: int, house: dict[str, str]) -> Iterator[Figure]:
    run = told("bench.published", str(relationships), **house)
    rows = sum(run["counts"].get(table, 0) for table in ("participations", "interactions", "relationships"))
    seconds = run["seconds"]
    yield Figure(
        f"{name}: facts out, {rows:,} rows", seconds["facts"], "s", rows / seconds["facts"], "rows a second"
    )
    scored = run["counts"]["scored"]
    yield Figure(
        f"{name}: {scored:,} scores in", seconds["scores"], "s", scored / seconds["scores"], "rows a second"
    )


def told(module: str, *words: str, **house: str) -> Any:
    environment = {"DJANGO_SETTINGS_MODULE": "everfair.settings"} | dict(os.environ) | house
    done = subprocess.run(
        [sys.executable, "-m", module, *words], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.rpartition("\n")[2])
