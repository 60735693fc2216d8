"""The grouped statements: each answers for the house, every show and every source at once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from everfair.jobs.quality.flagging import AT_SHOW, BELONGS, FLAGGED
from everfair.quality.lacks import OF_SHOWS
from everfair.quality.measures import FLAGS, PARTS

Place = tuple[str, int]
Counted = dict[Place, dict[str, Any]]


def rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def customers() -> Counted:
    """How many there are, how many of them lack what, and how complete the organisations are: of what
    belongs to a show, as it is there."""
    flags = [f"COALESCE(s.{code}, f.{code})" if code in OF_SHOWS else f"f.{code}" for code in FLAGS]
    sums = ", ".join(f"SUM({flag})" for flag in flags)
    found = rows(
        f"SELECT b.of_what, b.which, COUNT(*), SUM(f.is_person), {sums} FROM {BELONGS} b "
        f"JOIN {FLAGGED} f ON f.id = b.party "
        f"LEFT JOIN {AT_SHOW} s ON s.party = b.party AND s.at_show = b.at_show GROUP BY b.of_what, b.which"
    )
    counted: Counted = {}
    for what, which, total, persons, *counts in found:
        values = {"customers": total, "persons": int(persons), "organisations": total - int(persons)}
        values |= {code: int(count) for code, count in zip(FLAGS, counts, strict=True)}
        counted[what, which] = values | complete(values)
    return counted


def complete(values: dict[str, int]) -> dict[str, float]:
    organisations = values["organisations"]
    if not organisations:
        return {}
    return {"complete": 1 - sum(values[part] for part in PARTS) / len(PARTS) / organisations}


def ages() -> Iterator[tuple[Place, date, bool, bool, int]]:
    """Contacts by the day since when they are known to be so: (where, day, was verified, is dead, how many)."""
    recorded = {
        "sqlite": "date(c.recorded_at)",
        "postgresql": "(c.recorded_at AT TIME ZONE 'UTC')::date",
    }[connection.vendor]
    since = f"COALESCE(c.verified_on, {recorded})"
    verified, dead = "c.verified_on IS NOT NULL", "c.refuted_on IS NOT NULL"
    found = rows(
        f"SELECT b.of_what, b.which, {since}, {verified}, {dead}, COUNT(*) FROM {BELONGS} b "
        f"JOIN parties_contactpoint c ON c.party_id = b.party AND NOT c.superseded "
        f"AND c.kind IN ('email', 'phone', 'wechat') GROUP BY b.of_what, b.which, {since}, {verified}, {dead}"
    )
    for what, which, day, was_verified, is_dead, count in found:
        yield (what, which), date.fromisoformat(str(day)), bool(was_verified), bool(is_dead), count


# What a pair or a merge is called by, and whom it touches.
WAITING = """
SELECT d.id AS pair, d.first_id AS party, d.second_id AS other
FROM parties_possibleduplicate d WHERE d.state IN ('open', 'later')
UNION ALL
SELECT d.id, d.second_id, d.first_id FROM parties_possibleduplicate d WHERE d.state IN ('open', 'later')
"""
BOTH_STAND = """
pair IN (
    SELECT d.id FROM parties_possibleduplicate d
    JOIN parties_party x ON x.id = d.first_id AND x.merged_into_id IS NULL
    JOIN parties_party y ON y.id = d.second_id AND y.merged_into_id IS NULL
)
"""
APART = """
SELECT id AS pair, first_id AS party, second_id AS other FROM parties_keepapart
UNION ALL
SELECT id, second_id, first_id FROM parties_keepapart
"""
BOTH_HERE = f"""
(b.at_show IS NULL OR EXISTS (
    SELECT 1 FROM {BELONGS} o WHERE o.party = t.other AND o.of_what = 'series' AND o.which = b.at_show
))
"""
JOINED = """
SELECT m.id AS pair, n.party_id AS party FROM parties_merge m
JOIN parties_name n ON n.recorded_party_id = m.absorbed_id WHERE m.undone_at IS NULL
"""


def pairs() -> Counted:
    counted: Counted = defaultdict(dict)
    asked = (
        ("pairs_waiting", WAITING, f"{BOTH_STAND} AND {BOTH_HERE}"),
        ("pairs_apart", APART, BOTH_HERE),
        ("pairs_joined", JOINED, "1 = 1"),
    )
    for code, touching, where in asked:
        found = rows(
            f"SELECT b.of_what, b.which, COUNT(DISTINCT pair) FROM ({touching}) AS t "
            f"JOIN {BELONGS} b ON b.party = t.party WHERE {where} GROUP BY b.of_what, b.which"
        )
        for what, which, count in found:
            counted[what, which][code] = count
    return counted
