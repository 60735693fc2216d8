"""The forest of merges: every party points to the one it was merged into; the root counts.

Reading it takes a query a level; trees are a few levels deep.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from everfair.parties.among import among
from everfair.parties.models.party import Party

# SQLite takes a limited number of values in one statement.
AT_ONCE = 1_000
# Merges and un-merges go one after the other: any number will do, as long as nobody else takes it.
_MERGING = 7_071_067


def in_batches(ids: Iterable[int], size: int = AT_ONCE) -> Iterator[Sequence[int]]:
    """The distinct ids, in order, `size` at a time."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def roots(ids: Iterable[int]) -> dict[int, int]:
    """The root of each party; ids that name no party are left out."""
    above = dict.fromkeys(set(ids), 0)
    parent: dict[int, int | None] = {}
    asked = set(above)
    while asked:
        for batch in in_batches(asked):
            parent.update(Party.objects.filter(pk__in=among(batch)).values_list("pk", "merged_into_id"))
        asked = {up for up in parent.values() if up is not None} - parent.keys()
    return {pk: _climb(pk, parent) for pk in above if pk in parent}


def _climb(pk: int, parent: dict[int, int | None]) -> int:
    up = parent[pk]
    while up is not None:
        pk, up = up, parent[up]
    return pk


def tree(ids: Iterable[int]) -> dict[int, int]:
    """Everything at or below these parties: member -> the one of `ids` it hangs under."""
    under = {pk: pk for pk in ids}
    level = set(under)
    while level:
        found: dict[int, int] = {}
        for batch in in_batches(level):
            below = Party.objects.filter(merged_into__in=among(batch)).values_list("pk", "merged_into_id")
            found.update({pk: under[up] for pk, up in below if pk not in under})
        under.update(found)
        level = set(found)
    return under


def family(party_id: int) -> list[int]:
    """A root and all that was merged into it: the ids under which its journal and history stand."""
    return sorted(tree([party_id]))


def hold(ids: Iterable[int]) -> dict[int, int]:
    """Lock these parties' roots until the end of the transaction; answers the root of each.

    For writers of many rows: what they write for a root cannot be left behind by a merge meanwhile.
    """
    wanted = sorted(set(ids))
    if connection.vendor == "sqlite":  # whoever writes there is alone
        return roots(wanted)
    while True:
        found = roots(wanted)
        for batch in in_batches(found.values()):
            held = Party.objects.select_for_update(no_key=True).filter(pk__in=among(batch))
            list(held.order_by("pk").values_list("pk"))
        if roots(wanted) == found:
            return found


def one_at_a_time() -> None:
    """Until the end of this transaction nobody else merges or un-merges. SQLite's writers do so anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_MERGING])
