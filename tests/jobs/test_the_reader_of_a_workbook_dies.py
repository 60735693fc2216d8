"""The process that reads a workbook is killed, runs out of memory or is silent: the job goes on, or ends with words."""

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from everfair.intake.models import Batch
from everfair.intake.plans import forget_plans
from everfair.intake.refused import refused_lines
from everfair.intake.words import say, say_failure, say_problem
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.worker import Worker
from everfair.parties.models import Party
from everfair.shows import seeds
from everfair.shows.models import Edition
from everfair.tables import Limits, open_table
from everfair.tables.writing import write_xlsx
from everfair.work.models import Job

pytestmark = pytest.mark.django_db
ROWS = 4000


@pytest.fixture(autouse=True)
def _planted() -> None:
    seeds.plant()


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> "list[subprocess.Popen[bytes]]":
    """Those started from now on, the latest last."""
    started: list[subprocess.Popen[bytes]] = []
    begin = subprocess.Popen

    def noted(*args: Any, **options: Any) -> "subprocess.Popen[bytes]":
        started.append(begin(*args, **options))
        return started[-1]

    monkeypatch.setattr("everfair.tables.child.subprocess.Popen", noted)
    return started


def list_of(tmp_path: Path, rows: int = ROWS, width: int = 20) -> Importer:
    """The wider, the fewer rows are on their way when the child dies."""
    path = tmp_path / "名单.xlsx"
    names = (
        (f"{'青蓝白海红'[n % 5]}{n}号机械设备制造有限责任公司", "1", "长长的备注" * width)
        for n in range(rows)
    )
    with path.open("wb") as stream:
        write_xlsx(stream, ["公司名称", "届", "备注"], names)
    return Importer.of_file("participations", path, givens={"series": "青山展"})


def once(monkeypatch: pytest.MonkeyPatch, target: str, act: Callable[[], None], times: int = 1) -> None:
    """Do `act` before each of the first calls of the target."""
    from django.utils.module_loading import import_string

    name, _, method = target.rpartition(".")
    owner = import_string(name)
    original, left = getattr(owner, method), [times]

    def first(*args: Any, **options: Any) -> Any:
        if left[0]:
            left[0] -= 1
            act()
        return original(*args, **options)

    monkeypatch.setattr(owner, method, first)


def kill(started: "list[subprocess.Popen[bytes]]") -> None:
    started[-1].kill()


def words_of(batch: Batch) -> tuple[str, str]:
    told = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told.append(say(batch.refusal["code"], batch.refusal["params"]))
    assert told[0] != told[1]
    return told[0], told[1]


def test_killed_in_the_dry_run_it_is_started_again_behind_the_last_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: "list[subprocess.Popen[bytes]]"
) -> None:
    importer = list_of(tmp_path)
    once(monkeypatch, "everfair.jobs.imports.check.DryRun.look_at", lambda: kill(children))
    importer.check()
    assert importer.batch.state == "checked"
    assert importer.batch.counts["rows"] == ROWS
    assert importer.batch.row_results.values("row").distinct().count() == importer.batch.row_results.count()


def test_killed_again_and_again_the_dry_run_ends_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: "list[subprocess.Popen[bytes]]"
) -> None:
    importer = list_of(tmp_path, 50)
    once(monkeypatch, "everfair.tables.child._answers", lambda: kill(children), times=99)
    importer.check()
    assert (importer.batch.state, importer.batch.refusal["code"]) == ("refused", "reader_died")
    assert "ended from outside" in words_of(importer.batch)[0]
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(memory_bytes=8 << 20), ("reader_out_of_memory", "reader_died")),
        (Limits(silent_seconds=0), ("reader_too_slow",)),
    ],
)
def test_a_limit_that_is_met_before_any_row_ends_the_dry_run_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, code: tuple[str, ...]
) -> None:
    importer = list_of(tmp_path)
    monkeypatch.setattr("everfair.jobs.imports.batches.open_table", partial(open_table, limits=limits))
    importer.check()
    assert importer.batch.state == "refused"
    assert importer.batch.refusal["code"] in code
    words_of(importer.batch)


def unread(batch: Batch) -> dict[str, Any]:
    """What the one refused row says: in both languages, and in the file of refused rows."""
    (row,) = batch.row_results.filter(outcome="refused")
    (problem,) = row.problems
    assert row.row == batch.plan["until"] + 1
    told = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told.append(say_problem(problem))
            assert told[-1] in next(refused_lines(batch))[-1]
    assert str(batch.plan["until"]) in told[0] and str(batch.plan["until"]) in told[1]
    assert told[0] != told[1]
    return dict(problem)


def test_dead_for_good_in_mid_file_the_rows_read_so_far_may_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: "list[subprocess.Popen[bytes]]"
) -> None:
    importer = list_of(tmp_path, 2500, width=400)
    with monkeypatch.context() as patched:
        patched.setattr("everfair.jobs.imports.batches.AT_ONCE", 100)
        once(patched, "everfair.jobs.imports.check.DryRun.look_at", lambda: kill(children), times=99)
        importer.check()
    batch = importer.batch
    assert batch.state == "checked"
    good = batch.plan["until"] - 1
    assert 400 <= good < 2500
    assert (batch.counts["new"], batch.counts["refused"], batch.counts["rows"]) == (good, 1, good + 1)
    assert unread(batch)["params"]["why"]["code"] == "reader_died"
    importer.load()
    assert batch.counts["loaded"]["written"] == Party.objects.count() == good


def test_a_limit_that_is_met_in_mid_file_leaves_the_rows_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer = list_of(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(
            "everfair.jobs.imports.batches.open_table", partial(open_table, limits=Limits(cells=600))
        )
        importer.check()
    batch = importer.batch
    assert (batch.state, batch.plan["until"]) == ("checked", batch.counts["new"] + 1)
    assert unread(batch)["params"]["why"]["code"] == "too_many_cells"


def test_of_a_list_of_editions_the_rows_before_the_break_may_be_loaded_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: "list[subprocess.Popen[bytes]]"
) -> None:
    path = tmp_path / "届次.xlsx"
    with path.open("wb") as stream:
        rows = (("青山展", f"第{n}届", "长长的备注" * 400) for n in range(1, 2_001))
        write_xlsx(stream, ["展会", "届次", "备注"], rows)
    importer = Importer.of_file("editions", path)
    with monkeypatch.context() as patched:
        patched.setattr("everfair.jobs.imports.batches.AT_ONCE", 100)
        dry_run = "everfair.jobs.imports.edition_lists.EditionDryRun.look_at"
        once(patched, dry_run, lambda: kill(children), times=99)
        importer.check()
    batch = importer.batch
    good = batch.plan["until"] - 1
    assert (batch.counts["new"], batch.counts["refused"]) == (good, 1)
    assert unread(batch)["params"]["why"]["code"] == "reader_died"
    importer.load()
    assert Edition.objects.count() == batch.counts["loaded"]["written"] == good < 2_000


def test_a_plan_that_was_lost_brings_no_more_rows_than_were_decided_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer = list_of(tmp_path, 900)
    with monkeypatch.context() as patched:
        patched.setattr(
            "everfair.jobs.imports.batches.open_table", partial(open_table, limits=Limits(cells=600))
        )
        importer.check()
    forget_plans(Path(importer.batch.file.path))
    importer.load()
    assert Party.objects.count() == importer.batch.counts["new"] < 900


def test_a_child_that_takes_too_much_time_is_told_so(tmp_path: Path) -> None:
    from everfair.tables import TableError

    list_of(tmp_path, 30_000)
    path = tmp_path / "名单.xlsx"
    with pytest.raises(TableError) as slow:
        list(open_table(path, path.name, header_row=1, limits=Limits(cpu_seconds=0)).rows())
    assert slow.value.code in ("reader_too_slow", "reader_died")


def test_the_worker_goes_on_after_a_job_whose_reader_dies_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: "list[subprocess.Popen[bytes]]"
) -> None:
    doomed = list_of(tmp_path, 50)
    with monkeypatch.context() as patched:
        once(patched, "everfair.tables.child._answers", lambda: kill(children), times=99)
        doomed.batch.start_check(by=None)
        Worker().run_until_idle()
    doomed.batch.refresh_from_db()
    assert doomed.batch.state == "refused"
    sound = list_of(tmp_path, 50)
    sound.batch.start_check(by=None)
    Worker().run_until_idle()
    sound.batch.refresh_from_db()
    assert sound.batch.state == "checked"
    assert not Job.objects.filter(state="parked").exists()


def test_a_failed_job_tells_its_file_in_words() -> None:
    error = 'TableError: reader_died {"status": -9, "row": 1200}'
    with translation.override("en"):
        assert "up to row 1200" in say_failure(error)
        assert say_failure("OperationalError: disk full") == "OperationalError: disk full"
