"""The keys under which a party may be met again, kept as rows. They say who is worth comparing, never who is who.

A key is kept as a number: half as much to write, to look through and to remember as its text. Whoever shares one only
by accident is compared and found different.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import md5

from django.db import connection

from everfair.names import Record, core_keys, keys, person_keys
from everfair.parties import forest
from everfair.parties.among import among
from everfair.parties.inserting import insert
from everfair.parties.models.identity import MatchKey
from everfair.parties.models.party import Party
from everfair.parties.records import Known, known_as_recorded

# What more parties than this have in common (a switchboard, a shared host, a very common name) tells nothing.
MOST_HOLDERS = 50
KEYS_AT_ONCE = 5_000
COLUMNS = ("party_id", "recorded_party_id", "key")
_PORTION = 2_000  # a dry run asks for the keys of a record when it meets it, and when it writes it down
# How much a common key promises, by its prefix; the likeliest candidates are compared first.
_PROMISE = {"x": 10, "w": 6, "e": 5, "c": 5, "n": 5, "l": 4, "b": 4, "h": 3, "d": 3, "t": 3, "r": 3, "p": 2}
Keys = Mapping[int, int]
"""Numbers of keys, and how much each promises."""


def number(key: str) -> int:
    """By which a key is kept: the first eight bytes of what MD5 makes of it, as any database would tell."""
    digest = md5(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


@lru_cache(maxsize=_PORTION)
def keys_of(record: Record, kind: str) -> Keys:
    """Name keys by the kind of party, own domains and pages, mailboxes, lines, outside ids."""
    named = _person_keys(record) if kind == Party.Kind.PERSON else _organisation_keys(record)
    places = {f"w:{key}" for key in record.own_domains | record.pages} if kind != Party.Kind.PERSON else set()
    reached = {f"e:{key}" for key in record.mailboxes} | {f"l:{key}" for key in record.lines}
    return _numbered(named | places | reached | _outside(record))


def _organisation_keys(record: Record) -> set[str]:
    return {key for name in record.normalised for key in _needed(keys(name))}


def _needed(keys: Iterable[str]) -> list[str]:
    """Names whose own words are the same are read alike, too: where a name is read, that key finds nobody else."""
    told = list(keys)
    is_read = any(key.startswith("p:") for key in told)
    return [key for key in told if not (is_read and key.startswith("b:"))]


def _person_keys(record: Record) -> set[str]:
    return {key for name in record.names for key in person_keys(name)}


def _outside(record: Record) -> set[str]:
    return {f"x:{source}:{value}" for source, value in record.external_ids}


def _numbered(keys: Iterable[str]) -> Keys:
    return {number(key): _PROMISE.get(key.partition(":")[0], 1) for key in keys}


def sure_keys(record: Record, kind: str) -> Keys:
    """Those of the keys of which two records share one if they are certain to be one by name or outside id."""
    if kind == Party.Kind.PERSON:
        named = {key for key in _person_keys(record) if key.startswith("n:")}
    else:
        named = {key for name in record.normalised for key in core_keys(name)}
    return _numbered(named | _outside(record))


def refresh_match_keys(party_ids: Iterable[int]) -> int:
    """Derive the keys of these recorded parties anew (jobs only); how many were added or removed."""
    changed = 0
    for batch in forest.in_batches(party_ids):
        changed += _refresh(batch, known_as_recorded(batch))
    return changed


def _refresh(batch: Sequence[int], parties: dict[int, Known]) -> int:
    belongs = forest.roots(batch)
    wanted = {(pk, key) for pk in belongs for key in keys_of(parties[pk].record, parties[pk].kind)}
    rows = MatchKey.objects.filter(recorded_party__in=among(batch))
    held = {(pair[0], pair[1]): pk for pk, *pair in rows.values_list("pk", "recorded_party_id", "key")}
    gone = [pk for pair, pk in held.items() if pair not in wanted]
    for stale in forest.in_batches(gone):
        MatchKey.objects.filter(pk__in=among(stale)).delete()
    added = sorted(wanted - held.keys())
    insert(MatchKey, COLUMNS, [(belongs[pk], pk, key) for pk, key in added], ignore_conflicts=True)
    return len(gone) + len(added)


def holders(wanted: Iterable[int], common: set[int] | None = None, since: int = 0) -> dict[int, set[int]]:
    """The roots that hold each key; keys held by more than `MOST_HOLDERS` are left out.

    `common`: keys found to be too common before, which are not asked for again; those found now are added.
    `since`: only who holds it by a row written after the one with this id.
    """
    told = common if common is not None else set()
    found: dict[int, set[int]] = {}
    late: dict[int, set[int]] = {}
    for part in _parts(sorted(set(wanted) - told)):
        for key, party, row in _some_holders(part):
            found.setdefault(key, set()).add(party)
            if row > since:
                late.setdefault(key, set()).add(party)
    told |= {key for key, parties in found.items() if len(parties) > MOST_HOLDERS}
    return {key: parties for key, parties in late.items() if key not in told}


# No more of a key are read than show that it is too common: a million may share one.
_HOLDERS = {
    "postgresql": (
        "SELECT wanted.key, held.party_id, held.id FROM unnest(%s::bigint[]) AS wanted(key) CROSS JOIN LATERAL "
        "(SELECT party_id, id FROM parties_matchkey m WHERE m.key = wanted.key LIMIT %s) held"
    ),
    "sqlite": (
        "SELECT wanted.value, (SELECT json_group_array(party_id || ' ' || id) FROM "
        "(SELECT party_id, id FROM parties_matchkey m WHERE m.key = wanted.value LIMIT %s)) "
        "FROM json_each(%s) wanted WHERE EXISTS (SELECT 1 FROM parties_matchkey m WHERE m.key = wanted.value)"
    ),
}
_ENOUGH = 4 * MOST_HOLDERS


def _some_holders(keys: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(key, party, id of the row): SQLite cannot join sideways, and folds the rows of a key into one text."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_HOLDERS["postgresql"], [list(keys), _ENOUGH])
            yield from cursor.fetchall()
            return
        cursor.execute(_HOLDERS["sqlite"], [_ENOUGH, json.dumps(keys)])
        for key, folded in cursor.fetchall():
            for held in json.loads(folded):
                party, _, row = held.partition(" ")
                yield key, int(party), int(row)


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), KEYS_AT_ONCE):
        yield keys[start : start + KEYS_AT_ONCE]
