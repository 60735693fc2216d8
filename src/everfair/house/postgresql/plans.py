"""Questions that one connection has planned, asked by name.

A cursor of psycopg's may be asked anything and be waited for in many ways, which takes several times what it takes to
send a few values and to read a few rows. A page asks ten to thirty questions.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from psycopg import Connection, OperationalError, adapters, pq
from psycopg.abc import AdaptContext
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.postgres import types
from psycopg.pq.abc import PGresult

MOST = 300
"""How many a connection keeps."""
MOMENT = types["timestamptz"].oid
DONE = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK})
Row = tuple[Any, ...]


class Plans:
    def __init__(self, connection: "Connection[Any]") -> None:
        self._connection = connection
        self._kept: dict[str, Plan] = {}
        self._numbers = count()
        self._context = connection.cursor()
        # Django's own gives each moment its time zone in Python; that of the connection is UTC as well.
        if quick := adapters.get_loader(MOMENT, pq.Format.TEXT):
            self._context.adapters.register_loader(MOMENT, quick)

    def rows(self, sql: str, values: Sequence[Any]) -> list[Row]:
        """The whole answer to SQL with a `%s` for each of the values."""
        with self._connection.lock:
            plan = self._kept.get(sql) or self._planned(sql, values)
            try:
                return plan.rows(values)
            except Exception:
                self._forget(sql)  # a table may have changed since: whoever asks next has it planned anew
                raise

    def _planned(self, sql: str, values: Sequence[Any]) -> "Plan":
        if len(self._kept) >= MOST:
            self._forget(next(iter(self._kept)))
        made = self._kept[sql] = Plan(self._context, f"everfair_{next(self._numbers)}", sql, values)
        return made

    def _forget(self, sql: str) -> None:
        plan = self._kept.pop(sql)
        if self._connection.pgconn.status == pq.ConnStatus.OK:
            self._connection.pgconn.exec_(b"DEALLOCATE " + plan.name)


class Plan:
    """Of one question, in one connection. How its columns are read is found out with the first answer."""

    def __init__(self, context: AdaptContext, name: str, sql: str, values: Sequence[Any]) -> None:
        assert context.connection is not None
        self.name = name.encode()
        self._server = context.connection.pgconn
        self._reading = Transformer(context)
        self._formats = [PyFormat.AUTO] * len(values)
        self._reading.dump_sequence(values, self._formats)
        asked = sql % tuple(f"${place}" for place in range(1, len(values) + 1))
        self._checked(self._server.prepare(self.name, asked.encode(), self._reading.types))
        self._was_read = False

    def rows(self, values: Sequence[Any]) -> list[Row]:
        reading = self._reading
        given: Any = reading.dump_sequence(values, self._formats)
        answer = self._checked(self._server.exec_prepared(self.name, given, reading.formats))
        reading.set_pgresult(answer, set_loaders=not self._was_read)
        self._was_read = True
        rows = reading.load_rows(0, answer.ntuples, tuple)
        reading.set_pgresult(None, set_loaders=False)  # else it would be held until the next
        return rows

    def _checked(self, answer: PGresult) -> PGresult:
        if answer.status in DONE:
            return answer
        if self._server.status != pq.ConnStatus.OK:
            raise OperationalError(answer.get_error_message())
        raise error_from_result(answer)
