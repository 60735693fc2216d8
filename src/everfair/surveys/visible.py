"""What a member of staff may see of surveys, and who may word them."""

from django.db.models import Q, QuerySet

from everfair.shows.scope import Capability, Scope
from everfair.surveys.models import Competitor, Instrument, Rating, Response, Topic


def responses(scope: Scope, capability: Capability = Capability.SEE) -> QuerySet[Response]:
    return Response.objects.filter(scope.series_filter("series_id", capability))


def ratings(scope: Scope, capability: Capability = Capability.SEE) -> QuerySet[Rating]:
    return Rating.objects.filter(scope.series_filter("series_id", capability))


def competitors(scope: Scope) -> QuerySet[Competitor]:
    return Competitor.objects.filter(scope.series_filter("series_id"))


def instruments(scope: Scope, capability: Capability = Capability.SEE) -> QuerySet[Instrument]:
    """Those for all shows, and those of the shows on which the user has the capability."""
    return Instrument.objects.filter(of_all_or_own(scope, capability))


def topics(scope: Scope, capability: Capability = Capability.SEE) -> QuerySet[Topic]:
    return Topic.objects.filter(of_all_or_own(scope, capability))


def of_all_or_own(scope: Scope, capability: Capability) -> Q:
    return Q(series=None) | scope.series_filter("series_id", capability)


def may_open(scope: Scope) -> bool:
    """Whether the room of surveys says anything to the user."""
    return scope.may(Capability.SEE) or scope.may(Capability.MANAGE_SHOWS)


def may_word(scope: Scope, series: int | None) -> bool:
    """Whoever manages a show words what it asks; what is asked at all shows, who manages all of them."""
    if series is None:
        return scope.may_everywhere(Capability.MANAGE_SHOWS)
    return scope.may(Capability.MANAGE_SHOWS, series)
