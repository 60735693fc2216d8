"""A page of a search that finds many: the list is read in its order until the page is full."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from everfair.parties.among import among
from everfair.parties.common_terms import EACH_LOOKED_UP, READ_IN_ORDER, Way
from everfair.parties.search import met_along
from everfair.relations import foremost
from everfair.relations.models import AnalysisRun, Relationship

FURTHER = 8
"""Where too few of those found are to be shown, so many times as many are asked for."""


@dataclass
class Walk:
    rows: QuerySet[Relationship]
    """All there are without the search."""
    text: str
    run: AnalysisRun | None
    """Of which the first are known, where the list begins with them."""
    series: int
    ordered: QuerySet[Relationship] | None = None
    """All in the order of the list, where that is an index's."""

    def met(self, start: int, stop: int) -> list[int]:
        """Keys of those found, from one place of the list to another; none where the way would be too long."""
        if self.ordered is None:
            return []
        found = self.among_the_first(stop)
        if not found:
            found = met_along(self.ordered.values_list("pk", "party_id"), self.text, stop)
        return found[start:stop] if len(found) >= stop else []

    def among_the_first(self, stop: int) -> list[int]:
        asked = stop + stop // 10  # some may have gone
        while self.run is not None:
            found = foremost.found(self.run.pk, self.series, self.text, asked)
            shown = self.shown(found)
            if len(shown) >= stop or len(found) < asked:
                return shown
            asked *= FURTHER
        return []

    def shown(self, found: Sequence[int]) -> list[int]:
        """Of those found: who is in the list, as it is narrowed."""
        there = set(self.rows.filter(pk__in=among(found)).values_list("pk", flat=True)) if found else ()
        return [key for key in found if key in there]


def way_for(run: AnalysisRun | None) -> Way:
    return EACH_LOOKED_UP if run is None else READ_IN_ORDER
