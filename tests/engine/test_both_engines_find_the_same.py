"""Whatever DuckDB finds, Spark finds: every step of an analysis, in the order in which it is run."""

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import everfair.engine.steps
from everfair.engine import Pipeline, Step
from everfair.engine.duck import DuckPipeline
from everfair.engine.spark import SparkPipeline
from tests.engine.drawn import drawn
from tests.engine.facts import TODAY, write
from tests.engine.known import Known


class Noted(DuckPipeline):
    """Notes what an analysis asks of it, to be asked of another engine, and stays open to be looked at."""

    keeps = True

    def __init__(self, facts: Path, today: date) -> None:
        self.asked: list[Callable[[Pipeline], object]] = []
        self.steps: list[str] = []
        super().__init__(facts, today)

    def give(self, name: str, rows: Any) -> None:
        self.asked.append(lambda other: other.give(name, rows))
        super().give(name, rows)

    def _make(self, step: Step) -> int:
        self.asked.append(lambda other: other.run([step]))
        self.steps.append(step.name)
        return super()._make(step)

    def _save(self, step: Step, file: Path) -> int:
        super()._save(step, file)
        return self._make(step)

    def close(self) -> None:
        pass


def every_step() -> set[str]:
    """All that are written down in the modules of steps."""
    modules = pkgutil.iter_modules(everfair.engine.steps.__path__, "everfair.engine.steps.")
    found = [vars(importlib.import_module(module.name)).values() for module in modules]
    return {one.name for values in found for one in values if isinstance(one, Step)}


def told(pipeline: Pipeline, name: str) -> list[str]:
    """The rows of a table, each in words, in an order that both engines agree upon."""
    rows = pipeline.look(name, limit=100_000)
    return sorted(str([(column, plain(row[column])) for column in sorted(row)]) for row in rows)


def difference(name: str, one: list[str], other: list[str]) -> str:
    """Of the first row that only one of them has, in words."""
    here, there = sorted(set(one) - set(other)), sorted(set(other) - set(one))
    return f"{name}: DuckDB {len(one)} rows, of which its own {here[:1]}; Spark {len(other)}, {there[:1]}"


def plain(value: Any) -> Any:
    """Sums of doubles depend in their last digits on the order in which they are added; 7.0E-4 is .0007."""
    if isinstance(value, str) and value.startswith("["):
        return json.loads(value, parse_float=lambda number: plain(float(number)))
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    return float(f"{value:.9g}") + 0.0


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Noted]:
    """All steps of an analysis of drawn facts, with what science gives in between."""
    pipeline = Noted(write(tmp_path, **drawn()), TODAY)
    monkeypatch.setattr("tests.engine.known.open_pipeline", lambda facts, today: pipeline)
    Known(tmp_path, TODAY, **drawn())
    yield pipeline
    DuckPipeline.close(pipeline)


def test_both_engines_find_the_same_in_every_step(noted: Noted, tmp_path: Path, spark: str) -> None:
    assert set(noted.steps) == every_step(), "steps that no analysis runs"
    assert [name for name in noted.steps if not noted.count(name)] == [], "steps that find nothing to compare"
    with SparkPipeline(tmp_path, TODAY, master=spark) as other:
        for ask in noted.asked:
            ask(other)
        found = {name: (told(noted, name), told(other, name)) for name in noted.steps}
    differing = [difference(name, *tables) for name, tables in found.items() if tables[0] != tables[1]]
    assert not differing, "\n".join(differing)
