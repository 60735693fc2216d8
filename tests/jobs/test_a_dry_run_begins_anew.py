"""A dry run whose machine is restarted again and again is never given up; one that dies of its file is."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from everfair.jobs.imports.bringing import Importer
from everfair.jobs.imports.check import begin_anew, check
from everfair.shows import seeds
from everfair.work.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(tmp_path: Path) -> Job:
    seeds.plant()
    file = tmp_path / "list.csv"
    file.write_text("届,参展商\n1,青山画廊\n", encoding="utf-8")
    importer = Importer.of_file("participations", file, givens={"series": "青山展"})
    importer.batch.start_check(by=None)
    assert importer.batch.job is not None
    return importer.batch.job


def die_at(job: Job, row: int) -> Job | None:
    """A worker takes it, comes that far and is killed; None if nobody takes it any more."""
    taken = Job.claim(job.pk)
    if taken is not None:
        begin_anew(taken)
        taken.save_progress(row)
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    return taken


def test_killed_twenty_times_at_any_place_it_is_taken_up_and_ends(job: Job) -> None:
    for kill in range(20):
        assert die_at(job, 10_000 + 7_000 * (kill % 5)), kill
    taken = Job.claim(job.pk)
    assert taken is not None
    check(taken)
    taken.refresh_from_db()
    assert taken.state == Job.State.DONE


def test_killed_at_the_same_place_each_time_it_is_parked(job: Job) -> None:
    tries = 0
    while die_at(job, 500_000 + 1_000 * (tries % 2)):
        tries += 1
        assert tries < 10
    job.refresh_from_db()
    assert job.state == Job.State.PARKED
