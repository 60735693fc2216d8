from typing import Any

from django.db import migrations

# A list is walked along its scores, and of each the relationship is looked at: PostgreSQL finds here, without the row,
# whether it is of the show, of the owner, of the side asked for. SQLite's rows stand in the order of their ids anyway.
MAKE = """
CREATE INDEX relationships_looked_at ON relations_relationship (id)
INCLUDE (series_id, party_id, owner_id, side) WHERE NOT superseded
"""


def make(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def unmake(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX relationships_looked_at")


class Migration(migrations.Migration):
    dependencies = [("relations", "0009_foremost")]

    operations = [migrations.RunPython(make, unmake)]
