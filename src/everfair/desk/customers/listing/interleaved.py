"""Rows of several query sets in the one order that each of them is in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from everfair.house.prepared import question, together

Row = tuple[int, float]


@dataclass
class Interleaved:
    """Looks enough like a query set of keys: slices, `iterator`, `count`."""

    lists: Sequence[QuerySet[Any, Row]]
    """Of (key, figure), by figure; who has the same stands the other way round, by key."""
    down: bool

    def __getitem__(self, wanted: slice) -> list[int]:
        found = together([question(one[: wanted.stop]) for one in self.lists])
        return list(islice(self._merged(found), wanted.start, wanted.stop))

    def iterator(self, chunk_size: int) -> Iterator[int]:
        return self._merged(one.iterator(chunk_size=chunk_size) for one in self.lists)

    def count(self) -> int:
        return sum(one.order_by().count() for one in self.lists)

    def _merged(self, lists: Iterable[Iterable[Row]]) -> Iterator[int]:
        turned = -1 if self.down else 1
        return (key for key, _ in merge(*lists, key=lambda row: (turned * row[1], -turned * row[0])))
