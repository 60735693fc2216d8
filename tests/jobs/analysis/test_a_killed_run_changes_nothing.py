"""F3 of the faults: killed anywhere, the last published run stays, and a run made anew says the same."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from everfair.jobs.analysis.analysis import Analysis
from everfair.jobs.registry import body_of
from everfair.relations.models import AnalysisRun, Publication, Score
from everfair.work.models import Job
from tests.books import Books, checksum

pytestmark = pytest.mark.django_db(transaction=True)

KILLED = """
import os, signal, sys
import django
django.setup()
from everfair.jobs.analysis import analysis, score_rows
score_rows.ROWS_AT_ONCE = 20
left = int(sys.argv[2])
def heard(phase, done, total):
    global left
    if phase == sys.argv[1]:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
analysis.Analysis(heard=heard).publish()
"""


@pytest.fixture
def books() -> Books:
    told = Books(4, coming=1)
    told.customers({"1111b": 20, "1100": 25, "0111": 15, "1000": 30, "0010": 20, "0011i": 10})
    return told


@pytest.mark.parametrize(
    ("phase", "times"),
    [
        ("facts", 0),
        ("steps", 0),
        ("science", 0),
        ("science", 1),
        ("scoring", 0),
        ("scores", 0),
        ("scores", 2),
        ("scores", 4),
        ("scores", 5),
        ("publishing", 0),
    ],
)
def test_the_last_published_run_stays(
    books: Books, process_environment: dict[str, str], phase: str, times: int
) -> None:
    first = Analysis().publish()
    before = checksum(first)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, phase, str(times)], env=process_environment, check=False
    )
    assert killed.returncode == -9
    assert Publication.objects.get().run == first
    assert checksum(first) == before
    again = Analysis().publish()
    assert Publication.objects.get().run == again
    assert checksum(again) == before
    assert set(AnalysisRun.objects.values_list("state", flat=True)) == {"done", "failed"}
    assert Score.objects.exclude(run__in=[first, again]).count() == 0
    assert list((Path(settings.DATA_DIR) / "facts").iterdir()) == []


def test_scores_half_written_belong_to_a_run_that_is_not_shown(
    books: Books, process_environment: dict[str, str]
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, "scores", "3"], env=process_environment, check=False)
    assert 0 < Score.objects.count() < 120
    assert AnalysisRun.published() is None


def test_a_job_taken_over_begins_anew(books: Books) -> None:
    job = Job.objects.create(name="relations.analyse", state="running", token=1)
    fallen = AnalysisRun.objects.create(job=job)
    result = body_of("relations.analyse")(job)
    fallen.refresh_from_db()
    assert (fallen.state, fallen.error) == ("failed", "killed")
    assert result is not None
    assert Publication.objects.get().run_id == result["run"]
    assert job.step == "done"


def test_a_worker_that_lost_the_job_does_not_publish(books: Books) -> None:
    from everfair.work.models import LostLease

    job = Job.objects.create(name="relations.analyse", state="running", token=1)
    lost = Job.objects.get(pk=job.pk)
    Job.objects.update(token=2)
    with pytest.raises(LostLease):
        Analysis(lost).publish()
    assert not Publication.objects.exists()
    assert AnalysisRun.objects.get().state == "failed"


def test_only_the_last_runs_are_kept(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "RUNS_KEPT", 2)
    runs = [Analysis().publish() for _ in range(4)]
    assert list(AnalysisRun.objects.order_by("id")) == runs[2:]
    assert set(Score.objects.values_list("run", flat=True)) == {run.pk for run in runs[2:]}


def test_a_run_over_older_facts_does_not_go_over_a_newer_one(books: Books) -> None:
    late = Analysis()
    newer = Analysis().publish()
    AnalysisRun.objects.filter(pk=newer.pk).update(data_moment="2099-01-01T00:00:00Z")
    run = late.publish()
    assert run.state == "failed"
    assert str(newer.pk) in run.error
    assert Publication.objects.get().run == newer


def test_a_run_tells_how_long_each_step_took_and_from_what(books: Books) -> None:
    run = Analysis().publish()
    assert run.counts["relationships"] == 120
    assert run.counts["scored"] == 120
    assert run.counts["cells"] == 6
    assert {"facts", "science", "backtests", "scores", "step cells"} <= set(run.seconds)
    assert run.data_moment is not None
    assert run.model_version


def test_no_facts_are_left_behind(books: Books) -> None:
    run = Analysis().publish()
    assert not (Path(settings.DATA_DIR) / "facts" / f"run-{run.pk}").exists()
