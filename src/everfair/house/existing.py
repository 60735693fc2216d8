"""That there are rows for a column, as a condition whose SQL is made once in a process.

Django makes the SQL of an `Exists` anew for each query that holds one: copied, resolved and compiled, it takes as long
as the rest of a page's query.
"""

import re
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, F, Func, QuerySet

from everfair.house.prepared import mark, spelt

_PLACE = re.compile(r"(?<!%)%s")


def there_is(rows: QuerySet[Any], column: str, outer: str) -> "ThereIs":
    """Whether any of the rows has in its column what a column of the query has in which this stands."""
    wanted = mark(0, int)
    asked = rows.filter(**{column: wanted}).query.exists()
    sql, params = asked.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    (place,) = (place for place, param in enumerate(params) if spelt(param) == spelt(wanted))
    found = list(_PLACE.finditer(sql))[place]
    return ThereIs(outer, (sql[: found.start()], sql[found.end() :]), (params[:place], params[place + 1 :]))


class ThereIs(Func):
    output_field = BooleanField()

    def __init__(
        self, outer: str, sql: tuple[str, str], params: tuple[tuple[Any, ...], tuple[Any, ...]]
    ) -> None:
        super().__init__(F(outer))
        self.around, self.given = sql, params

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        (outer,) = self.get_source_expressions()
        sql, params = compiler.compile(outer)
        (before, after), (first, last) = self.around, self.given
        return f"EXISTS({before}{sql}{after})", [*first, *params, *last]
