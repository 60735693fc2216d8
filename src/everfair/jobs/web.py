"""What gunicorn is told besides its command line (`python:everfair.jobs.web`)."""

import gc
import os
from importlib import import_module
from pathlib import Path
from typing import Any

from everfair.jobs.orphans import die_with_parent

timeout = 120
graceful_timeout = 20
keepalive = 5
worker_class = "gthread"
threads = 4
max_requests = 20000
max_requests_jitter = 2000
COLLECTS = 20_000, 20, 50
"""Rarely: a page makes some thousands of objects and drops them without circles, and looking for those costs it a
twentieth of its time."""
# PostgreSQL: a page reads few rows. To compile a plan takes longer than they do, and so does to start other processes,
# which is left to what reads a great many. Two orders are never merged: PostgreSQL takes such a join to end where the
# scores end, and after a load reads all the new customers there are, none of whom an owner has.
os.environ.setdefault("PGOPTIONS", "-c parallel_setup_cost=20000 -c jit=off -c enable_mergejoin=off")
# Read once before the workers are born: what they have in common is in memory once.
preload_app = True


def on_starting(server: Any) -> None:
    die_with_parent()


def when_ready(server: Any) -> None:
    """Just before the first worker is born."""
    warm()
    gc.set_threshold(*COLLECTS)
    gc.collect()
    gc.freeze()  # a worker's collector would touch, and so copy, every page they share


def warm() -> None:
    """Read what every worker will need: addresses and their pages, words, templates."""
    from django.conf import settings
    from django.template.loader import get_template
    from django.utils import translation

    import_module(settings.ROOT_URLCONF)
    for language, _word in settings.LANGUAGES:
        in_one_catalog(language)
        with translation.override(language):
            for name in templates():
                get_template(name)


def in_one_catalog(language: str) -> None:
    """Django keeps the words of each app apart and looks for one in all of them, a hundred times a page."""
    from django.utils.translation import trans_real

    words: Any = trans_real.translation(language)._catalog  # type: ignore[attr-defined]
    every = {key: said for one in reversed(words._catalogs) for key, said in one.items()}
    of_app = reversed([*zip(words._catalogs, words._plurals, strict=True)])
    form_of = {key[0]: form for one, form in of_app for key in one if isinstance(key, tuple)}
    words.get, words.plural = every.get, lambda said, number: every[said, form_of[said](number)]


def templates() -> list[str]:
    """Those of the house."""
    from django.apps import apps

    folders = (
        Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("everfair")
    )
    return [str(file.relative_to(folder)) for folder in folders for file in folder.rglob("*.html")]
