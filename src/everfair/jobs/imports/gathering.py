"""What a dry run remembers of a whole file, on disk: rows seen, who takes part in what, who stands where."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_CACHE_KIB = 8_000
_TABLES = """
CREATE TABLE said (key BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taking (edition INTEGER, who INTEGER, PRIMARY KEY (edition, who)) WITHOUT ROWID;
CREATE TABLE stand (edition INTEGER, number TEXT, who INTEGER, PRIMARY KEY (edition, number, who)) WITHOUT ROWID;
CREATE TABLE held (who INTEGER, number TEXT, PRIMARY KEY (who, number)) WITHOUT ROWID;
"""
_SHARED = "SELECT count(*) FROM (SELECT 1 FROM stand GROUP BY edition, number HAVING count(*) > 1)"
_ADDED = """
SELECT count(DISTINCT who) FROM stand WHERE edition = ? AND who IN (SELECT who FROM held)
AND NOT EXISTS (SELECT 1 FROM held WHERE held.who = stand.who AND held.number = stand.number)
"""


class EditionOf(NamedTuple):
    show: int
    label: str


class Taking(NamedTuple):
    """Who takes part in which edition, on which stands."""

    edition: EditionOf
    who: int
    stands: Sequence[str]


class Gathered:
    """A private temporary database that goes away with the object."""

    def __init__(self) -> None:
        self.db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self.db.execute("PRAGMA journal_mode=OFF")
        self.db.executescript(_TABLES)
        self.db.execute("BEGIN")  # for good, as `Earlier` does
        self.editions: dict[EditionOf, int] = {}

    def is_first(self, key: str) -> bool:
        """Whether no row before had this natural key."""
        return self.db.execute("INSERT OR IGNORE INTO said VALUES (?)", (bytes.fromhex(key),)).rowcount > 0

    def take_part(self, told: Iterable[Taking]) -> None:
        placed = [(self.editions.setdefault(one.edition, len(self.editions)), one) for one in told]
        taking = [(place, one.who) for place, one in placed]
        standing = [(place, number, one.who) for place, one in placed for number in one.stands]
        self.db.executemany("INSERT OR IGNORE INTO taking VALUES (?, ?)", taking)
        self.db.executemany("INSERT OR IGNORE INTO stand VALUES (?, ?, ?)", standing)

    def who(self, edition: EditionOf) -> set[int]:
        place = self.editions.get(edition)
        return {who for (who,) in self.db.execute("SELECT who FROM taking WHERE edition = ?", (place,))}

    def participations(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM taking").fetchone()[0])

    def stands_added(self, edition: EditionOf, held: Iterable[tuple[int, str]]) -> int:
        """How many get a stand beside others that they have on file; `held`: who has which there."""
        self.db.execute("DELETE FROM held")
        self.db.executemany("INSERT OR IGNORE INTO held VALUES (?, ?)", held)
        return int(self.db.execute(_ADDED, (self.editions.get(edition),)).fetchone()[0])

    def shared_stands(self) -> int:
        return int(self.db.execute(_SHARED).fetchone()[0])
