"""The loop that works off the queue, one job after another, until it is told to stop."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection, transaction

from everfair.jobs import registry
from everfair.work import pulse
from everfair.work.models import Job, LostLease

_NICENESS = 10
log = logging.getLogger(__name__)


class Worker:
    """Takes jobs and runs their bodies. `stop()` lets the batch under way end, then gives the job back."""

    def __init__(self, idle_seconds: float = 1.0) -> None:
        self.idle_seconds = idle_seconds
        self.stopping = threading.Event()
        self.next_beat = 0.0

    def stop(self) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Work until stopped; a database that is away is waited for."""
        while not self.stopping.is_set():
            try:
                self.beat()
                worked = self.run_one()
            except OperationalError:
                log.warning("the database does not answer; trying again", exc_info=True)
                close_old_connections()
                worked = False
            if not worked:
                self.stopping.wait(self.idle_seconds)

    def beat(self) -> None:
        if time.monotonic() >= self.next_beat:
            pulse.beat()
            self.next_beat = time.monotonic() + pulse.BEAT_SECONDS

    def run_until_idle(self) -> int:
        """Work off what is due now; how many jobs that were."""
        count = 0
        while not self.stopping.is_set() and self.run_one():
            count += 1
        return count

    def run_one(self) -> bool:
        """Claim one job and work on it; False if none is due."""
        job = Job.claim_next()
        if job is None:
            return False
        work_on(job, self.stopping)
        return True


def give_way() -> None:
    """Of two that want a core the page gets it. For this process, as long as it lives."""
    os.nice(_NICENESS)


class Stopped(Exception):
    """The worker is told to stop: raised by `rest` between two batches, when nothing is half done."""


_stopping = threading.Event()


def work_on(job: Job, stopping: threading.Event | None = None) -> None:
    """Run the body of a claimed job to its end, or to where it falls."""
    global _stopping  # noqa: PLW0603  the one worker of this process
    _stopping = stopping or threading.Event()
    log.info("%s: taken, try %s", job, job.attempts)
    try:
        with beating(job):
            result = registry.body_of(job.name)(job)
            with transaction.atomic():
                if job.state != Job.State.DONE:
                    job.finish(result)
        log.info("%s: done", job)
    except LostLease as lost:
        log.warning("%s", lost)
    except Stopped:
        job.release()
    except Exception as error:
        log.exception("%s: failed", job)
        note_failure(job, error)
    finally:
        _stopping = threading.Event()


def note_failure(job: Job, error: Exception) -> None:
    try:
        job.fail(f"{type(error).__name__}: {error}")
    except LostLease as lost:
        log.warning("%s", lost)


def rest(had: float = 0.0, due: float = 0.0) -> None:
    """Between two batches: let people write, for the seconds that are `due` to them or the setting's, of which they
    `had` some already. Raises Stopped when the worker is to end."""
    if _stopping.wait(max(0.0, max(due, settings.JOB_REST_SECONDS) - had)):
        raise Stopped


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Keep the lease alive from a thread, through steps that take longer than it lasts."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, over), name=f"heartbeat of {job}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(job: Job, over: threading.Event) -> None:
    held = Job(pk=job.pk, name=job.name, token=job.token)
    try:
        while not over.wait(settings.JOB_LEASE_SECONDS / 3):
            held.heartbeat()
            pulse.beat()
    except LostLease:
        log.warning("%s: lost while working on it", job)
    except OperationalError:
        log.warning("%s: a heartbeat was missed", job, exc_info=True)
    finally:
        connection.close()
