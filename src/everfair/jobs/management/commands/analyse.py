import json
import sys
import time
from typing import Any

from django.core.management.base import CommandError, CommandParser

from everfair.jobs.management.help import PlainHelp
from everfair.relations.models import AnalysisRun


class Command(PlainHelp):
    help = """Analyse all relationships of all shows and publish the scores.

    everfair analyse           with progress, then what came of it in numbers
    everfair analyse --json    the same numbers as JSON

    The pages show the last published run until this one is complete; stopping it changes nothing."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the result as JSON, no progress")

    def handle(self, *args: Any, **options: Any) -> None:
        from everfair.jobs.analysis.analysis import Analysis

        begun = time.monotonic()
        run = Analysis(heard=None if options["json"] else self.progress).publish()
        if run.state != AnalysisRun.State.DONE:
            raise CommandError(run.error)
        self.stdout.write(json.dumps(told(run)) if options["json"] else said(run, time.monotonic() - begun))

    def progress(self, phase: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(
                f"\r{100 * done // total:3d} %  {phase:<12}", ending="\n" if done == total else ""
            )
            self.stderr.flush()
        elif done == total or phase in {"facts", "steps"}:
            self.stderr.write(f"{100 * done // total:3d} %  {phase}")


def told(run: AnalysisRun) -> dict[str, Any]:
    """The run in numbers."""
    stages: dict[str, int] = {}
    for stage in run.scores.values_list("stage", flat=True):
        stages[stage] = stages.get(stage, 0) + 1
    return {
        "run": run.pk,
        "data_moment": run.data_moment.isoformat() if run.data_moment else None,
        "model_version": run.model_version,
        "counts": run.counts,
        "stages": stages,
        "forecasts": [
            {"series": one.series.slug, "side": one.side, "known": one.known, "expected": one.expected,
             "low": one.low, "high": one.high, "booked": one.booked, "basis": one.model.get("basis")}
            for one in run.forecasts.select_related("series").order_by("series", "side")
        ],
        "seconds": run.seconds,
    }  # fmt: skip


def said(run: AnalysisRun, seconds: float) -> str:
    numbers = told(run)
    counts = numbers["counts"]
    if not counts["relationships"]:
        return f"run {run.pk} published: nobody to analyse yet"
    lines = [
        f"run {run.pk} published after {seconds:.1f} s: {counts['relationships']:,} relationships, "
        f"{counts['participations']:,} participations and {counts['interactions']:,} interactions "
        f"in {counts['cells']:,} cells",
        "stages: " + ", ".join(f"{count:,} {stage}" for stage, count in sorted(numbers["stages"].items())),
    ]
    for one in numbers["forecasts"]:
        basis = "" if one["basis"] == "own_record" else " (too little of its own yet: as other fairs go)"
        lines.append(
            f"{one['series']}, {one['side']}: {one['expected']:.0f} of {one['known']:,} who came before expected "
            f"at the next edition, between {one['low']:.0f} and {one['high']:.0f}; {one['booked']:,} booked{basis}"
        )
    return "\n".join(lines)
