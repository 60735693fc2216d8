"""The row of pairs one goes through: the list of duplicates as it was narrowed and sorted, one after the other."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from everfair.desk.data.duplicates_list import DuplicateList
from everfair.parties.duplicates import State
from everfair.parties.models import PossibleDuplicate

# Who goes through more than this in one go narrows the list first.
MOST = 2_000
ONLY_HERE = ("survivor", "chosen")


@dataclass(frozen=True)
class Row:
    """The pairs of the row in order (ids), and where in it one stands."""

    pairs: list[int]
    query: str
    behind: int

    @classmethod
    def of(cls, request: HttpRequest) -> "Row":
        page = DuplicateList()
        page.setup(request)
        rows = page.ordered(page.narrowed(page.state))
        if "state" not in page.state.filters:
            rows = rows.filter(state=State.OPEN)
        return cls(
            list(rows.values_list("pk", flat=True)[:MOST]),
            told(request.GET),
            page.asking.decided_today(),
        )

    def beside(self, pair: PossibleDuplicate, step: int) -> int | None:
        """The pair after (1) or before (-1) this one; round the corner at the end, None where there is no other."""
        if pair.pk not in self.pairs:
            return next(iter(self.pairs), None)
        found = self.pairs[(self.pairs.index(pair.pk) + step) % len(self.pairs)]
        return found if found != pair.pk else None

    def address(self, pk: int | None) -> str:
        """Of a pair of the row; of the list where there is none."""
        path = reverse("data:duplicate", args=[pk]) if pk is not None else reverse("data:duplicates")
        return f"{path}?{self.query}" if self.query else path

    @property
    def list_address(self) -> str:
        return self.address(None)

    def progress(self, pair: PossibleDuplicate) -> dict[str, int]:
        """The 17th of 60, from where the pair stands in the row: what was decided today counts as behind us."""
        before = self.behind + (self.pairs.index(pair.pk) if pair.pk in self.pairs else 0)
        return {
            "place": before + 1,
            "places": max(self.behind + len(self.pairs), before + 1),
            "behind": before,
        }


def told(query: QueryDict) -> str:
    """What narrows the list, to be carried along from pair to pair."""
    return urlencode(
        [(key, value) for key, values in query.lists() for value in values if key not in ONLY_HERE]
    )


def onwards(request: HttpRequest, following: int | None) -> HttpResponseBase:
    """To the next pair of the row, or back to the list."""
    query = told(request.GET)
    path = reverse("data:duplicate", args=[following]) if following else reverse("data:duplicates")
    return redirect(f"{path}?{query}" if query else path)
