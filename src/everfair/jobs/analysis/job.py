"""The analysis as a job, found by name."""

from typing import Any

from everfair.jobs.analysis.analysis import Analysis
from everfair.jobs.registry import job
from everfair.relations.models import AnalysisRun
from everfair.work.models import Job


@job("relations.analyse")
def analyse(job: Job) -> dict[str, Any]:
    """Analyse everything and publish. Tried again after a crash it begins anew: its result is the same."""
    for earlier in AnalysisRun.objects.filter(job=job, state=AnalysisRun.State.RUNNING):
        earlier.fail("killed")
    run = Analysis(job).publish()
    return {"run": run.pk, "state": run.state, "counts": run.counts}
