"""Django's backend, with questions whose plan is kept and without a question to learn that the server is there."""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.types.numeric import Int8

__all__ = ["DatabaseWrapper", "Int8"]


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Asked as each page begins. To who asked nothing a server has nothing to say, but that it goes."""
        if self.connection is None or self.connection.closed:
            return False
        said = select.poll()
        said.register(self.connection, select.POLLIN)
        return not said.poll(0)

    def planned_cursor(self) -> CursorWrapper:
        """As any cursor of Django's, so that what it asks is counted and shown as such."""
        connection: Any = self
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        with connection.wrap_database_errors:
            return connection._prepare_cursor(PlannedCursor(connection.connection))  # type: ignore[no-any-return]


class PlannedCursor(Cursor[Any]):
    """Sends SQL and values apart; tells what it asked last, which the driver forgets of kept plans."""

    def _send_query_prepared(self, name: bytes, pgq: Any, **options: Any) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, **options)
