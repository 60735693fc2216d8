"""Where the analysis is entered: the measures of the show we are in."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from everfair.ui import show_choice


def home(request: HttpRequest) -> HttpResponseBase:
    choice = show_choice.chosen(request)
    return redirect("analysis:figures", choice.series.id) if choice.series else redirect("analysis:runs")
