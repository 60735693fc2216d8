"""Pages that only tell: how the house works."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

STEPS = (
    (
        "file-import",
        _("Bring a list in"),
        _("The list of who took part in an edition arrives as a file. It is kept as it came."),
    ),
    (
        "eye",
        _("Look before you load"),
        _(
            "A dry run meets every row with the customers there are and says what would "
            "happen; nothing is written until you decide."
        ),
    ),
    (
        "database",
        _("Load"),
        _(
            "The load writes customers, participations and contacts. Killed in the middle, it "
            "goes on exactly where it was; loaded twice, it changes nothing."
        ),
    ),
    (
        "git-merge",
        _("Who is who"),
        _(
            "Certain matches join by themselves and say why; doubtful ones wait for you. "
            "Un-merging gives everything back."
        ),
    ),
    (
        "history",
        _("One journal"),
        _("Every meaningful act leaves one entry; timelines and the audit read nothing else."),
    ),
    (
        "chart-dots",
        _("Analyse"),
        _(
            "A run reads everything there is at one moment, and works out where each "
            "relationship stands, why, and who will come back."
        ),
    ),
    (
        "circle-check",
        _("Publish by one switch"),
        _("New scores show all at once. A run that dies leaves the last one shown."),
    ),
    (
        "clock",
        _("Shown as of a date"),
        _("Every page shows the last published run and its date. Nobody waits for an analysis."),
    ),
    (
        "route",
        _("Plan a round"),
        _(
            "Customers are cut into segments, each gets its plays, and a random part of each "
            "is held out. Starting puts the tasks on desks."
        ),
    ),
    (
        "flask",
        _("See what it changed"),
        _(
            "Outcomes and participations come in; treated and held out are compared, with an "
            "interval, the cost and the money returned. The next round opens with it."
        ),
    ),
)


@require_safe
def how_it_flows(request: HttpRequest) -> HttpResponse:
    return render(request, "start/how_it_flows.html", {"steps": STEPS})
