"""A page of a search that finds many: the list is read in its order until the page is full."""

from dataclasses import dataclass

from django.db.models import QuerySet

from everfair.parties.search import met_along
from everfair.relations.models import Relationship


@dataclass
class Walk:
    rows: QuerySet[Relationship]
    """All there are without the search."""
    text: str
    was_enough: bool = False
    ordered: QuerySet[Relationship] | None = None
    """They in the order of the list, where that is an index's."""

    def met(self, start: int, stop: int) -> list[int]:
        """Keys of those found, from one place of the list to another; none where the way would be too long."""
        if self.ordered is None:
            return []
        found = met_along(self.ordered.values_list("pk", "party_id"), self.text, stop)
        self.was_enough = len(found) >= stop
        return found[start:] if self.was_enough else []
