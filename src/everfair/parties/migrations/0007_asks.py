from typing import Any

from django.db import migrations, models
from django.db.models import Q


def ask_whether_they_belong(apps: Any, _schema_editor: Any) -> None:
    """Pairs that wait, of which the names said so, were asked about as if they might be one."""
    waiting = apps.get_model("parties", "PossibleDuplicate").objects.filter(state__in=("open", "later"))
    told = Q(reasons__icontains='"branch_of"') | Q(reasons__icontains='"same_group"')
    waiting.filter(told).update(asks="belong")


class Migration(migrations.Migration):
    dependencies = [("parties", "0006_index_many_at_once")]

    operations = [
        migrations.AddField(
            model_name="possibleduplicate",
            name="asks",
            field=models.CharField(
                choices=[("same", "The same customer?"), ("belong", "Do they belong together?")],
                default="same",
                max_length=8,
                verbose_name="question",
            ),
        ),
        migrations.RunPython(ask_whether_they_belong, migrations.RunPython.noop, elidable=True),
    ]
