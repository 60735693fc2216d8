from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0007_attended_beside_chance")]

    operations = [
        migrations.AddIndex(
            model_name="score",
            index=models.Index(
                condition=models.Q(("attended__endswith", "1"), _negated=True),
                fields=["run", "series", "-chance", "relationship", "attended"],
                name="score_of_the_absent",
            ),
        ),
    ]
