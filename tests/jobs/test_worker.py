"""The worker's loop, and workers side by side."""

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from everfair.jobs import registry, worker
from everfair.work.models import Job, enqueue


@pytest.fixture
def bodies() -> Iterator[dict[str, registry.Body]]:
    registry.find_bodies()  # a module is imported once: what it registers must not be forgotten with ours
    before = dict(registry.BODIES)
    yield registry.BODIES
    registry.BODIES.clear()
    registry.BODIES.update(before)


@pytest.mark.django_db(transaction=True)
def test_a_body_is_found_by_name_and_its_result_kept(bodies: dict[str, registry.Body]) -> None:
    @registry.job("test.add")
    def add(job: Job) -> registry.Result:
        return {"sum": job.args["a"] + job.args["b"]}

    enqueue("test.add", {"a": 2, "b": 3})
    assert worker.Worker().run_until_idle() == 1
    job = Job.objects.get()
    assert (job.state, job.result) == ("done", {"sum": 5})


@pytest.mark.django_db(transaction=True)
def test_a_poison_job_is_parked_and_the_others_go_on(
    bodies: dict[str, registry.Body], settings: LazySettings
) -> None:
    settings.JOB_MAX_ATTEMPTS = 1

    @registry.job("test.poison")
    def poison(job: Job) -> registry.Result:
        raise ValueError("a bad pill")

    @registry.job("test.fine")
    def fine(job: Job) -> registry.Result:
        return None

    for name in ("test.poison", "test.nobody_knows", "test.fine"):
        enqueue(name)
    worker.Worker().run_until_idle()
    assert list(Job.objects.order_by("id").values_list("state", flat=True)) == ["parked", "parked", "done"]
    assert Job.objects.get(name="test.poison").error == "ValueError: a bad pill"


@pytest.mark.django_db(transaction=True)
def test_a_job_is_given_back_when_the_worker_is_told_to_stop(bodies: dict[str, registry.Body]) -> None:
    one = worker.Worker()

    @registry.job("test.long")
    def long(job: Job) -> registry.Result:
        job.save_progress(1, 2, cursor={"row": 1})
        one.stop()
        worker.rest()
        raise RuntimeError("not reached")

    enqueue("test.long")
    one.run()
    job = Job.objects.get()
    assert (job.state, job.cursor, job.lease_until) == ("queued", {"row": 1}, None)
    worker.rest()  # what is done outside of that worker goes on


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_outlives_a_step_longer_than_the_lease(
    bodies: dict[str, registry.Body], settings: LazySettings
) -> None:
    settings.JOB_LEASE_SECONDS = 1
    seen: list[Job | None] = []

    @registry.job("test.slow")
    def slow(job: Job) -> registry.Result:
        threading.Event().wait(2.5)
        seen.append(Job.claim_next())
        return None

    enqueue("test.slow")
    worker.Worker().run_until_idle()
    assert seen == [None]
    assert Job.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_many_workers_take_each_job_once() -> None:
    for _ in range(40):
        enqueue("test.one_of_many")
    taken: list[int] = []
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        while (job := Job.claim_next()) is not None:
            taken.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 40
    assert Counter(taken).most_common(1)[0][1] == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_process_stops_when_told(process_environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "worker"], env=process_environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert "waiting" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "stopped" in rest
    assert Job.objects.filter(created_at__gt=timezone.now()).count() == 0
