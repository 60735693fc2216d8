import django.db.models.deletion
from django.db import migrations, models

import everfair.parties.models.owned
from everfair.parties.columns import drop_foreign_key, drop_index


class Migration(migrations.Migration):
    dependencies = [("parties", "0007_asks")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunPython(
                    drop_foreign_key("parties", "Name", "party_id"), migrations.RunPython.noop
                ),
                migrations.RunPython(
                    drop_foreign_key("parties", "ContactPoint", "party_id"), migrations.RunPython.noop
                ),
                migrations.RunPython(
                    drop_foreign_key("parties", "Organisation", "party_id"), migrations.RunPython.noop
                ),
                migrations.RunPython(
                    drop_foreign_key("parties", "SearchEntry", "party_id"), migrations.RunPython.noop
                ),
                migrations.RunPython(
                    drop_foreign_key("parties", "SearchEntry", "recorded_party_id"), migrations.RunPython.noop
                ),
                migrations.RunPython(
                    drop_index("parties", "SearchEntry", "recorded_party_id"), migrations.RunPython.noop
                ),
            ],
            [
                migrations.AlterField(
                    "name",
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="parties.party",
                    ),
                ),
                migrations.AlterField(
                    "contactpoint",
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="parties.party",
                    ),
                ),
                migrations.AlterField(
                    "organisation",
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisations",
                        to="parties.party",
                    ),
                ),
                migrations.AlterField(
                    "searchentry",
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="parties.party",
                    ),
                ),
                migrations.AlterField(
                    "searchentry",
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
