import django.db.models.deletion
from django.db import migrations, models

from everfair.parties.columns import drop_index


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_editions"), ("parties", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunPython(
                    drop_index("intake", "ImportedRow", "batch_id"), migrations.RunPython.noop
                )
            ],
            [
                migrations.AlterField(
                    "importedrow",
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_rows",
                        to="intake.batch",
                    ),
                ),
            ],
        ),
    ]
