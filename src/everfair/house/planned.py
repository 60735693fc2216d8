"""Questions whose plan PostgreSQL keeps: the same SQL each time, sent apart from what is asked for.

Django writes values into the SQL, so that each question is a new one, parsed and planned anew. On SQLite nothing is
different: its driver keeps statements by itself.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

Param = tuple[Any, int | None]
"""What stands for a `%s` of the SQL, with the place of the value that goes there, if it is a mark."""
Value = int | str | Sequence[int]
Row = tuple[Any, ...]
Question = tuple[str, Sequence[Any]]
"""SQL with a `%s` for each of the values."""


class Plainly:
    """As Django asks."""

    def written(self, sql: str, params: Sequence[Param]) -> tuple[str, Sequence[Param]]:
        return sql, params

    def like(self, param: Any, value: Value) -> Any:
        """The value, written as its mark was."""
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, str):
            return value
        return json.dumps(list(value)) if isinstance(param, str) else self.numbers(value)

    def number(self, value: int) -> int:
        return value

    def numbers(self, values: Sequence[int]) -> Sequence[int] | str:
        return list(values)

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The whole answer to each."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            return [fetched(cursor, *question) for question in questions]


class ByPlan(Plainly):
    def __init__(self) -> None:
        from everfair.house.postgresql.base import Int8

        self._whole = Int8

    def written(self, sql: str, params: Sequence[Param]) -> tuple[str, Sequence[Param]]:
        """With what is always the same written into the SQL, where it is in the planner's sight."""
        given = [(one, place) for one, place in params if place is not None]
        if not given:
            return literal(sql, [one for one, _place in params]), given
        doubled = sql.replace("%%", "%%%%")
        return doubled % tuple(
            "%s" if place is not None else literal("%s", [one]) for one, place in params
        ), given

    def number(self, value: int) -> int:
        """Of one type, however small: a plan is kept for each combination of types."""
        return self._whole(value)

    def numbers(self, values: Sequence[int]) -> str:
        """As an array is written: quicker than number by number."""
        return f"{{{','.join(map(str, values))}}}"

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """For one way to the server and back."""
        connection: Any = connections[DEFAULT_DB_ALIAS]
        return connection.planned_answers(questions)  # type: ignore[no-any-return]


def fetched(cursor: CursorWrapper, sql: str, values: Sequence[Any]) -> list[Row]:
    cursor.execute(sql, values)
    return cursor.fetchall()  # type: ignore[no-any-return]


def way() -> Plainly:
    """How this house asks."""
    plans = connections[DEFAULT_DB_ALIAS].vendor == "postgresql" and settings.PREPARED_STATEMENTS
    return ByPlan() if plans else Plainly()


def rows(sql: str, values: Sequence[Any]) -> list[Row]:
    """The whole answer to a question written by hand."""
    return way().answers([(sql, values)])[0]


def literal(sql: str, params: Sequence[Any]) -> str:
    """With all of them written into it."""
    ops: Any = connections[DEFAULT_DB_ALIAS].ops
    return str(ops.compose_sql(sql, params)).replace("%", "%%")
