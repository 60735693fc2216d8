"""Rows of the list in order, each dressed with its score, what overrules it, its money and its last dealing.

Sorted by what a score says, whoever has one comes first, read along an index of the scores; then whoever has none
yet. A page costs a fixed number of queries, whatever it holds.
"""

import datetime
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Max, QuerySet, Sum

from everfair.contact.models import Interaction
from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.interleaved import Interleaved
from everfair.desk.customers.listing.walking import Walk
from everfair.house.prepared import prepared
from everfair.parties.among import among
from everfair.relations.models import Relationship
from everfair.relations.standing import Standing, standings_among
from everfair.shows.models import Stand

DRESSED_AT_ONCE = 500
Part = QuerySet[Relationship] | Interleaved


class Rows:
    """Looks enough like a queryset for pages and files: slices and `iterator`, of dressed relationships.

    Only keys are put in order; joining owners and shows there would cost the databases their index.
    """

    ordered = True

    def __init__(
        self,
        parts: Sequence[Part],
        asked: Asked,
        shown: Collection[str] = (),
        walk: Walk | None = None,
    ) -> None:
        self.parts = [keys_of(part) for part in parts]
        self.asked = asked
        self.shown = shown
        self.walk = walk

    def __getitem__(self, wanted: slice) -> list[Relationship]:
        return self._rows(self._cut(wanted.start or 0, wanted.stop))

    def _cut(self, start: int, stop: int) -> list[int]:
        if self.walk is not None and (met := self.walk.met(start, stop)):
            return met
        found: list[int] = []
        missing = stop - start
        for part in self.parts:
            keys = list(part[start : start + missing]) if missing else []
            found, missing = found + keys, missing - len(keys)
            start = 0 if keys or not missing else max(start - part.count(), 0)
        return found

    def iterator(self, chunk_size: int = DRESSED_AT_ONCE) -> Iterator[Relationship]:
        for part in self.parts:
            for keys in in_chunks(part.iterator(chunk_size=chunk_size), chunk_size):
                yield from self._rows(keys)

    def _rows(self, keys: Sequence[int]) -> list[Relationship]:
        return dressed(keys, self.asked, self.shown)


def keys_of(part: Part) -> "QuerySet[Relationship, int] | Interleaved":
    return part if isinstance(part, Interleaved) else part.values_list("pk", flat=True)


def in_chunks(keys: Iterator[int], size: int) -> Iterator[list[int]]:
    while chunk := list(islice(keys, size)):
        yield chunk


def dressed(keys: Sequence[int], asked: Asked, shown: Collection[str] = ()) -> list[Relationship]:
    """The rows of these keys, in their order, with a query for each kind of thing.

    Each has `standing`, and where the columns amount and dealing are shown `amounts` and `dealt_on`.
    """
    found = standings_among(keys, asked.run, asked.known_editions)
    standings = [found[key] for key in keys if key in found]
    rows = [standing.relationship for standing in standings]
    amounts = amounts_at_last(standings) if "amount" in shown else {}
    dealt = last_dealings(rows) if "dealing" in shown else {}
    for standing in standings:
        row: Any = standing.relationship
        row._state.fields_cache["series"] = asked.choice.known[row.series_id]
        row.standing = standing
        row.amounts = amounts.get(row.pk, [])
        row.dealt_on = dealt.get(row.party_id)
    return rows


def last_dealings(rows: Sequence[Relationship]) -> dict[int, datetime.date]:
    return dict(dealt_last([row.party_id for row in rows]))


@prepared
def dealt_last(parties: Sequence[int]) -> QuerySet[Interaction, tuple[int, datetime.date]]:
    found = Interaction.objects.filter(party__in=among(parties)).values_list("party_id")
    return found.annotate(last=Max("occurred_on")).order_by()


def amounts_at_last(standings: Sequence[Standing]) -> dict[int, list[tuple[int, str]]]:
    """What each paid for its stands at the last edition it came to: relationship -> (minor units, currency)."""
    wanted = {
        (one.relationship.party_id, one.score.last_edition_id, one.relationship.side): one.relationship.pk
        for one in standings
        if one.score is not None and one.score.last_edition_id
    }
    found: dict[int, list[tuple[int, str]]] = {}
    for party, edition, side, currency, total in _sums(wanted):
        if key := wanted.get((party, edition, side)):
            found.setdefault(key, []).append((total, currency))
    return found


def _sums(wanted: Any) -> QuerySet[Any, tuple[Any, ...]]:
    at = "participation__"
    stands = Stand.objects.filter(
        participation__superseded=False,
        participation__party__in={party for party, _edition, _side in wanted},
        participation__edition__in={edition for _party, edition, _side in wanted},
        amount_minor__isnull=False,
    )
    grouped = stands.values_list(f"{at}party", f"{at}edition", f"{at}role__side", "currency")
    return grouped.annotate(total=Sum("amount_minor")).order_by()
