"""Which pairs are worth comparing: those that have a key in common that not too many hold.

Some keys tell (a name, a website), some only hint (a trade in a city, the first letters of a name), and under some a
record is only found: a short name asks under its first two signs, and full names are found under any two neighbouring
signs. Two records meet under a key where at least one of them asks.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from everfair.engine.linking.workbench import count
from everfair.facts.identity import ORGANISATION, PERSON

# What more records than this have in common (a switchboard, a very common name) brings nobody together.
MOST_HOLDERS = 60
# Hints are worth less: the more records there are, the rarer they must be.
HINTED_PAIRS = 30_000_000
FEWEST_HOLDERS = 5

TELLS, HINTS, FOUND = "tells", "hints", "found"


def _each(prefix: str, column: str) -> str:
    return f"list_transform({column}, lambda v: '{prefix}:' || v)"


def _where(condition: str, *keys: str) -> str:
    return f"CASE WHEN {condition} THEN [{', '.join(keys)}] END"


_FIRST_AND_LATER = (
    "list_transform(range(2, length(han) + 1), lambda i: 'f:' || left(han, 1) || substr(han, i, 1))"
)
_NEIGHBOURS = "list_transform(range(1, length(han)), lambda i: 'g:' || substr(han, i, 2))"
_TWO_IDEAS = (
    "flatten(list_transform(ideas, lambda v: "
    "list_transform(list_filter(ideas, lambda w: w > v), lambda w: 'a:' || v || '|' || w)))"
)
_ORGANISATION = (
    (_each("c", "cores"), TELLS),
    (_where("branch <> ''", "'c:' || head"), TELLS),
    (_where("length(bare) > 1", "'b:' || bare"), TELLS),
    (_each("s", "sounds"), TELLS),
    ("['r:' || reading]", TELLS),
    (_where("sound <> '' AND place <> ''", "'p:' || sound || '|' || place"), TELLS),
    (_where("len(words) > 1", "'t:' || array_to_string(words, ' ')"), TELLS),
    (_each("d", "domains"), TELLS),
    (_each("m", "mailboxes"), TELLS),
    (_each("l", "lines"), TELLS),
    (_each("i", "ids"), TELLS),
    (_where("length(initials) > 2", "'n:' || initials"), HINTS),
    (_where("length(core) > 5", "'k:' || left(core, 5)", "'z:' || right(core, 5)"), HINTS),
    (_each("w", "words"), HINTS),
    (_each("a", "ideas"), HINTS),
    (_TWO_IDEAS, HINTS),
    ("CASE WHEN place <> '' THEN list_transform(ideas, lambda v: 'a:' || place || '|' || v) END", HINTS),
    (
        "CASE WHEN sound <> '' THEN list_transform(ideas, lambda v: 'y:' || left(sound, 2) || '|' || v) END",
        HINTS,
    ),
    (
        _where(
            "whole <> ''",
            "'g:' || left(coalesce(nullif(short, ''), whole), 2)",
            "'g:' || substr(whole, 2, 2)",
            "'f:' || left(whole, 2)",
            "'f:' || left(whole, 1) || substr(whole, 3, 1)",
        ),
        HINTS,
    ),
    (f"CASE WHEN length(han) > 2 THEN {_NEIGHBOURS} END", FOUND),
    (f"CASE WHEN length(han) > 2 THEN {_FIRST_AND_LATER} END", FOUND),
)
_NAMED = "given <> '' AND surname <> ''"
_IN_EITHER_ORDER = "least(given_sound, surname_sound) || '|' || greatest(given_sound, surname_sound)"
_PERSON = (
    (_where(_NAMED, f"'n:' || {_IN_EITHER_ORDER}"), TELLS),
    (_where(_NAMED, "'h:' || left(given_sound, 3) || left(surname_sound, 3)"), HINTS),
    ("['b:' || birth_date]", TELLS),
    ("['u:' || number]", TELLS),
    (
        _where(
            "postcode <> ''",
            "'p:' || postcode || '|' || surname_sound",
            "'p:' || postcode || '|' || given_sound",
        ),
        TELLS,
    ),
    (
        _where("city <> ''", "'c:' || city || '|' || surname_sound", "'c:' || city || '|' || given_sound"),
        TELLS,
    ),
    ("['s:' || street]", TELLS),
    ("['q:' || quarter || '|' || postcode]", TELLS),
    (_each("e", "employers"), TELLS),
    (_each("m", "mailboxes"), TELLS),
    (_each("l", "lines"), TELLS),
    (_each("i", "ids"), TELLS),
)
_KEYS = {ORGANISATION: _ORGANISATION, PERSON: _PERSON}
_SAYS_SOMETHING = "length(key) > 2 AND key NOT LIKE '_:|%' AND key NOT LIKE '%|'"


def find(connection: Any, kind: str, also: Sequence[tuple[int, int, bool]] = ()) -> int:
    """Make the table `candidates` (match_key, join_key_l, join_key_r) from `records`, the pairs `also` among them;
    how many there are."""
    _lay_out_keys(connection, kind)
    connection.execute(
        """CREATE OR REPLACE TABLE candidates AS
        SELECT DISTINCT '0' AS match_key, l.id AS join_key_l, r.id AS join_key_r
        FROM keys l JOIN keys r ON l.key = r.key AND l.id < r.id WHERE l.asks OR r.asks"""
    )
    connection.execute("DROP TABLE keys")
    _leave_out_one_side(connection)
    if also:
        _add(connection, sorted({(min(one, other), max(one, other)) for one, other, _ in also}))
    ((found,),) = connection.execute("SELECT count(*) FROM candidates").fetchall()
    return int(found)


def _lay_out_keys(connection: Any, kind: str) -> None:
    """The table `keys`: who holds which, without those that nobody else holds or too many. Who holds one twice (two
    signs that come twice in a name, which is rare) counts twice."""
    hinting = max(min(HINTED_PAIRS // max(count(connection), 1), MOST_HOLDERS**2), FEWEST_HOLDERS**2)
    parts = [
        f"""SELECT id, hash(key) AS key, {use != FOUND} AS asks, {use == TELLS} AS tells
        FROM (SELECT id, unnest({keys}) AS key FROM records) WHERE {_SAYS_SOMETHING}"""
        for keys, use in _KEYS[kind]
    ]
    connection.execute(f"CREATE OR REPLACE TABLE keys AS {' UNION ALL '.join(parts)}")
    connection.execute(
        f"""CREATE OR REPLACE TABLE keys AS SELECT id, key, asks FROM keys SEMI JOIN (
            SELECT key FROM keys GROUP BY key HAVING count(*) > 1 AND count_if(asks) * count(*)
            BETWEEN 1 AND CASE WHEN bool_or(tells) THEN {MOST_HOLDERS**2} ELSE {hinting} END
        ) USING (key)"""
    )


def _leave_out_one_side(connection: Any) -> None:
    """Of pairs whose records are on one side, where sides are told at all."""
    ((sides,),) = connection.execute("SELECT count(*) FROM records WHERE side <> ''").fetchall()
    if sides:
        connection.execute(
            """CREATE OR REPLACE TABLE candidates AS SELECT candidates.* FROM candidates
            JOIN records l ON l.id = join_key_l JOIN records r ON r.id = join_key_r
            WHERE l.side = '' OR l.side <> r.side"""
        )


def _add(connection: Any, pairs: Sequence[tuple[int, int]]) -> None:
    connection.register("also", pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}))
    connection.execute(
        """INSERT INTO candidates SELECT '1', a, b FROM also
        SEMI JOIN records l ON l.id = a SEMI JOIN records r ON r.id = b
        ANTI JOIN candidates ON join_key_l = a AND join_key_r = b"""
    )
    connection.unregister("also")
