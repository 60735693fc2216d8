"""The catalogue of measures: what each says, how it is counted, what to beware of."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l
from django.views import View

from everfair.desk.analysis.texts import TEXTS
from everfair.relations.measures import MEASURES, Measure, Unit, Where
from everfair.shows.scope import Capability
from everfair.ui.asking import scope_for

UNITS: dict[Unit, str | Promise] = {
    Unit.CODE: _l("one of several names"),
    Unit.SHARE: _l("share, 0 to 100 %"),
    Unit.COUNT: _l("relationships"),
    Unit.EDITIONS: _l("editions"),
    Unit.AREA: _l("square metres"),
    Unit.NUMBER: _l("a number"),
    Unit.MONEY: _l("money, in the currency of the show"),
}
PLACES: dict[Where, str | Promise] = {
    Where.SCORE: _l("Of each customer"),
    Where.EDITION: _l("Of each edition"),
    Where.FORECAST: _l("Of the edition to come"),
    Where.BACKTEST: _l("Of forecasts put to the test"),
    Where.ROUND: _l("Of rounds"),
    Where.FINDING: _l("Of a show as a whole"),
}


class Catalogue(View):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        groups = [
            (word, [one for one in MEASURES.values() if one.where == where]) for where, word in PLACES.items()
        ]
        return render(request, "analysis/measures.html", {"groups": groups, "total": len(MEASURES)})


class MeasurePage(View):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        measure = MEASURES.get(code)
        if measure is None:
            raise Http404
        context: dict[str, Any] = {
            "measure": measure,
            "text": TEXTS[code],
            "unit": UNITS[measure.unit],
            "place": PLACES[measure.where],
            "seen": seen_at(measure, request),
            "kin": [(MEASURES[other], why) for other, why in TEXTS[code].kin],
        }
        return render(request, "analysis/measure.html", context)


def seen_at(measure: Measure, request: HttpRequest) -> str:
    """Where the values of a measure stand."""
    if not scope_for(request).may(Capability.SEE):
        return ""
    if measure.where == Where.FINDING:
        return f"{reverse('findings:home')}?finding={measure.code}"
    doors = {
        Where.SCORE: "customers:list",
        Where.EDITION: "analysis:home",
        Where.FORECAST: "shows:cockpit",
        Where.ROUND: "rounds:list",
    }
    return reverse(doors.get(measure.where, "analysis:home"))
