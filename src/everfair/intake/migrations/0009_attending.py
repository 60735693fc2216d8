from django.db import migrations, models


class Migration(migrations.Migration):
    """Of lists that are loaded already it is not known of whom they tell."""

    dependencies = [
        ("intake", "0008_handing_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="attending",
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name="batch",
            name="attending",
            field=models.JSONField(default=list, null=True),
        ),
    ]
