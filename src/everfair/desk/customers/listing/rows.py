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
from everfair.house.prepared import prepared, question, together
from everfair.parties.among import among
from everfair.relations.models import Relationship
from everfair.relations.standing import Standing, question_among, standings_in_lines
from everfair.shows.models import Stand
from everfair.shows.scope import of_seen

DRESSED_AT_ONCE = 500
Part = QuerySet[Any, int] | Interleaved
"""Keys of relationships, in order."""


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
        self.parts = parts
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
            keys = keys_in(part, start, start + missing) if missing else []
            found, missing = found + keys, missing - len(keys)
            start = 0 if keys or not missing else max(start - part.count(), 0)
        return found

    def iterator(self, chunk_size: int = DRESSED_AT_ONCE) -> Iterator[Relationship]:
        for part in self.parts:
            for keys in in_chunks(part.iterator(chunk_size=chunk_size), chunk_size):
                yield from self._rows(keys)

    def _rows(self, keys: Sequence[int]) -> list[Relationship]:
        return dressed(keys, self.asked, self.shown)


def keys_of(rows: QuerySet[Relationship]) -> QuerySet[Relationship, int]:
    return rows.values_list("pk", flat=True)


def keys_in(part: Part, start: int, stop: int) -> list[int]:
    return part[start:stop] if isinstance(part, Interleaved) else together([question(part[start:stop])])[0]


def in_chunks(keys: Iterator[int], size: int) -> Iterator[list[int]]:
    while chunk := list(islice(keys, size)):
        yield chunk


def dressed(keys: Sequence[int], asked: Asked, shown: Collection[str] = ()) -> list[Relationship]:
    """The rows of these keys, in their order, with a query for each kind of thing.

    Each has `standing`, and where the columns amount and dealing are shown `amounts` and `dealt_on`.
    """
    questions = [
        question_among(keys, asked.run),
        *([dealt_last.question(keys, seen=asked.scope.seen)] if "dealing" in shown else ()),
    ]
    read, *told = together(questions)
    found = standings_in_lines(read, asked.known_editions)
    standings = [found[key] for key in keys if key in found]
    rows = [standing.relationship for standing in standings]
    amounts = amounts_at_last(standings) if "amount" in shown else {}
    dealt: dict[int, datetime.date] = dict(*told)
    for standing in standings:
        row: Any = standing.relationship
        row._state.fields_cache["series"] = asked.choice.known[row.series_id]
        row.standing = standing
        row.amounts = amounts.get(row.pk, [])
        row.dealt_on = dealt.get(row.party_id)
    return rows


@prepared
def dealt_last(
    keys: Sequence[int], *, seen: frozenset[int] | None
) -> QuerySet[Interaction, tuple[int, datetime.date]]:
    """(party, day) of those in these relationships."""
    parties = Relationship.objects.filter(pk__in=among(keys)).values("party")
    found = Interaction.objects.filter(of_seen(seen), party__in=parties).values_list("party_id")
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
