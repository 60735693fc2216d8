"""What a member of staff may see of the rounds."""

from django.db.models import QuerySet

from everfair.loop.models import Round
from everfair.shows.scope import Scope


def visible_rounds(scope: Scope) -> QuerySet[Round]:
    found: QuerySet[Round] = Round.objects.filter(scope.series_filter("series_id"))
    return found
