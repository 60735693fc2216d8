"""How many rows a load writes at once: as many as nobody notices who waits for the database meanwhile."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from math import inf
from typing import Any, Self

from django.db import connection

from everfair.jobs.imports.plan import Portion
from everfair.jobs.imports.sorting_in import SORTER
from everfair.jobs.worker import rest

HELD_SECONDS = {"sqlite": 0.08, "postgresql": 0.25}
"""All writers wait for SQLite's one; on PostgreSQL only those who want the same customers."""
_DUE = 2.0  # so many seconds for each of work; in these, what was laid aside is sorted in
_ALONE = 6.0  # so many times as long while nobody else is at work: whoever comes first waits once
_LEAST, _MOST = 100, 4_000
_LIVELY = 2.0  # never more than twice as many as the last time
_LATELY = 3.0
_AHEAD = 16


def in_lots(portions: Iterable[tuple[Portion, int]]) -> Iterator[tuple[Portion, int]]:
    """Lots of portions, each with where the next one begins; their size follows from how long the last took.

    The database is free between them: for twice as long as that took where others are at work with it; what reading the
    next one takes is part of that rest.
    """
    lot, wanted, at = Portion(), _LEAST, 0
    free, took, others = 0.0, 0.0, Others()
    for portion, at in portions:
        lot.take(portion)
        if lot.rows >= wanted:
            are_others = others.work()
            rest(had=time.perf_counter() - free if are_others else inf, due=_DUE * took)
            begun = time.perf_counter()
            yield lot, at
            free = time.perf_counter()
            took = free - begun
            wanted = fitting(lot.rows, took, alone=not are_others)
            lot = Portion()
    if lot.rows:
        yield lot, at


def fitting(rows: int, seconds: float, *, alone: bool = False) -> int:
    """How many rows are written in `HELD_SECONDS`, where so many took that long."""
    held = HELD_SECONDS[connection.vendor] * (_ALONE if alone else 1.0)
    pace = min(held / max(seconds, 1e-6), _LIVELY)
    return int(min(max(rows * pace, _LEAST), _MOST))


class Ahead:
    """The same, read from the plan while PostgreSQL takes what was sent: while it is worked out what to send, reading
    would only delay that. SQLite's writer leaves no time for that."""

    def __init__(self, portions: Iterator[tuple[Portion, int]]) -> None:
        self.portions = portions
        self.reader = ThreadPoolExecutor(1, "reading the plan")
        self.coming: deque[Future[tuple[Portion, int] | None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.reader.shutdown(cancel_futures=True)

    def __iter__(self) -> Iterator[tuple[Portion, int]]:
        while (one := self._next()) is not None:
            yield one

    def _next(self) -> tuple[Portion, int] | None:
        return self.coming.popleft().result() if self.coming else next(self.portions, None)

    def read_on(self) -> None:
        """As far as a lot may want next."""
        while len(self.coming) < _AHEAD:
            self.coming.append(self.reader.submit(next, self.portions, None))


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
    "WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() "
    f"AND application_name <> '{SORTER}'",
}


def seen_of_others() -> Any:
    """Something else after others were at work."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN[connection.vendor])
        return cursor.fetchone()[0]
