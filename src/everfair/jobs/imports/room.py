"""Room for a writer of very much: SQLite's defaults are for pages, which write little."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_CACHE_KIB = 96_000
_PAGES_BEFORE_CHECKPOINT = 32_000  # the same pages are written by one portion after the other


@contextmanager
def room_to_write() -> Iterator[None]:
    """For this connection."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ROOM}
        for name, value in ROOM.items():
            cursor.execute(f"PRAGMA {name}={value}")
        try:
            yield
        finally:
            for name, value in before.items():
                cursor.execute(f"PRAGMA {name}={value}")


# Of a big file read by mapping it a quarter of a gigabyte would be counted as the load's.
ROOM = {"cache_size": -_CACHE_KIB, "wal_autocheckpoint": _PAGES_BEFORE_CHECKPOINT, "mmap_size": 0}

_LOADING = 7_305_002


def one_load_at_a_time() -> None:
    """Until the end of this transaction no other load writes: the one behind sees whom the one before brought.
    SQLite's writers wait for each other anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOADING])
