"""How many rows a load writes at once: as many as nobody notices who waits for the database meanwhile."""

import time
from collections.abc import Iterator

from everfair.jobs.imports.plan import Portion

HELD_SECONDS = 0.08
_LEAST, _MOST = 100, 4_000
_LIVELY = 2.0  # never more than twice as many as the last time


def in_lots(portions: Iterator[tuple[Portion, int]]) -> Iterator[tuple[Portion, int]]:
    """Lots of portions, each with where the next one begins; their size follows from how long the last took."""
    lot, wanted, at = Portion(), _LEAST, 0
    for portion, at in portions:
        lot.take(portion)
        if lot.rows >= wanted:
            begun = time.perf_counter()
            yield lot, at
            wanted = fitting(lot.rows, time.perf_counter() - begun)
            lot = Portion()
    if lot.rows:
        yield lot, at


def fitting(rows: int, seconds: float) -> int:
    """How many rows are written in `HELD_SECONDS`, where so many took that long."""
    pace = min(HELD_SECONDS / max(seconds, 1e-6), _LIVELY)
    return int(min(max(rows * pace, _LEAST), _MOST))
