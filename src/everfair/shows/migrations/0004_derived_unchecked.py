import django.db.models.deletion
from django.db import migrations, models

from everfair.parties.columns import drop_foreign_key


class Migration(migrations.Migration):
    dependencies = [("shows", "0003_fewer_indexes"), ("parties", "0008_derived_unchecked")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunPython(
                    drop_foreign_key("shows", "Participation", "party_id"), migrations.RunPython.noop
                ),
            ],
            [
                migrations.AlterField(
                    "participation",
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="parties.party",
                    ),
                ),
            ],
        ),
    ]
