"""For migrations: dropping the index or the foreign key of a column without copying its table, as SQLite would."""

from collections.abc import Callable
from typing import Any


def drop_index(app: str, model: str, column: str) -> Callable[[Any, Any], None]:
    """The index on that column alone; others begin with it, or nobody asks by it."""

    def act(apps: Any, editor: Any) -> None:
        for name, told in _constraints(apps, editor, app, model):
            if told["index"] and not told["unique"] and told["columns"] == [column]:
                editor.execute(f"DROP INDEX {editor.quote_name(name)}")

    return act


def drop_foreign_key(app: str, model: str, column: str) -> Callable[[Any, Any], None]:
    """PostgreSQL asks for the other row at the end of the transaction, for each row; SQLite hardly feels it."""

    def act(apps: Any, editor: Any) -> None:
        table = editor.quote_name(apps.get_model(app, model)._meta.db_table)
        for name, told in _constraints(apps, editor, app, model):
            if (
                editor.connection.vendor == "postgresql"
                and told["foreign_key"]
                and told["columns"] == [column]
            ):
                editor.execute(f"SET CONSTRAINTS {editor.quote_name(name)} IMMEDIATE")
                editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {editor.quote_name(name)}")

    return act


def _constraints(apps: Any, editor: Any, app: str, model: str) -> list[tuple[str, dict[str, Any]]]:
    connection = editor.connection
    table = apps.get_model(app, model)._meta.db_table
    with connection.cursor() as cursor:
        return list(connection.introspection.get_constraints(cursor, table).items())
