from typing import Any

from django.db import migrations


def keep_order(apps: Any, _schema_editor: Any) -> None:
    """Of the runs that can be shown, as runs keep it that are published from now on."""
    for run in apps.get_model("relations", "AnalysisRun").objects.filter(state="done"):
        figures = apps.get_model("relations", "EditionFigures").objects.filter(run=run).order_by("pk")
        run.counts["order"] = list(figures.values_list("edition__series", "side", "edition"))
        run.save(update_fields=["counts"])


class Migration(migrations.Migration):
    dependencies = [("relations", "0011_who_was_retold")]
    operations = [migrations.RunPython(keep_order, migrations.RunPython.noop)]
