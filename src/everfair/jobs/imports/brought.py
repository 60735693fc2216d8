"""Who brought whom, on file and in the rows so far, as a dry run remembers it: on disk, gone with the object."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from everfair.jobs.imports.shows import Show
from everfair.relations.models import Referral

_CACHE_KIB = 4_000
ON_FILE = 0
_TABLE = """
CREATE TABLE brought (
    show INTEGER, child INTEGER, referrer INTEGER, side TEXT, row INTEGER, name TEXT, weight REAL, is_warning INTEGER,
    PRIMARY KEY (show, child, referrer, side)
) WITHOUT ROWID
"""
_GOES_ROUND = """
WITH RECURSIVE above(who) AS (
    SELECT :referrer UNION
    SELECT brought.referrer FROM brought JOIN above ON brought.child = above.who WHERE brought.show = :show
) SELECT 1 FROM above WHERE who = :child
"""
_SHARED = """
SELECT max(row), count(*), name FROM brought GROUP BY show, child, side HAVING count(*) > 1 AND max(row) > 0 LIMIT ?
"""


class Said(NamedTuple):
    """`referrer` and `child` as the plan numbers them (see `who`)."""

    show: int
    child: int
    referrer: int
    side: str


class Told(NamedTuple):
    """By which row (`ON_FILE`: none of this list), and how it was said."""

    row: int
    weight: float
    is_warning: bool


class Brought:
    def __init__(self) -> None:
        self.db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self.db.execute("PRAGMA journal_mode=OFF")
        self.db.execute(_TABLE)
        self.db.execute("BEGIN")  # for good: it goes away with the object
        self.known: set[int] = set()

    def knows(self, show: Show) -> int:
        """The number of the show; what is on file of it is read once."""
        if id(show) not in self.known:
            self.known.add(id(show))
            rows = Referral.objects.filter(series=show.pk) if show.pk else Referral.objects.none()
            told = rows.values_list("child_id", "referrer_id", "side", "weight", "is_warning")
            held = (
                (id(show), *place, ON_FILE, "", weight, is_warning)
                for *place, weight, is_warning in told.iterator(chunk_size=2_000)
            )
            self.db.executemany("INSERT OR IGNORE INTO brought VALUES (?, ?, ?, ?, ?, ?, ?, ?)", held)
        return id(show)

    def told(self, said: Said) -> Told | None:
        """How that was said already."""
        where = "show = ? AND child = ? AND referrer = ? AND side = ?"
        found = self.db.execute(f"SELECT row, weight, is_warning FROM brought WHERE {where}", said).fetchone()
        return Told(found[0], found[1], bool(found[2])) if found else None

    def goes_round(self, said: Said) -> bool:
        """Whether the child brought the referrer, at once or through others."""
        return self.db.execute(_GOES_ROUND, said._asdict()).fetchone() is not None

    def add(self, said: Said, told: Told, name: str) -> None:
        values = (*said, told.row, name, told.weight, told.is_warning)
        self.db.execute("INSERT INTO brought VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def shared(self, most: int) -> Iterator[tuple[int, int, str]]:
        """Of customers whom several brought: the last row that says so, how many, and the name in that row."""
        yield from self.db.execute(_SHARED, (most,))
