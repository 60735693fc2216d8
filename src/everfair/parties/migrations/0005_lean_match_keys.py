import django.db.models.deletion
from django.db import migrations, models

import everfair.parties.models.owned
from everfair.parties.columns import drop_foreign_key, drop_index


class Migration(migrations.Migration):
    dependencies = [("parties", "0004_places")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunPython(
                    drop_index("parties", "MatchKey", "party_id"), migrations.RunPython.noop
                ),
                migrations.RunPython(
                    drop_foreign_key("parties", "MatchKey", "party_id"), migrations.RunPython.noop
                ),
                migrations.RunPython(
                    drop_foreign_key("parties", "MatchKey", "recorded_party_id"), migrations.RunPython.noop
                ),
            ],
            [
                migrations.AlterField(
                    "matchkey",
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="match_keys",
                        to="parties.party",
                    ),
                ),
                migrations.AlterField(
                    "matchkey",
                    "recorded_party",
                    everfair.parties.models.owned.RecordedParty(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        of="party",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="parties.party",
                    ),
                ),
            ],
        ),
    ]
