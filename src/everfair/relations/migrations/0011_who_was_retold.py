from typing import Any

from django.db import migrations

# Of the customers of whom anything was told anew, a search asks only for those who can stand among the foremost, not for
# the new ones of a load.
MAKE = (
    "CREATE INDEX relations_foremost_party ON relations_foremost (run_id, series_id, party_id)",
    "CREATE INDEX relations_retold_party ON relations_retold (party_id)",
)
UNMAKE = ("DROP INDEX relations_foremost_party", "DROP INDEX relations_retold_party")


def make(_apps: Any, schema_editor: Any) -> None:
    run(schema_editor, MAKE)


def unmake(_apps: Any, schema_editor: Any) -> None:
    run(schema_editor, UNMAKE)


def run(schema_editor: Any, statements: tuple[str, ...]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("relations", "0010_whose")]

    operations = [migrations.RunPython(make, unmake)]
