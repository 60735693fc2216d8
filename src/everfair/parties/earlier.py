"""The records of one list met so far: on disk, so that a million of them need no memory.

A private temporary database that goes away with the object: which record stood in which row, what was decided of
it, and who shares a key. Records are kept with what was worked out of them: that costs more than anything else
that is done with one that is met again.
"""

import json
import pickle
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from hashlib import blake2b
from typing import Any, NamedTuple

from everfair.names import Record

_FIELDS = tuple(one.name for one in fields(Record))
_CACHE_KIB = 24_000
_REMEMBERED = 3_000  # with their names taken apart, some kilobytes each
_MOST_COMMON = 20_000
_TABLES = """
CREATE TABLE said (row INTEGER PRIMARY KEY, told BLOB NOT NULL);
CREATE TABLE same (digest BLOB PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE held (key INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (key, row)) WITHOUT ROWID;
"""


_HELD = """
SELECT value, folded FROM (SELECT wanted.value, (SELECT group_concat(row) FROM
(SELECT row FROM held WHERE key = wanted.value LIMIT ?)) AS folded FROM json_each(?) wanted)
WHERE folded IS NOT NULL
"""


class Placed(NamedTuple):
    """An earlier record and whom it was found to be: a party on file, a row before it, or itself."""

    row: int
    record: Record
    employers: frozenset[int]
    party_id: int | None = None
    as_row: int | None = None
    reasons: tuple[Any, ...] = ()


class Earlier:
    """`most`: a key held by more rows than this tells nothing."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self.db.execute("PRAGMA journal_mode=OFF")
        self.db.execute("PRAGMA synchronous=OFF")
        self.db.executescript(_TABLES)
        self.db.execute(
            "BEGIN"
        )  # for good: each statement alone would look through the cache for what to write
        self.common: set[int] = set()
        self.lately: OrderedDict[int, Placed] = OrderedDict()
        self.count = 0

    def same(self, digest: bytes) -> Placed | None:
        """The row that said the very same before."""
        row = self._row_of(digest)
        return None if row is None else self.placed(row)

    def holds(self, digest: bytes) -> bool:
        """Whether a row said the very same before."""
        return self._row_of(digest) is not None

    def _row_of(self, digest: bytes) -> int | None:
        found = self.db.execute("SELECT row FROM same WHERE digest = ?", (digest,)).fetchone()
        return found[0] if found else None

    def holders(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The rows that hold each key, in their order; without keys that too many hold."""
        wanted = [key for key in keys if key not in self.common]
        found: dict[int, list[int]] = {}
        for key, folded in self.db.execute(_HELD, (self.most + 1, json.dumps(wanted))):
            rows = [int(row) for row in folded.split(",")]
            if len(rows) > self.most:
                self._leave_out(key)
            else:
                found[key] = rows
        return found

    def _leave_out(self, key: int) -> None:
        if len(self.common) < _MOST_COMMON:
            self.common.add(key)

    def placed(self, row: int) -> Placed:
        held = self.lately.get(row)
        if held is None:
            (told,) = self.db.execute("SELECT told FROM said WHERE row = ?", (row,)).fetchone()
            held = self._keep(pickle.loads(told))  # noqa: S301  of this process alone
        return held

    def add(self, digest: bytes, placed: Placed, keys: Iterable[int]) -> None:
        self.count += 1
        self.db.execute("INSERT INTO said VALUES (?, ?)", (placed.row, pickle.dumps(placed, protocol=5)))
        self.db.execute("INSERT OR IGNORE INTO same VALUES (?, ?)", (digest, placed.row))
        held = [(key, placed.row) for key in keys if key not in self.common]
        self.db.executemany("INSERT OR IGNORE INTO held VALUES (?, ?)", held)
        self._keep(placed)

    def _keep(self, placed: Placed) -> Placed:
        self.lately[placed.row] = placed
        if len(self.lately) > _REMEMBERED:
            self.lately.popitem(last=False)
        return placed


def digest(record: Record, employers: frozenset[int]) -> bytes:
    told = repr((values(record), sorted(employers)))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def values(record: Record) -> Sequence[Any]:
    return [getattr(record, name) for name in _FIELDS]
