"""How many are found by a search, before it is asked: PostgreSQL keeps which terms are the most common, and how common.

To find all that begin with two letters it reads every term that begins so; where they are many it is far quicker to
walk along the order of a list and look whether each matches, until a page is full.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod, sqrt

from django.db import connection

from everfair.names import Term
from everfair.parties.search_index import TABLE

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Way:
    """How long it takes to look along a list, where to gather one found costs 1."""

    page: float
    """As many rows as are shown, if each matched."""
    read: float
    """One entry of a term's, where others have none of the other terms."""
    least: int
    """So few are gathered anyway."""


EACH_LOOKED_UP = Way(page=34, read=1 / 8, least=1_500)
READ_IN_ORDER = Way(page=2.4, read=1 / 28, least=300)
"""What all are found by stands one behind the other, in the order of the list."""
_COMMON = """
SELECT unnest(most_common_elems::text::text[]),
    unnest(most_common_elem_freqs[:cardinality(most_common_elems::text::text[])])
FROM pg_stats WHERE tablename = %s AND attname = 'terms' AND schemaname = current_schema()
"""
_ENTRIES = "SELECT reltuples FROM pg_class WHERE oid = %s::regclass"


def expected(term: Term) -> float:
    """How many entries may have the term; 0 where it is rare, and on SQLite, which does not say."""
    if connection.vendor != "postgresql":
        return 0.0
    entries, shares = statistics(int(time.monotonic() / KEPT_SECONDS))
    return entries * share_of(term, shares)


def few(way: Way) -> float:
    """Up to so many it is quicker to gather all that are found than to look for them along the order of a list: the
    way to a page of them is the shorter the more they are of all."""
    if connection.vendor != "postgresql":
        return way.least
    entries, _shares = statistics(int(time.monotonic() / KEPT_SECONDS))
    return max(way.least, sqrt(way.page * entries))


def soon_met(terms: Sequence[Term], way: Way) -> bool:
    """Whether it is quicker to look for those found along the order of a list than to gather them, as far as is known
    before: terms are taken as independent of each other."""
    if connection.vendor != "postgresql":
        return False
    entries, _shares = statistics(int(time.monotonic() / KEPT_SECONDS))
    expected_of = [expected(term) for term in terms]
    found = entries * prod(one / entries for one in expected_of) if entries else 0.0
    return found * (found + way.read * sum(expected_of)) > way.page * entries and found > way.least


def share_of(term: Term, shares: Mapping[str, float]) -> float:
    if not term.prefix:
        return shares.get(term.text, 0.0)
    return min(sum(share for text, share in shares.items() if text.startswith(term.text)), 1.0)


@lru_cache(maxsize=1)
def statistics(_period: int) -> tuple[float, Mapping[str, float]]:
    """How many entries there are, and which share of them has each of the most common terms."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [TABLE])
        (entries,) = cursor.fetchone()
        cursor.execute(_COMMON, [TABLE])
        return max(entries, 0.0), dict(cursor.fetchall())
