"""What a member of staff may see of the rounds."""

from django.db.models import Q, QuerySet

from everfair.loop.models import Round
from everfair.shows.scope import Scope


def visible_rounds(scope: Scope) -> QuerySet[Round]:
    found: QuerySet[Round] = Round.objects.filter(scope.series_filter("series_id"))
    return found


def called(text: str) -> Q:
    """Rounds of such a name; those without one of their own are called after their edition."""
    edition = (
        Q(edition__label__icontains=text) | Q(edition__zh__icontains=text) | Q(edition__en__icontains=text)
    )
    return Q(name__icontains=text) | Q(name="") & edition
