"""Which pairs and merges a user may see and decide on, asked once a request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from everfair.parties.duplicates import UNDECIDED, State, likely_enough
from everfair.parties.models import Merge, Party, PossibleDuplicate
from everfair.relations import pairs, visible
from everfair.shows.scope import Capability, Scope
from everfair.ui.asking import person_of, scope_for
from everfair.ui.merged import to_survivor

Answered = Callable[..., HttpResponseBase]


class Asking:
    """Who asks, and what of the pairs and merges they may see. Made once a request."""

    def __init__(self, request: HttpRequest) -> None:
        self.user = person_of(request)
        self.scope: Scope = scope_for(request)
        if not self.scope.may(Capability.MERGE):
            raise Http404

    @property
    def parties(self) -> QuerySet[Party]:
        return visible.parties(self.scope)

    @property
    def pairs(self) -> QuerySet[PossibleDuplicate]:
        """The best first."""
        return pairs.pairs(self.scope).order_by("-score", "pk")

    @property
    def undecided(self) -> QuerySet[PossibleDuplicate]:
        """Those that the house asks about: by its lines, likely enough."""
        return self.pairs.filter(likely_enough(), state__in=UNDECIDED)

    @property
    def open_pairs(self) -> QuerySet[PossibleDuplicate]:
        return self.undecided.filter(state=State.OPEN)

    @property
    def certain_pairs(self) -> QuerySet[PossibleDuplicate]:
        return pairs.certain(self.scope)

    @property
    def merges(self) -> QuerySet[Merge]:
        seen = self.parties.values("pk")
        below = Q(survivor__in=seen) | Q(survivor__merged_into__in=seen)
        # Undone, the absorbed stands for itself again and may be nobody this user sees.
        told = Q(undone_at=None) | Q(absorbed__in=seen)
        return Merge.objects.filter(below, told).select_related("survivor", "absorbed", "by", "undone_by")

    def pair(self, pk: int) -> PossibleDuplicate:
        """A pair the user may see; 404 for all others."""
        found = self.pairs.select_related("first", "second").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def may_decide(self, *parties: Party) -> bool:
        return pairs.may_decide(self.scope, *parties)

    def must_decide(self, *parties: Party) -> None:
        if not self.may_decide(*parties):
            raise Http404

    @property
    def may_draw_lines(self) -> bool:
        return pairs.may_draw_lines(self.scope)

    def decided_today(self) -> int:
        since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return PossibleDuplicate.objects.filter(decided_by=self.user, decided_at__gte=since).count()


def of_pair(view: Answered) -> Answered:
    """A page of a pair, or a decision on it; of a pair merged meanwhile it leads to the customer they became."""

    @wraps(view)
    def answered(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, pk, **kwargs)
        except Http404:
            answer = merged_since(request, pk)
            if answer is None:
                raise
            return answer

    return answered


def merged_since(request: HttpRequest, pk: int) -> HttpResponseBase | None:
    Asking(request)
    pair = PossibleDuplicate.objects.filter(pk=pk).select_related("first", "second").first()
    halves = (pair.first, pair.second) if pair else ()
    absorbed = next((party for party in halves if party.merged_into_id), None)
    return to_survivor(request, absorbed.pk) if absorbed else None
