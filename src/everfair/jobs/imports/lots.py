"""How many rows a load writes at once: as many as nobody notices who waits for the database meanwhile."""

import time
from collections.abc import Iterator
from math import inf

from django.db import connection

from everfair.jobs.imports.plan import Portion
from everfair.jobs.worker import rest

HELD_SECONDS = {"sqlite": 0.08, "postgresql": 0.25}
"""All writers wait for SQLite's one; on PostgreSQL only those who want the same customers."""
_LEAST, _MOST = 100, 4_000
_LIVELY = 2.0  # never more than twice as many as the last time
_LATELY = 3.0


def in_lots(portions: Iterator[tuple[Portion, int]]) -> Iterator[tuple[Portion, int]]:
    """Lots of portions, each with where the next one begins; their size follows from how long the last took.

    The database is free between them: for a moment where others write to it; what reading the next one takes is part
    of that rest.
    """
    lot, wanted, at = Portion(), _LEAST, 0
    free, others = 0.0, Others()
    for portion, at in portions:
        lot.take(portion)
        if lot.rows >= wanted:
            rest(had=time.perf_counter() - free if others.write() else inf)
            begun = time.perf_counter()
            yield lot, at
            free = time.perf_counter()
            wanted = fitting(lot.rows, free - begun)
            lot = Portion()
    if lot.rows:
        yield lot, at


def fitting(rows: int, seconds: float) -> int:
    """How many rows are written in `HELD_SECONDS`, where so many took that long."""
    pace = min(HELD_SECONDS[connection.vendor] / max(seconds, 1e-6), _LIVELY)
    return int(min(max(rows * pace, _LEAST), _MOST))


class Others:
    """Whether anybody else has written lately. PostgreSQL does not tell, and lets them write anyway. On SQLite whoever
    comes first gets in while the next rows are read, and from then on there is a rest."""

    def __init__(self) -> None:
        self.version = data_version()
        self.came = -inf

    def write(self) -> bool:
        version = data_version()
        if version != self.version:
            self.version, self.came = version, time.monotonic()
        return version is None or time.monotonic() - self.came < _LATELY


def data_version() -> int | None:
    """SQLite: another number after others have written."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])
