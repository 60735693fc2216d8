"""What `house.planned` needs of PostgreSQL's driver; read only where that is the database."""

from typing import Any

from psycopg import Cursor
from psycopg.types.numeric import Int8

__all__ = ["Int8", "PlannedCursor"]


class PlannedCursor(Cursor[Any]):
    """Sends SQL and values apart; tells what it asked last, which the driver forgets of kept plans."""

    def _send_query_prepared(self, name: bytes, pgq: Any, **options: Any) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, **options)
