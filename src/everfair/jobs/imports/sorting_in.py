"""Search entries that a load adds, sorted into PostgreSQL's index by another backend while the load works on.

GIN lays new entries aside, and whoever adds one too many sorts all of them in: a fifth of a load's time.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import DatabaseError, connection

from everfair.parties.search_index import INDEX

SORTER = "everfair sorts in"
"""How PostgreSQL knows that backend."""
_LAID_ASIDE = "16MB"  # what a large lot adds, thrice
_SORT = f"""
SELECT gin_clean_pending_list(oid) FROM pg_class WHERE oid = '{INDEX}'::regclass AND pg_has_role(relowner, 'USAGE')
"""
log = logging.getLogger(__name__)


def lay_aside() -> None:
    """Until the end of this transaction whoever adds entries leaves sorting to the other one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL gin_pending_list_limit = '{_LAID_ASIDE}'")


@contextmanager
def sorting_beside() -> Iterator[Callable[[], object]]:
    """What is yielded has the entries that were added so far sorted in, and does not wait for that."""
    if connection.vendor != "postgresql":
        yield lambda: None
        return
    with ThreadPoolExecutor(1, "sorting in") as thread:
        try:
            yield lambda: thread.submit(_sort)
        finally:
            thread.submit(_leave)


def _sort() -> None:
    """A load does without: PostgreSQL sorts them in sooner or later."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET application_name = '{SORTER}'")
            cursor.execute(_SORT)
    except DatabaseError:
        log.warning("new search entries wait to be sorted in", exc_info=True)
        _leave()


def _leave() -> None:
    """With the connection of this thread."""
    connection.close()
