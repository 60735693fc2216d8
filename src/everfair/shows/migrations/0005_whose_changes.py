from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def say_which_show(apps: Any, _schema_editor: Any) -> None:
    """Entries of changed participations, which told no show and so were told to everybody."""
    theirs = apps.get_model("shows", "Participation").objects.filter(pk=OuterRef("object_id"))
    told = apps.get_model("journal", "Entry").objects.filter(
        object_type="shows.participation", series_id=None
    )
    told.update(series_id=Subquery(theirs.values("edition__series")[:1]))


class Migration(migrations.Migration):
    dependencies = [("shows", "0004_derived_unchecked"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(say_which_show, migrations.RunPython.noop)]
