"""Django's backend, with questions whose plan is kept and without a question to learn that the server is there."""

import select
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Cursor
from psycopg.types.numeric import Int8

from everfair.house.postgresql.plans import Plans, Question, Row

__all__ = ["DatabaseWrapper", "Int8"]


class DatabaseWrapper(base.DatabaseWrapper):
    _plans: Plans

    def get_new_connection(self, conn_params: Any) -> Any:
        made = super().get_new_connection(conn_params)
        self._plans = Plans(made)
        return made

    def is_usable(self) -> bool:
        """Asked as each page begins. To who asked nothing a server has nothing to say, but that it goes."""
        if self.connection is None or self.connection.closed:
            return False
        said = select.poll()
        said.register(self.connection, select.POLLIN)
        return not said.poll(0)

    def planned_answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The whole answer to each, by plans that are kept."""
        connection: Any = self
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        with connection.wrap_database_errors:
            if connection.connection.autocommit and not (
                connection.queries_logged or connection.execute_wrappers
            ):
                return self._plans.answers(questions)
            return [self._by_cursor(sql, values) for sql, values in questions]

    def _by_cursor(self, sql: str, values: Sequence[Any]) -> list[Row]:
        """As by any cursor of Django's: a transaction begins with it, what it asks is counted and shown."""
        connection: Any = self
        with connection._prepare_cursor(PlannedCursor(connection.connection)) as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()  # type: ignore[no-any-return]


class PlannedCursor(Cursor[Any]):
    """Sends SQL and values apart; tells what it asked last, which the driver forgets of kept plans."""

    def _send_query_prepared(self, name: bytes, pgq: Any, **options: Any) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, **options)
