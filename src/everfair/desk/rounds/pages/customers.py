"""Who is in a round, or would be: the list that fits its state."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from everfair.desk.rounds.pages.members import Candidates, Members
from everfair.desk.rounds.pages.proposed import Proposed
from everfair.loop.visible import visible_rounds
from everfair.ui.asking import scope_for


def customers_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    rounds = visible_rounds(scope_for(request)).select_related("series", "edition")
    this_round = get_object_or_404(rounds, pk=pk)
    page = (Proposed if this_round.by_plan else Candidates) if this_round.is_draft else Members
    return page.as_view(round=this_round)(request)
