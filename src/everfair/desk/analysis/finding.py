"""Measures and runs in the command palette."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from everfair.relations.measures import MEASURES
from everfair.relations.models import AnalysisRun
from everfair.shows.scope import Capability
from everfair.ui import palette, show_choice
from everfair.ui.asking import scope_for

LATEST_RUNS = 3


@palette.register
def measures(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    """By name in either language, or by code."""
    if not text:
        return
    for one in MEASURES.values():
        if palette.matches(text, one.code, str(one.name), english(one.name)):
            url = reverse("analysis:measure", args=[one.code])
            yield palette.Entry(one.name, url, "math-function", under=one.formula, group=_("Measures"))


def english(word: object) -> str:
    with translation.override("en"):
        return str(word)


@palette.register
def analysis(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    if not text or not scope_for(request).may(Capability.SEE):
        return
    yield from pages(request, text)
    word = _("Run {n}")
    for run in AnalysisRun.objects.all()[:LATEST_RUNS]:
        if palette.matches(text, word.format(n=run.pk), f"run {run.pk}", str(run.pk)):
            url = reverse("analysis:run", args=[run.pk])
            yield palette.Entry(
                word.format(n=run.pk), url, "flask", run.get_state_display(), group=_("Analysis")
            )


def pages(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    offered = [
        (_("Analysis runs"), "runs", reverse("analysis:runs"), "flask"),
        (_("Catalogue of measures"), "measures", reverse("analysis:measures"), "math-function"),
    ]
    if series := show_choice.chosen(request).series:
        offered += [
            (_("Cockpit"), "cockpit", reverse("shows:cockpit"), "layout-dashboard"),
            (
                _("Measures of editions"),
                "editions",
                reverse("analysis:figures", args=[series.id]),
                "chart-line",
            ),
            (
                _("Forecast put to the test"),
                "backtest",
                reverse("analysis:backtest", args=[series.id]),
                "target",
            ),
        ]
    for word, code, url, icon in offered:
        if palette.matches(text, word, code):
            yield palette.Entry(word, url, icon, group=_("Analysis"))
