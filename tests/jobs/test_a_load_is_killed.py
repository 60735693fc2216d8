"""kill -9 in the middle of a load: it goes on where it was, and in the end exactly the rows are there."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from everfair.intake.models import Batch, ImportedRow
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import Party
from everfair.shows import seeds
from everfair.shows.models import Participation, Stand
from everfair.work.models import Job, LostLease

ROWS = 3000
KILLS = 4


@pytest.fixture
def checked(tmp_path: Path, transactional_db: None) -> Batch:
    seeds.plant()
    draw = random.Random(7)
    lines = [
        f"{edition},{2000 + edition}-05-01,{name}画廊{number}号有限公司,A-{number}"
        for edition in (1, 2, 3)
        for number, name in enumerate(draw.choices("青山绿水蓝田白云", k=ROWS // 3))
    ]
    file = tmp_path / "list.csv"
    file.write_text("届,日期,参展商,展位号\n" + "\n".join(lines), encoding="utf-8")
    importer = Importer.of_file("participations", file, givens={"series": "青山展"})
    importer.check()
    return importer.batch


def start_worker(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "django", "worker"],
        env=environment | {"EVERFAIR_JOB_LEASE_SECONDS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def progress(job: Job) -> int:
    job.refresh_from_db()
    return job.done


def wait_for_more(job: Job, than: int) -> bool:
    """Until the load has come further, or is over."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if progress(job) > than or job.is_over:
            return not job.is_over
        time.sleep(0.02)
    pytest.fail(f"no progress beyond {than}: {job.state} {job.error}")


def killed_again_and_again(job: Job, environment: dict[str, str], kills: int) -> list[int]:
    """How far the job had come each time its worker was killed, and until its end by one that is left alone."""
    seen = [0]
    for _ in range(kills):
        worker = start_worker(environment)
        going_on = wait_for_more(job, seen[-1])
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        seen.append(progress(job))
        if not going_on:
            break
    assert len(seen) > 2, "it was over before it could be killed twice"
    worker = start_worker(environment)
    while wait_for_more(job, seen[-1]):
        seen.append(progress(job))
    worker.terminate()
    worker.wait()
    return seen


def test_a_killed_load_ends_with_exactly_its_rows(
    checked: Batch, process_environment: dict[str, str]
) -> None:
    checked.start_load(by=None)
    job = checked.job
    assert job is not None
    seen = killed_again_and_again(job, process_environment, KILLS)
    assert seen == sorted(seen), "progress never goes back"
    checked.refresh_from_db()
    assert (job.state, checked.state) == ("done", "loaded")
    assert ImportedRow.objects.filter(batch=checked).count() == ROWS
    assert checked.counts["loaded"]["written"] == ROWS
    participations = Participation.objects.count()
    assert participations == Participation.objects.values("party", "edition").distinct().count()
    assert Stand.objects.count() == ROWS
    assert Party.objects.filter(participations=None).count() == 0


def test_a_slow_first_worker_writes_nothing_once_another_took_over(checked: Batch) -> None:
    from everfair.jobs.imports import load

    checked.start_load(by=None)
    slow = Job.claim_next()
    assert slow is not None
    Job.objects.filter(pk=slow.pk).update(lease_until="2000-01-01T00:00Z")
    heir = Job.claim_next()
    assert heir is not None
    assert heir.pk == slow.pk
    with pytest.raises(LostLease):
        load.load(slow)
    assert not ImportedRow.objects.exists()
    assert not Participation.objects.exists()
    load.load(heir)
    assert ImportedRow.objects.count() == ROWS
