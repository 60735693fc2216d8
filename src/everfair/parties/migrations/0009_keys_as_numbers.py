from typing import Any

from django.db import migrations, models

from everfair.parties.match_keys import number

TABLE = "parties_matchkey"
# The same eight bytes that `number` takes.
_POSTGRES = (
    f"ALTER TABLE {TABLE} DROP CONSTRAINT a_match_key_once",
    "DROP INDEX match_by_key",
    f"ALTER TABLE {TABLE} ALTER COLUMN key TYPE bigint USING ('x' || left(md5(key), 16))::bit(64)::bigint",
    f"ALTER TABLE {TABLE} ADD CONSTRAINT a_match_key_once UNIQUE (recorded_party_id, key)",
    f"CREATE INDEX match_by_key ON {TABLE} (key, party_id)",
)


def number_keys(_apps: Any, editor: Any) -> None:
    """In the database: a million customers have a dozen each. SQLite's column becomes one of numbers afterwards."""
    if editor.connection.vendor == "postgresql":
        for statement in _POSTGRES:
            editor.execute(statement)
        return
    editor.connection.connection.create_function("match_key_number", 1, number, deterministic=True)
    editor.execute(f"UPDATE {TABLE} SET key = match_key_number(key)")


class Migration(migrations.Migration):
    dependencies = [("parties", "0008_derived_unchecked")]

    operations = [
        migrations.RunPython(number_keys, migrations.RunPython.noop),
        migrations.AlterField("matchkey", "key", models.BigIntegerField()),
    ]
