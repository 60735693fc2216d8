"""The rows that a load wrote, found again by its stretches of ids."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from django.db import models

from everfair.contact.models import Interaction, Suggestion
from everfair.intake.models import Batch, ImportedRow
from everfair.parties.models import ContactPoint, Employment, Name, Organisation, Party, Person
from everfair.relations.models import LedgerEntry, Referral
from everfair.shows.models import Participation, Stand
from everfair.surveys.models import Answer, Rating, Response

# Rows that say from which file they are: others may have written within the same stretch.
SOURCED = frozenset(
    {ContactPoint, Employment, Name, Organisation, Person, LedgerEntry, Referral, Participation, Rating, Response}
    | {Interaction, Suggestion}
)  # fmt: skip
# Rows without a source that hang on one which the list spoke of.
HUNG: dict[type[models.Model], str] = {Answer: "response", Stand: "participation"}


class Written:
    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.source = batch.filename[:120]
        self.stretches = {label: sorted(map(tuple, told)) for label, told in batch.made.items()}

    def chunks(self, model: type[models.Model], size: int, after: int) -> Iterator[range]:
        """The ids of its stretches, `size` at a time, from `after` on."""
        for first, last in self.stretches.get(model._meta.label_lower, ()):
            for start in range(first, last + 1, size):
                chunk = range(start, min(start + size, last + 1))
                if chunk[-1] > after:
                    yield chunk

    def count(self, model: type[models.Model]) -> int:
        """Of the ids; some may be of nobody."""
        return sum(last - first + 1 for first, last in self.stretches.get(model._meta.label_lower, ()))

    def rows(self, model: type[models.Model], chunk: range) -> models.QuerySet[Any]:
        """Those of the load among these ids that are there."""
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
        """Whether the load wrote that row; `source`: what the row says, where it says any."""
        told = self.stretches.get(model._meta.label_lower, ())
        place = bisect_right(told, (pk, float("inf"))) - 1
        within = place >= 0 and told[place][0] <= pk <= told[place][1]
        return within and (model not in SOURCED or source == self.source)

    def makes(self, party: int) -> bool:
        """Whether the load made that customer."""
        return self.holds(Party, party)
