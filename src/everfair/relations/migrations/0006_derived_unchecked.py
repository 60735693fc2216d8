import django.db.models.deletion
from django.db import migrations, models

from everfair.parties.columns import drop_foreign_key


class Migration(migrations.Migration):
    dependencies = [("relations", "0005_findings"), ("parties", "0008_derived_unchecked")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunPython(
                    drop_foreign_key("relations", "Relationship", "party_id"), migrations.RunPython.noop
                ),
            ],
            [
                migrations.AlterField(
                    "relationship",
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relationships",
                        to="parties.party",
                    ),
                ),
            ],
        ),
    ]
