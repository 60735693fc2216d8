"""What a member of staff may see of the shows."""

from django.db.models import QuerySet

from everfair.shows.models import Series
from everfair.shows.scope import Capability, Scope


def series(scope: Scope) -> QuerySet[Series]:
    """Those whose figures the user may see, and those they look after."""
    wanted = (Capability.SEE, Capability.MANAGE_SHOWS)
    if any(scope.may_everywhere(capability) for capability in wanted):
        return Series.objects.all()
    keys = frozenset[int]().union(*(scope.series_with(capability) for capability in wanted))
    return Series.objects.filter(pk__in=keys)
