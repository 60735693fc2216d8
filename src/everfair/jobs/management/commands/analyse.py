import json
import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from everfair.desk.analysis.runs import PHASES
from everfair.jobs.management.help import PlainHelp
from everfair.jobs.management.language import add_language
from everfair.jobs.progress_bar import Bar
from everfair.relations.models import AnalysisRun, Forecast
from everfair.relations.models.stage import Stage
from everfair.shows.models.role import Side
from everfair.ui.figures import number

COUNTED = ("relationships", "participations", "interactions", "cells")


class Command(PlainHelp):
    help = """Analyse all relationships of all shows and publish the scores.

    everfair analyse                    with progress, then what came of it in numbers
    everfair analyse --language en      in English
    everfair analyse --json             the same numbers as JSON

    The pages show the last published run until this one is complete; stopping it changes nothing."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the result as JSON, no progress")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            begun = time.monotonic()
            run = self.published(quietly=options["json"])
            spent = time.monotonic() - begun
            self.stdout.write(json.dumps(told(run)) if options["json"] else "\n".join(said(run, spent)))

    def published(self, *, quietly: bool) -> AnalysisRun:
        from everfair.jobs.analysis.analysis import Analysis

        with Bar(self.stderr, _("Analysis")) as bar:

            def heard(phase: str, done: int, total: int) -> None:
                bar.say(str(PHASES[phase]), done, total)

            run = Analysis(heard=None if quietly else heard).publish()
        if run.state != AnalysisRun.State.DONE:
            raise CommandError(_("Not published: %(why)s") % {"why": run.error})
        return run


def told(run: AnalysisRun) -> dict[str, Any]:
    """The run in numbers."""
    return {
        "run": run.pk,
        "data_moment": run.data_moment.isoformat() if run.data_moment else None,
        "model_version": run.model_version,
        "counts": run.counts,
        "stages": stages(run),
        "forecasts": [
            {"series": one.series.slug, "side": one.side, "known": one.known, "expected": one.expected,
             "low": one.low, "high": one.high, "booked": one.booked, "basis": one.model.get("basis")}
            for one in forecasts(run)
        ],
        "seconds": run.seconds,
    }  # fmt: skip


def stages(run: AnalysisRun) -> dict[str, int]:
    counted: dict[str, int] = {}
    for _series, _side, stage, count in run.counts["by_stage"]:
        counted[stage] = counted.get(stage, 0) + count
    return counted


def forecasts(run: AnalysisRun) -> list[Forecast]:
    return list(run.forecasts.select_related("series").order_by("series", "side"))


def said(run: AnalysisRun, seconds: float) -> list[str]:
    if not run.counts["relationships"]:
        return [_("Run %(run)s published: nobody to analyse yet") % {"run": run.pk}]
    counts = {name: number(run.counts[name]) for name in COUNTED}
    first = _(
        "Run %(run)s published after %(seconds)s s: %(relationships)s relationships, %(participations)s "
        "participations and %(interactions)s interactions in %(cells)s cells"
    ) % (counts | {"run": run.pk, "seconds": number(seconds, 1)})
    found = stages(run)
    each = [f"{stage.label} {number(found[stage])}" for stage in Stage if stage in found]
    return [
        first,
        _("Stages: %(stages)s") % {"stages": _(", ").join(each)},
        *(forecast_said(one) for one in forecasts(run)),
    ]


def forecast_said(one: Forecast) -> str:
    numbers = {name: number(getattr(one, name), 0) for name in ("known", "expected", "low", "high", "booked")}
    line = _(
        "%(series)s, %(side)s: %(expected)s of %(known)s who came before expected at the next edition, between "
        "%(low)s and %(high)s; %(booked)s booked"
    ) % (numbers | {"series": str(one.series), "side": Side(one.side).label})
    if one.model.get("basis") == "own_record":
        return line
    return line + " " + _("(too little of its own yet: as other fairs go)")
