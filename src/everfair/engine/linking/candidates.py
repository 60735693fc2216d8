"""Which pairs are worth comparing: those that have a key in common that not too many hold.

A record *asks* under a key or is only *found* under it: a short name asks under its first signs, and full names are
found under any two neighbouring signs. Two records meet under a key where at least one of them asks.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from everfair.facts.identity import ORGANISATION, PERSON

# What more records than this have in common (a switchboard, a trade in a city) brings nobody together.
MOST_HOLDERS = 60
MOST_PAIRS = MOST_HOLDERS * MOST_HOLDERS

_FIRST_OF_LATER = (
    "list_transform(range(2, length({0}) + 1), lambda i: 'f:' || left({0}, 1) || substr({0}, i, 1))"
)
_NEIGHBOURS = "list_transform(range(1, length({0})), lambda i: 'g:' || substr({0}, i, 2))"
_PAIRS_OF_IDEAS = (
    "flatten(list_transform(ideas, lambda v: "
    "list_transform(list_filter(ideas, lambda w: w > v), lambda w: 'a:' || v || '|' || w)))"
)


def _each(prefix: str, column: str) -> str:
    return f"list_transform({column}, lambda v: '{prefix}:' || v)"


# Each is a list of keys of one record, and whether it asks under them.
_ORGANISATION = (
    (_each("c", "cores"), True),
    ("CASE WHEN branch <> '' THEN ['c:' || head] END", True),
    ("CASE WHEN length(bare) > 1 THEN ['b:' || bare] END", True),
    (_each("s", "sounds"), True),
    ("['r:' || reading]", True),
    (_each("d", "domains"), True),
    (_each("m", "mailboxes"), True),
    (_each("l", "lines"), True),
    (_each("i", "ids"), True),
    ("CASE WHEN length(initials) > 2 THEN ['n:' || initials] END", True),
    ("CASE WHEN sound <> '' AND place <> '' THEN ['p:' || sound || '|' || place] END", True),
    ("CASE WHEN place <> '' THEN list_transform(ideas, lambda v: 'a:' || place || '|' || v) END", True),
    (_each("a", "ideas"), True),
    (_PAIRS_OF_IDEAS, True),
    (
        "CASE WHEN sound <> '' THEN list_transform(ideas, lambda v: 'y:' || left(sound, 2) || '|' || v) END",
        True,
    ),
    ("CASE WHEN len(words) > 1 THEN ['t:' || array_to_string(words, ' ')] END", True),
    (_each("w", "words"), True),
    ("CASE WHEN length(core) > 5 THEN ['k:' || left(core, 5), 'z:' || right(core, 5)] END", True),
    (
        "CASE WHEN begun_sketch <> '' OR short <> '' THEN "
        "['g:' || left(coalesce(nullif(short, ''), han), 2), 'g:' || substr(han, 2, 2), "
        "'f:' || left(han, 2), 'f:' || left(han, 1) || substr(han, 3, 1)] END",
        True,
    ),
    (f"CASE WHEN length(han) > 2 THEN {_NEIGHBOURS.format('han')} END", False),
    (f"CASE WHEN length(han) > 2 THEN {_FIRST_OF_LATER.format('han')} END", False),
)
_BOTH_SOUNDS = "least(given_sound, surname_sound) || '|' || greatest(given_sound, surname_sound)"
_PERSON = (
    (f"CASE WHEN given <> '' AND surname <> '' THEN ['n:' || {_BOTH_SOUNDS}] END", True),
    ("['b:' || birth_date]", True),
    ("['u:' || number]", True),
    ("CASE WHEN postcode <> '' THEN ['p:' || postcode || '|' || surname_sound, "
     "'p:' || postcode || '|' || given_sound] END", True),
    ("CASE WHEN city <> '' THEN ['c:' || city || '|' || surname_sound, 'c:' || city || '|' || given_sound] END", True),
    ("['s:' || street]", True),
    ("['q:' || quarter || '|' || postcode]", True),
    ("CASE WHEN given <> '' AND surname <> '' THEN ['h:' || left(given_sound, 3) || left(surname_sound, 3)] END", True),
    (_each("e", "employers"), True),
    (_each("m", "mailboxes"), True),
    (_each("l", "lines"), True),
    (_each("i", "ids"), True),
)  # fmt: skip
_KEYS = {ORGANISATION: _ORGANISATION, PERSON: _PERSON}
_SAYS_NOTHING = "length(key) > 2 AND key NOT LIKE '_:|%' AND key NOT LIKE '%|'"


def find(connection: Any, kind: str, also: Sequence[tuple[int, int, bool]] = ()) -> int:
    """Make the table `candidates` (match_key, join_key_l, join_key_r) from `records`, the pairs `also` among them;
    how many there are."""
    parts = [
        f"SELECT id, side, unnest({keys}) AS key, {asks} AS asks FROM records" for keys, asks in _KEYS[kind]
    ]
    connection.execute(
        f"""CREATE OR REPLACE TABLE keys AS
        SELECT id, any_value(side) AS side, hash(key) AS key, bool_or(asks) AS asks
        FROM ({" UNION ALL ".join(parts)}) WHERE {_SAYS_NOTHING} GROUP BY id, hash(key)"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TABLE telling AS SELECT key FROM keys GROUP BY key
        HAVING count(*) > 1 AND count_if(asks) * count(*) BETWEEN 1 AND {MOST_PAIRS}"""
    )
    connection.execute(
        "CREATE OR REPLACE TABLE keys AS SELECT keys.* FROM keys SEMI JOIN telling USING (key)"
    )
    connection.execute(
        """CREATE OR REPLACE TABLE candidates AS
        SELECT DISTINCT '0' AS match_key, l.id AS join_key_l, r.id AS join_key_r
        FROM keys l JOIN keys r ON l.key = r.key AND l.id < r.id
        WHERE (l.asks OR r.asks) AND (l.side = '' OR l.side <> r.side)"""
    )
    connection.execute("DROP TABLE keys; DROP TABLE telling")
    if also:
        _add(connection, sorted({(min(one, other), max(one, other)) for one, other, _ in also}))
    ((count,),) = connection.execute("SELECT count(*) FROM candidates").fetchall()
    return int(count)


def _add(connection: Any, pairs: Sequence[tuple[int, int]]) -> None:
    connection.register("also", pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}))
    connection.execute(
        """INSERT INTO candidates SELECT '1', a, b FROM also
        SEMI JOIN records l ON l.id = a SEMI JOIN records r ON r.id = b
        ANTI JOIN candidates ON join_key_l = a AND join_key_r = b"""
    )
    connection.unregister("also")
