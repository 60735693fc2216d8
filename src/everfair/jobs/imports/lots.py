"""How many rows a load writes at once: as many as nobody notices who waits for the database meanwhile."""

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from math import inf
from typing import Any

from django.db import connection

from everfair.jobs.imports.plan import Portion
from everfair.jobs.worker import rest

HELD_SECONDS = {"sqlite": 0.08, "postgresql": 0.25}
"""All writers wait for SQLite's one; on PostgreSQL only those who want the same customers."""
_ALONE = 6.0  # so many times as long while nobody else is at work: whoever comes first waits once
_LEAST, _MOST = 100, 4_000
_LIVELY = 2.0  # never more than twice as many as the last time
_LATELY = 3.0
_AHEAD = 16


def in_lots(portions: Iterator[tuple[Portion, int]]) -> Iterator[tuple[Portion, int]]:
    """Lots of portions, each with where the next one begins; their size follows from how long the last took.

    The database is free between them: for a moment where others are at work with it; what reading the next one takes
    is part of that rest.
    """
    lot, wanted, at = Portion(), _LEAST, 0
    free, others = 0.0, Others()
    for portion, at in portions:
        lot.take(portion)
        if lot.rows >= wanted:
            are_others = others.work()
            rest(had=time.perf_counter() - free if are_others else inf)
            begun = time.perf_counter()
            yield lot, at
            free = time.perf_counter()
            wanted = fitting(lot.rows, free - begun, alone=not are_others)
            lot = Portion()
    if lot.rows:
        yield lot, at


def fitting(rows: int, seconds: float, *, alone: bool = False) -> int:
    """How many rows are written in `HELD_SECONDS`, where so many took that long."""
    held = HELD_SECONDS[connection.vendor] * (_ALONE if alone else 1.0)
    pace = min(held / max(seconds, 1e-6), _LIVELY)
    return int(min(max(rows * pace, _LEAST), _MOST))


def ahead(portions: Iterator[tuple[Portion, int]]) -> Iterator[tuple[Portion, int]]:
    """The same, read from the plan while the last ones are written; SQLite's writer leaves no time for that."""
    if connection.vendor == "sqlite":
        yield from portions
        return
    reader = ThreadPoolExecutor(1, "reading the plan")
    coming = deque(reader.submit(next, portions, None) for _ in range(_AHEAD))
    try:
        while (one := coming.popleft().result()) is not None:
            coming.append(reader.submit(next, portions, None))
            yield one
    finally:
        reader.shutdown(cancel_futures=True)


class Others:
    """Whether anybody else was at work lately: wrote, on SQLite, or asked anything of PostgreSQL. Whoever comes first
    gets in while the next rows are read, and from then on there is a rest."""

    def __init__(self) -> None:
        self.seen = seen_of_others()
        self.came = -inf

    def work(self) -> bool:
        seen = seen_of_others()
        if seen != self.seen:
            self.seen, self.came = seen, time.monotonic()
        return time.monotonic() - self.came < _LATELY


# Whoever may not see what others do takes them to be at work.
_SEEN = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT max(coalesce(state_change, clock_timestamp())) FROM pg_stat_activity "
    "WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
}


def seen_of_others() -> Any:
    """Something else after others were at work."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN[connection.vendor])
        return cursor.fetchone()[0]
