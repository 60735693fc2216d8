"""Questions whose plan PostgreSQL keeps: the same SQL each time, sent apart from what is asked for.

Django writes values into the SQL, so that each question is a new one, parsed and planned anew. On SQLite nothing is
different: its driver keeps statements by itself.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

Param = tuple[Any, int | None]
"""What stands for a `%s` of the SQL, with the place of the value that goes there, if it is a mark."""


def keeps() -> bool:
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql" and settings.PREPARED_STATEMENTS


def written(sql: str, params: Sequence[Param]) -> tuple[str, Sequence[Param]]:
    """With what is always the same written into the SQL, where it is in the planner's sight."""
    if not keeps():
        return sql, params
    doubled = sql.replace("%%", "%%%%")
    return doubled % tuple("%s" if place is not None else literal(one) for one, place in params), [
        (one, place) for one, place in params if place is not None
    ]


def literal(param: Any) -> str:
    ops: Any = connections[DEFAULT_DB_ALIAS].ops
    return str(ops.compose_sql("%s", [param])).replace("%", "%%")


def number(value: int) -> int:
    """Of one type, however small: a plan is kept for each combination of types."""
    if not keeps():
        return value
    from everfair.house.postgresql.base import Int8

    return Int8(value)


def numbers(values: Sequence[int]) -> Sequence[int] | str:
    """As an array is written: quicker than number by number."""
    return f"{{{','.join(map(str, values))}}}" if keeps() else list(values)


def rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The whole answer."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if keeps():
        return connection.planned_rows(sql, values)  # type: ignore[no-any-return]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()  # type: ignore[no-any-return]
