from typing import Any

from django.db import migrations, models


def say_in_english(apps: Any, editor: Any) -> None:
    """Tasks that rounds made, as their plays are called; one that was worded otherwise stays as it is."""
    task, action = apps.get_model("contact", "Task"), apps.get_model("loop", "Action")
    play = action.objects.filter(task=models.OuterRef("pk"))
    named = task.objects.alias(zh=models.Subquery(play.values("segment_play__play__zh")[:1])).filter(
        title=models.F("zh"), title_en=""
    )
    english = models.Subquery(play.exclude(segment_play__play__en="").values("segment_play__play__en")[:1])
    named.update(title_en=models.functions.Coalesce(english, models.Value("")))


class Migration(migrations.Migration):
    dependencies = [
        ("loop", "0002_by_plan"),
        ("contact", "0003_a_task_in_english"),
    ]

    operations = [migrations.RunPython(say_in_english, migrations.RunPython.noop)]
