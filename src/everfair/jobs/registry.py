"""Bodies of jobs, found by name."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from everfair.work.models import Job

Result = dict[str, Any] | None
Body = Callable[[Job], Result]

BODIES: dict[str, Body] = {}


class UnknownJob(LookupError):
    """No body answers to that name: the queue is newer or older than this program."""


def job(name: str) -> Callable[[Body], Body]:
    """Mark a function as the body of the jobs of that name: `@job("intake.load")`.

    It takes the Job, saves progress through it and answers with the result to keep (JSON) or None. It may
    be run again after a crash and then goes on from `job.cursor`.
    """

    def keep(body: Body) -> Body:
        BODIES[name] = body
        return body

    return keep


def body_of(name: str) -> Body:
    if name not in BODIES:
        find_bodies()
    if name not in BODIES:
        raise UnknownJob(f"there is no job called {name}")
    return BODIES[name]


def find_bodies() -> None:
    """Import every module of the machine room, so that each has registered its bodies."""
    import everfair.jobs as room

    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if ".management" not in module.name and ".migrations" not in module.name:
            importlib.import_module(module.name)
