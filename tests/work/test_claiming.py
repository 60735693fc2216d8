"""One job, one worker: claimed by a conditional update, taken over after the lease, fenced by the token."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone

from everfair.work.models import Job, LostLease, enqueue

pytestmark = pytest.mark.django_db


def lease_runs_out(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def write_a_batch(job: Job) -> None:
    with transaction.atomic():
        enqueue("a row of the batch")
        job.save_progress(5, 10, cursor={"row": 5})


def claimed() -> Job:
    job = Job.claim_next()
    assert job is not None
    return job


def test_the_oldest_job_is_claimed_first_and_only_once() -> None:
    first, second = enqueue("a"), enqueue("b")
    assert [claimed().pk, claimed().pk] == [first.pk, second.pk]
    assert Job.claim_next() is None


def test_of_two_who_read_the_same_row_one_gets_it() -> None:
    enqueue("a")
    now = timezone.now()
    here, there = Job.objects.get(), Job.objects.get()
    assert here._claim(now)
    assert not there._claim(now)


def test_a_job_not_yet_due_waits() -> None:
    job = enqueue("a")
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now() + timedelta(hours=1))
    assert Job.claim_next() is None


def test_a_dead_workers_job_is_taken_over_after_the_lease() -> None:
    enqueue("a")
    dead = claimed()
    assert Job.claim_next() is None
    lease_runs_out(dead)
    heir = claimed()
    assert heir.pk == dead.pk
    assert heir.token > dead.token


def test_a_slow_first_worker_cannot_write_any_more() -> None:
    enqueue("a")
    slow = claimed()
    lease_runs_out(slow)
    heir = claimed()
    with pytest.raises(LostLease):
        write_a_batch(slow)
    for late in (slow.heartbeat, slow.finish, slow.release, lambda: slow.fail("late")):
        with pytest.raises(LostLease):
            late()
    heir.refresh_from_db()
    assert (heir.state, heir.done, heir.cursor) == ("running", 0, {})
    assert Job.objects.count() == 1


def test_a_heartbeat_keeps_it() -> None:
    enqueue("a")
    job = claimed()
    lease_runs_out(job)
    job.heartbeat()
    assert Job.claim_next() is None


def test_a_poison_job_is_parked_and_can_be_tried_again(settings: LazySettings) -> None:
    settings.JOB_MAX_ATTEMPTS = 2
    job = enqueue("poison")
    for _ in range(2):
        claimed().fail("ValueError: bad")
        Job.objects.update(not_before=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.error) == ("parked", "ValueError: bad")
    assert Job.claim_next() is None
    assert job.retry()
    assert claimed().attempts == 1


def test_a_job_that_kills_its_workers_is_parked(settings: LazySettings) -> None:
    settings.JOB_MAX_ATTEMPTS = 2
    enqueue("deadly")
    for _ in range(2):
        lease_runs_out(claimed())
    assert Job.claim_next() is None
    assert Job.objects.get().state == "parked"


def test_a_job_that_goes_on_between_deaths_is_never_parked(settings: LazySettings) -> None:
    settings.JOB_MAX_ATTEMPTS = 2
    enqueue("long")
    for row in range(1, 10):
        job = claimed()
        job.save_progress(row, 10, cursor={"row": row})
        lease_runs_out(job)
    assert claimed().cursor == {"row": 9}


def test_a_cancelled_job_is_lost_to_its_worker() -> None:
    enqueue("a")
    job = claimed()
    assert Job.objects.get().cancel()
    with pytest.raises(LostLease):
        job.save_progress(1, 2)
    assert not Job.objects.get().cancel()


def test_time_left_is_told_by_the_pace_so_far() -> None:
    enqueue("a")
    job = claimed()
    job.started_at = timezone.now() - timedelta(seconds=30)
    job.save_progress(30, 90)
    assert job.seconds_left == pytest.approx(60, abs=2)
    assert job.percent == 33


def test_a_job_that_waits_takes_more_as_long_as_that_is_not_too_much() -> None:
    job = enqueue("a", {"ids": [1], "other": "stays"})
    assert job.take_more([2, 3], 3)
    assert not job.take_more([4], 3)
    assert claimed().args == job.args == {"ids": [1, 2, 3], "other": "stays"}


def test_a_job_that_was_claimed_takes_no_more() -> None:
    job = enqueue("a", {"ids": [1]})
    held = claimed()
    assert not job.take_more([2], 3)
    held.release()
    assert not job.take_more([2], 3)
    assert claimed().args == job.args == {"ids": [1]}
