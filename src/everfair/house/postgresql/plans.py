"""Questions that one connection has planned, asked by name.

A cursor of psycopg's may be asked anything and be waited for in many ways, which takes several times what it takes to
send a few values and to read a few rows. A page asks ten to thirty questions.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from psycopg import Connection, OperationalError, adapters, pq
from psycopg.abc import AdaptContext
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.postgres import types
from psycopg.pq.abc import PGconn, PGresult

MOST = 300
"""How many a connection keeps: those asked for last."""
MOMENT = types["timestamptz"].oid
DONE = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK})
Row = tuple[Any, ...]
Question = tuple[str, Sequence[Any]]
"""SQL with a `%s` for each of the values."""


class Plans:
    def __init__(self, connection: "Connection[Any]") -> None:
        self._connection = connection
        self._kept: dict[str, Plan] = {}
        self._numbers = count()
        self._context = connection.cursor()
        # Django's own gives each moment its time zone in Python; that of the connection is UTC as well.
        if quick := adapters.get_loader(MOMENT, pq.Format.TEXT):
            self._context.adapters.register_loader(MOMENT, quick)

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The whole answer to each of them, for one way to the server and back."""
        with self._connection.lock:
            try:
                plans = [self._plan(*question) for question in questions]
                asked = [plan.asking(values) for plan, (_sql, values) in zip(plans, questions, strict=True)]
                found = self._found(asked)
                return [plan.rows(answer) for plan, answer in zip(plans, found, strict=True)]
            except Exception:
                # Whatever it was is raised; a table may have changed, so they are planned anew.
                self._forget([sql for sql, _values in questions])
                raise
            finally:
                if len(self._kept) > MOST:
                    self._forget(list(self._kept)[:-MOST])

    def _plan(self, sql: str, values: Sequence[Any]) -> "Plan":
        kept = self._kept.pop(sql, None) or Plan(
            self._context, f"everfair_{next(self._numbers)}", sql, values
        )
        self._kept[sql] = kept  # as the last that was asked for
        return kept

    def _found(self, asked: "Sequence[Asking]") -> Sequence[PGresult]:
        server = self._connection.pgconn
        if len(asked) == 1:
            return [server.exec_prepared(*asked[0])]
        try:
            return piped(server, asked)
        except Exception:
            self._connection.close()  # what was not read to its end would be taken for the next answer
            raise

    def _forget(self, questions: Sequence[str]) -> None:
        gone = [plan for sql in questions if (plan := self._kept.pop(sql, None))]
        if self._connection.pgconn.status == pq.ConnStatus.OK:
            for plan in gone:
                self._connection.pgconn.exec_(b"DEALLOCATE " + plan.name)


Asking = tuple[bytes, Any, Any]
"""The name of a plan, the values as they are sent, and their formats."""


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

    def asking(self, values: Sequence[Any]) -> Asking:
        given = self._reading.dump_sequence(values, self._formats)
        return self.name, given, self._reading.formats

    def rows(self, answer: PGresult) -> list[Row]:
        reading = self._reading
        reading.set_pgresult(self._checked(answer), set_loaders=not self._was_read)
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


def piped(server: PGconn, asked: Sequence[Asking]) -> list[PGresult]:
    """An answer to each, some of them perhaps that it could not be answered."""
    server.enter_pipeline_mode()
    for asking in asked:
        server.send_query_prepared(*asking)
    server.pipeline_sync()
    found = list(answers_of(server))
    server.exit_pipeline_mode()
    return found


def answers_of(server: PGconn) -> Iterator[PGresult]:
    while True:
        answer = server.get_result()
        if answer is None and server.status != pq.ConnStatus.OK:
            raise OperationalError(server.get_error_message())
        if answer is None:  # between two of them
            continue
        if answer.status == pq.ExecStatus.PIPELINE_SYNC:
            return
        yield answer
