from django.db import migrations

from everfair.relations import foremost


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0008_of_the_absent"),
        ("parties", "0009_keys_as_numbers"),
        ("shows", "0004_derived_unchecked"),
    ]

    operations = [migrations.RunPython(foremost.make, foremost.unmake)]
