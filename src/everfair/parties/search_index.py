"""The index beside the search entries: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Triggers and a generated column keep it, so that whatever writes an entry has indexed it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from everfair.parties.inserting import Row, insert
from everfair.parties.models.search_entry import SearchEntry

TABLE = "parties_searchentry"
INDEX = "parties_search"

_SQLITE_MAKE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(plain, spoken, content='{TABLE}', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail='none', columnsize=0)",
    f"CREATE TRIGGER {INDEX}_added AFTER INSERT ON {TABLE} BEGIN "
    f"INSERT INTO {INDEX}(rowid, plain, spoken) VALUES (new.id, new.plain, new.spoken); END",
    f"CREATE TRIGGER {INDEX}_removed AFTER DELETE ON {TABLE} BEGIN "
    f"INSERT INTO {INDEX}({INDEX}, rowid, plain, spoken) "
    "VALUES ('delete', old.id, old.plain, old.spoken); END",
    f"CREATE TRIGGER {INDEX}_changed AFTER UPDATE OF plain, spoken ON {TABLE} BEGIN "
    f"INSERT INTO {INDEX}({INDEX}, rowid, plain, spoken) "
    "VALUES ('delete', old.id, old.plain, old.spoken); "
    f"INSERT INTO {INDEX}(rowid, plain, spoken) VALUES (new.id, new.plain, new.spoken); END",
)
_SQLITE_DROP = (
    *(f"DROP TRIGGER IF EXISTS {INDEX}_{when}" for when in ("added", "removed", "changed")),
    f"DROP TABLE IF EXISTS {INDEX}",
)
_POSTGRES_MAKE = (
    f"ALTER TABLE {TABLE} ADD COLUMN terms tsvector GENERATED ALWAYS AS ("
    "array_to_tsvector(array_remove(string_to_array(plain || ' ' || spoken, ' '), ''))) STORED",
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (terms)",
)
_POSTGRES_DROP = (f"DROP INDEX IF EXISTS {INDEX}", f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS terms")


# While a row stands in this table, within one transaction, the writer of many entries indexes them itself: one
# statement for all costs a third of a trigger for each.
HELD = f"{INDEX}_held"
_ADDED = f"{INDEX}_added"
_SQLITE_HOLD = (
    f"CREATE TABLE {HELD} (held INTEGER)",
    f"DROP TRIGGER {_ADDED}",
    f"CREATE TRIGGER {_ADDED} AFTER INSERT ON {TABLE} WHEN NOT EXISTS (SELECT 1 FROM {HELD}) BEGIN "
    f"INSERT INTO {INDEX}(rowid, plain, spoken) VALUES (new.id, new.plain, new.spoken); END",
)


def make_holdable(_apps: Any, schema_editor: Any) -> None:
    """Forwards step of a later migration."""
    _run(schema_editor, {"sqlite": _SQLITE_HOLD, "postgresql": ()})


def add_entries(rows: Iterable[Row]) -> None:
    """Many new entries: (party, plain, spoken). In a transaction."""
    columns = ("party_id", "plain", "spoken")
    if connection.vendor == "postgresql":
        insert(SearchEntry, columns, rows)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {TABLE}")
        (last,) = cursor.fetchone()
        cursor.execute(f"INSERT INTO {HELD} VALUES (1)")
        insert(SearchEntry, columns, rows)
        cursor.execute(
            f"INSERT INTO {INDEX}(rowid, plain, spoken) SELECT id, plain, spoken FROM {TABLE} WHERE id > %s",
            [last],
        )
        cursor.execute(f"DELETE FROM {HELD}")


def make(_apps: Any, schema_editor: Any) -> None:
    """Forwards step of the migration."""
    _run(schema_editor, {"sqlite": _SQLITE_MAKE, "postgresql": _POSTGRES_MAKE})


def drop(_apps: Any, schema_editor: Any) -> None:
    """Backwards step of the migration."""
    _run(schema_editor, {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRES_DROP})


def _run(schema_editor: Any, statements: dict[str, tuple[str, ...]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
