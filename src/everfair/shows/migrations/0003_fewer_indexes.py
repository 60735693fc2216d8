import django.db.models.deletion
from django.db import migrations, models

from everfair.parties.columns import drop_index


class Migration(migrations.Migration):
    dependencies = [("shows", "0002_edition_country"), ("parties", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunPython(drop_index("shows", model, column), migrations.RunPython.noop)
                for model, column in (
                    ("Participation", "edition_id"),
                    ("Participation", "role_id"),
                    ("Stand", "participation_id"),
                )
            ],
            [
                migrations.AlterField(
                    "participation",
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="shows.edition",
                    ),
                ),
                migrations.AlterField(
                    "participation",
                    "role",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="shows.role",
                    ),
                ),
                migrations.AlterField(
                    "stand",
                    "participation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stands",
                        to="shows.participation",
                    ),
                ),
            ],
        ),
    ]
