"""Up to which row of a table nothing can appear any more: what came since is read once, and never missed.

PostgreSQL's writers draw their numbers when they write and are seen when they commit, so that a smaller number may
appear later. Whoever writes to a table holds it until then; while nobody does, all numbers drawn so far are there.
SQLite's writers come one after the other.
"""

from typing import Any

from django.db import connection, models, transaction

_WRITING = """
SELECT relation::regclass::text FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND relation = ANY(%s::regclass[]) AND pid <> pg_backend_pid()
"""


class Late:
    """The rows of a table that came after the one with the number `seen`, as they are told by `look`."""

    def __init__(self, table: type[models.Model], seen: int) -> None:
        self.table = table
        self.seen = self.newest = seen
        self.is_settled = False

    @property
    def rows(self) -> models.QuerySet[Any]:
        """Between two numbers: PostgreSQL would read a table it knows nothing of from its beginning."""
        return self.table._base_manager.filter(pk__range=(self.seen + 1, self.newest))

    def forget(self) -> None:
        """They were read: those that are settled need not be read again."""
        if self.is_settled:
            self.seen = self.newest


def look(*tables: Late) -> None:
    """Whoever writes now may draw a number below the newest: it is asked for first, and who writes then."""
    for one in tables:
        one.newest = _newest(one.table)
    writing = _being_written([one.table._meta.db_table for one in tables])
    for one in tables:
        one.is_settled = one.table._meta.db_table not in writing


def settle(table: type[models.Model]) -> int:
    """The newest id, once those who write now are done; in no transaction, or they might wait for each other."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table._meta.db_table)} IN SHARE MODE")
        return _newest(table)


def _newest(table: Any) -> int:
    return table._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _being_written(names: list[str]) -> set[str]:
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_WRITING, [names])
        return {name for (name,) in cursor.fetchall()}
