"""The page of the house, its jobs and its settings."""

import re
from pathlib import Path

import pytest
from django.test import Client

import everfair
from everfair.desk.settings.in_force import HIDDEN, SETTINGS, masked
from everfair.desk.settings.words import JOBS
from everfair.jobs import registry
from everfair.journal.models import Entry
from everfair.work import pulse
from everfair.work.models import Job, enqueue

ENVIRONMENT = re.compile(r"""["'](EVERFAIR_[A-Z_]+|DATABASE_URL)["']""")
OF_THE_TESTS = {"EVERFAIR_TEST_DATABASE"}


def test_every_setting_is_told() -> None:
    source = (Path(everfair.__file__).parent / "settings.py").read_text("utf-8")
    assert set(ENVIRONMENT.findall(source)) - OF_THE_TESTS == {one.name for one in SETTINGS}


def test_no_secret_is_told(keeper: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://fair:p%40ss-word@db/fair")
    monkeypatch.setenv("EVERFAIR_SECRET_KEY", "k" * 40)
    page = keeper.get("/settings/house/").content.decode()
    assert "postgresql://fair:" in page
    assert "p%40ss-word" not in page
    assert "k" * 40 not in page


def test_a_url_without_a_password_is_shown_whole() -> None:
    assert masked("smtp://mail:25") == "smtp://mail:25"
    assert masked("smtp+tls://a:b@mail") == f"smtp+tls://a:{HIDDEN}@mail"


def test_a_missing_worker_is_told(keeper: Client) -> None:
    assert "No worker is there." in keeper.get("/settings/house/").content.decode()
    pulse.beat()
    assert "No worker is there." not in keeper.get("/settings/house/").content.decode()


def test_a_parked_job_is_tried_again_and_that_is_told(keeper: Client) -> None:
    parked, done = enqueue("intake.load"), enqueue("intake.check")
    Job.objects.filter(pk=parked.pk).update(state="parked", error="ValueError: no such sheet")
    Job.objects.filter(pk=done.pk).update(state="done")
    assert "no such sheet" in keeper.get("/settings/jobs/?state=parked").content.decode()
    keeper.post("/settings/jobs/", {"bulk": "retry", "id": [parked.pk, done.pk]})
    parked.refresh_from_db()
    done.refresh_from_db()
    assert (parked.state, parked.error, done.state) == ("queued", "", "done")
    assert list(Entry.objects.values_list("verb", "object_id")) == [("job.retry", parked.pk)]


def test_a_running_job_is_stopped(keeper: Client) -> None:
    enqueue("intake.load")
    job = Job.claim_next()
    assert job is not None
    keeper.post("/settings/jobs/", {"bulk": "cancel", "id": [job.pk]})
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_every_job_has_a_name_for_people() -> None:
    registry.find_bodies()
    assert set(registry.BODIES) - set(JOBS) == set()
