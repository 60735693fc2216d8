"""Which pairs a user may see and decide on: both parties must be visible, and changeable for those who sell."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from everfair.parties.duplicates import waiting
from everfair.parties.models import Merge, Party, PossibleDuplicate
from everfair.relations import visible
from everfair.shows.scope import Capability, Scope
from everfair.ui.asking import person_of, scope_for

State = PossibleDuplicate.State


class Asking:
    """Who asks, and what of the pairs and merges they may see. Made once a request."""

    def __init__(self, request: HttpRequest) -> None:
        self.user = person_of(request)
        self.scope: Scope = scope_for(request)
        if not self.scope.may(Capability.MERGE):
            raise PermissionDenied

    @property
    def parties(self) -> QuerySet[Party]:
        return visible.parties(self.scope)

    @property
    def pairs(self) -> QuerySet[PossibleDuplicate]:
        """The best first."""
        seen = self.parties.values("pk")
        return waiting().filter(first__in=seen, second__in=seen).order_by("-score", "pk")

    @property
    def open_pairs(self) -> QuerySet[PossibleDuplicate]:
        return self.pairs.filter(state=State.OPEN)

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
        return all(visible.may_change(self.scope, party) for party in parties)

    def must_decide(self, *parties: Party) -> None:
        if not self.may_decide(*parties):
            raise PermissionDenied

    def decided_today(self) -> int:
        since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return PossibleDuplicate.objects.filter(decided_by=self.user, decided_at__gte=since).count()

    def next_pair(self, after: PossibleDuplicate | None = None) -> PossibleDuplicate | None:
        """The best open pair behind this one; round the corner where there is none."""
        if after is not None:
            behind = Q(score__lt=after.score) | Q(score=after.score, pk__gt=after.pk)
            if found := self.open_pairs.filter(behind).first():
                return found
        others = self.open_pairs if after is None else self.open_pairs.exclude(pk=after.pk)
        return others.first()
