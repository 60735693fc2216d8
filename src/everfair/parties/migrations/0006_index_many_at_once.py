from django.db import migrations

from everfair.parties.search_index import make_holdable


class Migration(migrations.Migration):
    dependencies = [("parties", "0005_lean_match_keys")]

    operations = [migrations.RunPython(make_holdable, migrations.RunPython.noop)]
