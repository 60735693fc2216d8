"""The house itself: version, database, worker, queue, the run that is shown, settings in force."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.desk.settings.access import Kept
from everfair.desk.settings.in_force import SETTINGS
from everfair.relations.models import AnalysisRun
from everfair.work import pulse
from everfair.work.models import Job


@dataclass(frozen=True)
class Database:
    kind: str
    version: str
    megabytes: float | None


def database() -> Database:
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        files = [name, name.with_name(f"{name.name}-wal")]
        size = sum(file.stat().st_size for file in files if file.is_file())
        return Database("SQLite", one("SELECT sqlite_version()"), size / 2**20)
    size = one("SELECT pg_database_size(current_database())")
    return Database("PostgreSQL", one("SHOW server_version"), int(size) / 2**20)


def one(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def queue() -> list[tuple[str, str, int]]:
    """(state, word, how many) of each state of jobs."""
    counted = dict(Job.objects.order_by().values_list("state").annotate(count=Count("pk")))
    return [(state.value, str(state.label), counted.get(state.value, 0)) for state in Job.State]


class House(Kept):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "version": version("everfair"),
            "database": database(),
            "data_dir": settings.DATA_DIR,
            "worker_alive": pulse.is_alive(),
            "worker_heard": pulse.last(),
            "queue": queue(),
            "running": Job.objects.filter(state=Job.State.RUNNING).order_by("-lease_until")[:5],
            "run": AnalysisRun.published(),
            "settings_in_force": SETTINGS,
        }
        return render(request, "settings/house.html", context)
