"""Shows, editions, questionnaires, topics and competing shows that a list brought go where nothing stands on them."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from everfair.jobs.taking_back import keeping
from everfair.jobs.taking_back.heirs import Whose
from everfair.jobs.taking_back.steps import TOLD, Reasons, Step, Why, reason
from everfair.jobs.taking_back.written import Chunk
from everfair.journal.models import Entry
from everfair.parties.among import among
from everfair.shows.models import Edition, Series
from everfair.surveys.models import Competitor, Instrument, Item, Topic

# What is decided with the list itself.
WITH_THE_LIST = {"is_excluded", "excluded_because"}
GOES_WITH: dict[type[models.Model], set[str]] = {
    Series: {label.lower() for label in Series.goes_with_it},
    Instrument: {Item._meta.label_lower},
}


class Grounds(Step):
    """They are few."""

    def told(self, chunk: Chunk) -> dict[int, Any]:
        return dict.fromkeys(self.rows(chunk).values_list("pk", flat=True))

    def why(self, told: dict[int, Any]) -> Reasons:
        built = keeping.built_on(self.model, told)
        moot = GOES_WITH.get(self.model, set())
        held = {pk: (Why.IN_USE, sorted(labels - moot)) for pk, labels in built.items() if labels - moot}
        if self.series is not None and self.model in OF_SHOW:
            mine = self.model._base_manager.filter(
                pk__in=among(told), **{f"{OF_SHOW[self.model]}__in": self.series}
            )
            held |= reason(told.keys() - set(mine.values_list("pk", flat=True)), Why.NOT_YOURS)
        return held | reason(self.worked_on(told), Why.CHANGED)

    def whose(self, ids: list[int]) -> Whose:
        found = {pk: self.heirs.standing_on(self.standing(pk), TOLD) for pk in ids}
        return {pk: batch for pk, batch in found.items() if batch is not None}

    def standing(self, pk: int) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
        """All that stands on one, of any model."""
        for model, name in keeping.references(self.model):
            yield model, model._base_manager.filter(**{name: pk}).order_by()

    def worked_on(self, told: dict[int, Any]) -> set[int]:
        """Of which the journal tells more than that they were made, and left out of analysis with the list."""
        return of_journal(self.model, told) | {
            instrument for instrument, items in self.items(told).items() if of_journal(Item, items)
        }

    def items(self, told: dict[int, Any]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        if self.model is Instrument:
            for item, instrument in Item.objects.filter(instrument__in=told).values_list(
                "pk", "instrument_id"
            ):
                found.setdefault(instrument, []).append(item)
        return found


OF_SHOW: dict[type[models.Model], str] = {Edition: "series_id", Series: "pk", Competitor: "series_id"}
GROUNDS = (Competitor, Instrument, Topic, Edition, Series)


def of_journal(model: type[models.Model], ids: Any) -> set[int]:
    entries = Entry.objects.filter(object_type=model._meta.label_lower, object_id__in=among(ids))
    told = entries.exclude(verb__endswith=".add").values_list("object_id", "params")
    return {pk for pk, params in told if pk and not set(params.get("fields", "?")) <= WITH_THE_LIST}
