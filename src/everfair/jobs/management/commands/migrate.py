from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate

from everfair.loop.playbook import write_first_plays
from everfair.shows import seeds
from everfair.surveys import seeds as survey_seeds


class Command(migrate.Command):
    """Django's own, and what a new house needs: the cache's table, roles, types of shows, questionnaires, plays."""

    help = "Bring the database to this version, with all that a new house starts from. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> str | None:
        said = super().handle(*args, **options)
        if not options["app_label"] and not options["plan"] and not options["check_unapplied"]:
            call_command("createcachetable", verbosity=0, database=options["database"])
            seeds.plant()
            survey_seeds.plant()
            write_first_plays()
        return said
