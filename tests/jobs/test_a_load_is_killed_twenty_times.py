"""Killed at twenty random moments a load ends with the very rows of one that nobody disturbed."""

import os
import random
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone

from everfair.intake.models import Batch, ImportedRow
from everfair.jobs.imports import check, lots
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.worker import work_on
from everfair.parties.models import (
    ContactPoint,
    MatchKey,
    Name,
    Organisation,
    Party,
    PossibleDuplicate,
    SearchEntry,
)
from everfair.parties.search import search
from everfair.relations.models import Relationship
from everfair.shows import seeds
from everfair.shows.models import Participation, Stand
from everfair.work.models import Job

KILLS, ROWS, AT_ONCE = 20, 2_400, 20
HEAD = "届,开幕日期,参展商,英文名称,城市,邮箱,展位号,面积,金额"
# What a row says besides its own number and the moment it was written; parties are numbered from the first one on.
SAID: dict[type[models.Model], tuple[str, ...]] = {
    Party: ("id", "kind", "zh", "en", "city", "sort_key", "source"),
    Name: ("party_id", "recorded_party_id", "text", "kind", "script"),
    Organisation: ("party_id", "city", "industry"),
    ContactPoint: ("party_id", "kind", "key", "value", "source", "seen_in"),
    MatchKey: ("party_id", "key"),
    SearchEntry: ("party_id", "plain", "spoken"),
    PossibleDuplicate: ("first_id", "second_id", "score", "state"),
    Relationship: ("party_id", "series__zh", "side", "version"),
    Participation: ("party_id", "edition__label", "role__code", "status", "version"),
    Stand: ("participation__party_id", "number", "area_dm2", "amount_minor", "is_shared"),
    ImportedRow: ("row", "natural_key", "object_type"),
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten editions with half of the exhibitors coming again, written in very small portions."""
    monkeypatch.setattr(check, "PLANNED", AT_ONCE)
    monkeypatch.setattr(lots, "_LEAST", AT_ONCE)
    monkeypatch.setattr(lots, "_MOST", AT_ONCE)
    path = tmp_path / "list.csv"
    path.write_text("\n".join([HEAD, *lines()]) + "\n", encoding="utf-8")
    return path


def lines() -> Iterator[str]:
    draw = random.Random(20)
    for at in range(ROWS):
        edition, number = 1 + at * 10 // ROWS, draw.randrange(ROWS // 2)
        name = f"{'青山绿水蓝田白云'[number % 8]}{'画廊茶业机械纺织'[number % 7]}{number}号有限公司"
        place = "杭州" if number % 3 else "北京"
        stand = f"A{at % 200},{9 + number % 4},{8800 + number}"
        yield f"{edition},{2000 + edition}-05-01,{name},Firm {number} Ltd,{place},f{number}@example.com,{stand}"


def checked(file: Path) -> Batch:
    seeds.plant()
    importer = Importer.of_file("participations", file, givens={"series": "青山展"})
    importer.check()
    return importer.batch


def said() -> dict[str, list[tuple[Any, ...]]]:
    first = Party.objects.order_by("pk").values_list("pk", flat=True)[0]
    return {model.__name__: sorted(rows(model, names, first), key=repr) for model, names in SAID.items()}


def rows(model: Any, names: tuple[str, ...], first: int) -> Iterator[tuple[Any, ...]]:
    numbered = [name.endswith(("party_id", "first_id", "second_id")) or name == "id" for name in names]
    for row in model._base_manager.values_list(*names):
        yield tuple(v - first if is_party else v for v, is_party in zip(row, numbered, strict=True))


def started(job: Job) -> int:
    """A process of its own that takes the job up, as a worker does."""
    connection.close()
    child = os.fork()
    if child == 0:
        work_to_the_end(job)
    return child


def work_to_the_end(job: Job) -> NoReturn:
    taken = Job.claim(job.pk)
    if taken is not None:
        work_on(taken)
    os._exit(0)


def killed(job: Job, draw: random.Random) -> int:
    """Taken up, and killed at any moment of one of its next portions; how far it came."""
    aim, deadline = progress(job) + AT_ONCE * draw.randrange(3), time.monotonic() + 30
    child = started(job)
    while progress(job) < aim and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(0.02 * draw.random())
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return progress(job)


def progress(job: Job) -> int:
    job.refresh_from_db()
    return job.done


def let_go(job: Job) -> None:
    """As if its lease had run out; that these tries are not held against it is tested elsewhere."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1), attempts=0)


def test_twenty_kills_change_nothing(file: Path, transactional_db: None) -> None:
    importer = Importer(checked(file))
    importer.load()
    undisturbed = said()
    call_command("flush", interactive=False, verbosity=0)

    batch, draw, came = checked(file), random.Random(7), [0]
    batch.start_load(by=None)
    job = batch.job
    assert job is not None
    for _ in range(KILLS):
        came.append(killed(job, draw))
        assert not job.is_over, "it was over before it was killed twenty times"
        let_go(job)
    os.waitpid(started(job), 0)

    assert came == sorted(came), "progress never goes back"
    assert len(set(came)) > KILLS // 4, "the kills fell on many places"
    batch.refresh_from_db()
    assert (progress(job), job.state, batch.state) == (ROWS, "done", "loaded")
    disturbed = said()
    for name, told in undisturbed.items():
        assert disturbed[name] == told, name
    assert search("Firm 7 Ltd")[0].en == "Firm 7 Ltd"

    Stand.objects.order_by("pk")[0].delete()
    assert said()["Stand"] != undisturbed["Stand"], "a row that was lost would be seen"
