"""What was before: the rounds there are to learn from, and what plays did in them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from everfair.loop.models import Result, Round
from everfair.shows.scope import Scope


def results_of_plays(scope: Scope, *, besides: Round | None = None) -> dict[int, list[Result]]:
    """Per play the results told of it in rounds the user may see, the latest round first."""
    rows: QuerySet[Result] = (
        Result.objects.filter(scope.series_filter("round__series_id"), segment=None)
        .exclude(play=None)
        .select_related("round", "round__edition")
        .order_by("-round__started_at", "-pk")
    )
    if besides is not None:
        rows = rows.exclude(round=besides)
    found: dict[int, list[Result]] = defaultdict(list)
    for row in rows:
        assert row.play_id is not None
        found[row.play_id].append(row)
    return dict(found)


def rounds_before(this_round: Round) -> QuerySet[Round]:
    """Rounds of the show whose edition has been held: what there is to learn from.

    Of the same show only: who plans it need not see what another show does."""
    started = Round.objects.filter(series=this_round.series_id, edition__is_held=True)
    return started.exclude(state=Round.State.DRAFT).exclude(pk=this_round.pk)


def strongest(results: Iterable[Result]) -> Result | None:
    """The latest that could be told, else the latest."""
    kept = list(results)
    return next((row for row in kept if row.is_told), kept[0] if kept else None)
