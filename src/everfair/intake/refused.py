"""The refused rows of a list in their own columns, with what was wrong: to be mended and brought in again."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from everfair.intake.models import Batch, RowResult
from everfair.intake.words import say_problem


def refused_header(batch: Batch) -> list[str]:
    return [*(one["text"] for one in batch.reading.get("headers", [])), _("What was wrong")]


def refused_lines(batch: Batch) -> Iterator[list[str]]:
    """Below that header."""
    headers = batch.reading.get("headers", [])
    for row in RowResult.objects.filter(batch=batch, outcome=RowResult.Outcome.REFUSED).iterator():
        cells = [str(cell) for cell in row.cells[: len(headers)]]
        cells += [""] * (len(headers) - len(cells))
        yield [*cells, "; ".join(in_place(problem) for problem in row.problems)]


def in_place(problem: dict[str, Any]) -> str:
    place = problem.get("header") or problem.get("column")
    return f"{place}: {say_problem(problem)}" if place else say_problem(problem)
