"""Where the analysis is entered: the measures of the show we are in."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from everfair.ui import show_choice


def home(request: HttpRequest) -> HttpResponseBase:
    choice = show_choice.chosen(request)
    if choice.series is None:
        return redirect("analysis:runs")
    page = "backtest" if request.GET.get("to") == "backtest" else "figures"
    return redirect(f"analysis:{page}", choice.series.id)
