"""The rows that a load wrote, found again by its stretches of ids."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db import models

from everfair.contact.models import Interaction, Suggestion
from everfair.intake.models import Batch, HandedOn, ImportedRow
from everfair.parties.among import among
from everfair.parties.models import Consent, ContactPoint, Employment, Name, Organisation, Party, Person
from everfair.relations.models import LedgerEntry, Referral
from everfair.shows.models import Participation, Stand
from everfair.surveys.models import Answer, Rating, Response

# Rows that say from which file they are: others may have written within the same stretch.
SOURCED = frozenset(
    {Consent, ContactPoint, Employment, Name, Organisation, Person, LedgerEntry, Referral, Participation, Rating}
    | {Interaction, Response, Suggestion}
)  # fmt: skip
# Rows without a source that hang on one which the list spoke of.
HUNG: dict[type[models.Model], str] = {Answer: "response", Stand: "participation"}


Chunk = Sequence[int]
"""Ids: a range where they are those of a stretch, a list where they were handed on."""


class Written:
    """What a list answers for: what it wrote, and what older ones wrote that were taken back since."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.source = batch.filename[:120]
        self.stretches = {label: sorted(map(tuple, told)) for label, told in batch.made.items()}

    @cached_property
    def _handed(self) -> dict[str, frozenset[int]]:
        held: dict[str, set[int]] = defaultdict(set)
        for label, pk in HandedOn.objects.filter(batch=self.batch).values_list("object_type", "object_id"):
            held[label].add(pk)
        return {label: frozenset(ids) for label, ids in held.items()}

    def handed(self, model: type[models.Model]) -> frozenset[int]:
        """The rows that were handed on to it."""
        return self._handed.get(model._meta.label_lower, frozenset())

    @property
    def is_outdated(self) -> bool:
        """Whether more was handed on to it meanwhile."""
        held = HandedOn.objects.filter(batch=self.batch).values_list("object_type", "object_id")
        return any(pk not in self._handed.get(label, ()) for label, pk in held)

    def chunks(self, model: type[models.Model], size: int, after: int) -> Iterator[Chunk]:
        """The ids of its rows, `size` at a time, from `after` on."""
        told: list[Chunk] = [
            range(start, min(start + size, last + 1))
            for first, last in self.stretches.get(model._meta.label_lower, ())
            for start in range(first, last + 1, size)
        ]
        handed = sorted(self.handed(model))
        told += [handed[start : start + size] for start in range(0, len(handed), size)]
        yield from (chunk for chunk in sorted(told, key=lambda chunk: chunk[-1]) if chunk[-1] > after)

    def count(self, model: type[models.Model]) -> int:
        """Of the ids; some may be of nobody."""
        stretches: list[tuple[int, int]] = self.stretches.get(model._meta.label_lower, [])
        return sum(last - first + 1 for first, last in stretches) + len(self.handed(model))

    def rows(self, model: type[models.Model], chunk: Chunk) -> models.QuerySet[Any]:
        """Those of the list among these ids that are there."""
        if not isinstance(chunk, range):
            return model._base_manager.filter(pk__in=among(chunk))
        rows = model._base_manager.filter(pk__range=(chunk[0], chunk[-1]))
        if model in SOURCED:
            return rows.filter(source=self.source)
        if model not in HUNG:
            return rows
        of: Any = model._meta.get_field(HUNG[model])
        spoken = ImportedRow.objects.filter(
            batch=self.batch,
            object_type=of.related_model._meta.label_lower,
            object_id=models.OuterRef(of.attname),
        )
        return rows.filter(models.Exists(spoken))

    def holds(self, model: type[models.Model], pk: int, source: str | None = None) -> bool:
        """Whether that row is the list's; `source`: what the row says, where it says any."""
        if pk in self.handed(model):
            return True
        return self.has_made(model._meta.label_lower, pk) and (model not in SOURCED or source == self.source)

    def owns(self, label: str, pk: int) -> bool:
        """Whether it was on file by this list, and not only changed by it."""
        return self.has_made(label, pk) or pk in self._handed.get(label, ())

    def has_made(self, label: str, pk: int) -> bool:
        """Whether it lies in a stretch of the list's."""
        told = self.stretches.get(label, ())
        place = bisect_right(told, (pk, float("inf"))) - 1
        return place >= 0 and told[place][0] <= pk <= told[place][1]

    def makes(self, party: int) -> bool:
        """Whether that customer is on file by this list."""
        return self.holds(Party, party)
