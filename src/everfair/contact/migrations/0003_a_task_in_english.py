from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0002_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="title_en",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
    ]
