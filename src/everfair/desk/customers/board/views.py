"""Pages of the room of relationships; each figure leads to the customers behind it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from everfair.desk.customers.board.columns import Board
from everfair.desk.customers.board.flow import diagram, editions_of
from everfair.desk.customers.board.flow import flows as found_flows
from everfair.desk.customers.board.rungs import rungs
from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.page import first_step
from everfair.relations import wording
from everfair.shows.models import Series
from everfair.shows.models.role import Side
from everfair.shows.scope import Capability
from everfair.ui.stages import STAGES


def frame(request: HttpRequest) -> tuple[Asked, str, dict[str, Any]]:
    """What the three pages share: the show, the side, the run."""
    asked = Asked(request, of_one=True)
    if not asked.scope.may(Capability.SEE):
        raise Http404
    asked.has_overrides  # noqa: B018 - asked with what every page begins with
    sides = asked.sides
    found = {side.value for side in sides}
    wanted = request.GET.get("side", "")
    side = wanted if wanted in found else (sides[0].value if sides else Side.EXHIBITOR.value)
    context = {
        "asked": asked, "run": asked.run, "side": side, "sides": sides if len(sides) > 1 else [],
        "first_step": first_step(), "anybody": bool(found),
    }  # fmt: skip
    return asked, side, context


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    asked, side, context = frame(request)
    if asked.run and context["anybody"]:
        shown = Board(asked, side)
        context |= {"columns": shown.columns(), "unscored": shown.unscored()}
    return render(request, "relationships/board.html", context)


@require_safe
def flows(request: HttpRequest) -> HttpResponse:
    asked, side, context = frame(request)
    found = found_flows(asked, side)
    context |= {"flows": found, "diagram": diagram(found), "editions": editions_of(found)}
    return render(request, "relationships/flows.html", context)


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    asked, side, context = frame(request)
    up, off = rungs(asked, side)
    most = max((rung.count for rung in [*up, *off]), default=0)
    table = [
        (look, [(maturity, *wording.focus(look.code, maturity.value)) for maturity in Series.Maturity])
        for look in STAGES.values()
    ]
    context |= {"up": up, "off": off, "most": most, "focus": table, "maturities": Series.Maturity}
    return render(request, "relationships/ladder.html", context)
