"""kill -9 in the middle of looking and of taking back: the house is as it was, and what stays is told once."""

from pathlib import Path

import pytest

from everfair.contact.models import Task
from everfair.intake.models import Batch, NotNow, Remaining
from everfair.jobs.imports import load
from everfair.jobs.imports.bringing import Importer, work_here
from everfair.jobs.taking_back.here import Revoker
from everfair.parties.models import Party
from everfair.shows import seeds
from everfair.shows.models import Participation
from everfair.work.models import Job, LostLease
from tests.jobs.taking_back.lists import brought, house, taken_back
from tests.jobs.test_a_load_is_killed import killed_again_and_again

ROWS, STAYING, KILLS = 3_000, 7, 4


def job_of(batch: Batch) -> Job:
    batch.refresh_from_db()
    assert batch.job is not None
    return batch.job


def firm(number: int) -> str:
    return f"{'青山绿水蓝田白云'[number % 8]}{number}号贸易有限公司"


@pytest.fixture
def before(tmp_path: Path, transactional_db: None) -> None:
    seeds.plant()
    lines = ("届,日期,参展商,展位号", *(f"1,2019-05-01,{firm(n)},A-{n}" for n in range(0, ROWS, 10)))
    brought(tmp_path, "participations", lines, "before.csv")


@pytest.fixture
def loaded(before: None, tmp_path: Path) -> Batch:
    lines = ("届,日期,参展商,展位号", *(f"2,2020-05-01,{firm(n)},A-{n}" for n in range(ROWS)))
    batch = brought(tmp_path, "participations", lines)
    Job.objects.filter(state=Job.State.QUEUED).delete()  # the analyses that loads ask for would come first
    return batch


def test_killed_again_and_again_it_ends_as_if_it_had_not_been(
    loaded: Batch, process_environment: dict[str, str]
) -> None:
    held = list(Party.objects.filter(pk__gte=loaded.made["parties.party"][0][0]).order_by("pk")[:STAYING])
    for party in held:
        Task.objects.create(party=party, title="电话", due_on="2026-01-01")
    loaded.start_foreseeing(by=None)
    seen = killed_again_and_again(job_of(loaded), process_environment, KILLS)
    assert seen == sorted(seen), "progress never goes back"
    loaded.refresh_from_db()
    assert loaded.state == "foreseen"
    assert Participation.objects.count() == ROWS + ROWS // 10
    foreseen = loaded.counts["foreseen"]
    assert foreseen["go"]["shows.participation"] == ROWS
    assert foreseen["go"]["organisation"] == ROWS - ROWS // 10 - STAYING
    assert foreseen["stay"] == {"organisation": STAYING}

    loaded.start_taking_back(by=None)
    seen = killed_again_and_again(job_of(loaded), process_environment, KILLS)
    assert seen == sorted(seen), "progress never goes back"
    loaded.refresh_from_db()
    assert (job_of(loaded).state, loaded.state) == ("done", "taken")
    taken = loaded.counts["taken"]
    assert taken["go"] == foreseen["go"] | {"shows.edition": 1}
    assert taken["stay"] == foreseen["stay"]
    assert Remaining.objects.filter(batch=loaded).count() == STAYING
    assert Participation.objects.count() == ROWS // 10
    assert set(Party.objects.exclude(tasks=None)) == set(held)
    assert Party.objects.count() == ROWS // 10 + STAYING


def test_a_load_that_was_given_up_half_way_is_taken_back(
    before: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_was = house()
    batch = given_up_half_way(tmp_path, monkeypatch)
    job = job_of(batch)
    assert 500 <= Participation.objects.count() - ROWS // 10 < ROWS
    revoker = Revoker(batch)
    revoker.foresee()
    revoker.batch.leave()
    assert (revoker.batch.state, revoker.batch.job_id) == ("loading", job.pk)
    revoker.foresee()
    revoker.take_back()
    assert revoker.batch.state == "taken"
    assert house() == as_it_was


def test_a_load_that_is_taken_up_meanwhile_is_not_looked_at(
    before: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was drawn while it stood still."""
    batch = given_up_half_way(tmp_path, monkeypatch)
    assert batch.is_stuck
    assert job_of(Batch.objects.get(pk=batch.pk)).retry()
    with pytest.raises(NotNow):
        batch.start_foreseeing(by=None)
    work_here(batch.job_id, load.load, None)
    batch.refresh_from_db()
    assert (batch.state, Participation.objects.count()) == ("loaded", ROWS + ROWS // 10)


def test_a_load_is_not_tried_again_while_it_is_decided_whether_to_take_it_back(
    before: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = given_up_half_way(tmp_path, monkeypatch)
    job = job_of(batch)
    revoker = Revoker(batch)
    revoker.foresee()
    revoker.foresee()
    assert not Job.objects.get(pk=job.pk).retry()
    revoker.batch.leave()
    batch = Batch.objects.get(pk=batch.pk)
    assert (batch.state, batch.is_stuck) == ("loading", True)
    assert job_of(batch).retry()
    work_here(job.pk, load.load, None)
    batch.refresh_from_db()
    assert (batch.state, Participation.objects.count()) == ("loaded", ROWS + ROWS // 10)


def test_of_two_loads_at_once_of_one_file_name_each_is_taken_back_by_itself(
    before: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other comes in while the one has halted; its rows lie between those of the one, under the same source."""
    batch = given_up_half_way(tmp_path, monkeypatch)
    lines = ("届,日期,参展商", *(f"3,2021-05-01,{firm(ROWS + n)}" for n in range(50)))
    (tmp_path / "other").mkdir()
    brought(tmp_path / "other", "participations", lines, batch.filename)
    assert job_of(batch).retry()
    work_here(batch.job_id, load.load, None)
    batch.refresh_from_db()
    assert len(batch.made["shows.participation"]) == 2
    Revoker(batch).foresee()
    batch.refresh_from_db()
    Revoker(batch).take_back()
    assert Participation.objects.filter(edition__label="3").count() == 50
    assert not Participation.objects.filter(edition__label="2").exists()
    assert Party.objects.count() == ROWS // 10 + 50


def test_of_two_loads_at_once_the_older_is_heir_of_what_it_told_of_later(
    before: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other comes in while the one has halted, and brings somebody of whom the one tells when it goes on."""
    batch, last = given_up_half_way(tmp_path, monkeypatch), firm(ROWS - 1)
    other = brought(
        tmp_path, "participations", ("届,开幕日期,参展商,备注", f"2,2020-05-01,{last},先来"), "other.csv"
    )
    assert job_of(batch).retry()
    work_here(batch.job_id, load.load, None)
    taken_back(other)
    told = Participation.objects.get(party__names__text=last)
    assert [stand.number for stand in told.stands.all()] == [f"A-{ROWS - 1}"]
    batch.refresh_from_db()
    taken_back(batch)
    assert Participation.objects.count() == Party.objects.count() == ROWS // 10


def given_up_half_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    file = folder / "half.csv"
    lines = ("届,日期,参展商,展位号", *(f"2,2020-05-01,{firm(n)},A-{n}" for n in range(ROWS)))
    file.write_text("\n".join(lines), encoding="utf-8")
    importer = Importer.of_file("participations", file, givens={"series": "青山艺术博览会"})
    importer.check()
    importer.batch.start_load(by=None)
    job = Job.claim(job_of(importer.batch).pk)
    assert job is not None
    with monkeypatch.context() as patched, pytest.raises(LostLease):
        load_until(job, 500, patched)
    importer.batch.refresh_from_db()
    return importer.batch


def load_until(job: Job, rows: int, patched: pytest.MonkeyPatch) -> None:
    patched.setattr(load, "write", give_up_at(rows, load.write))
    load.load(job)


def give_up_at(rows: int, write: object) -> object:
    """Somebody stops the load behind that row."""

    def written(job: Job, *told: object) -> None:
        write(job, *told)  # type: ignore[operator]
        if job.done >= rows:
            assert job.cancel()

    return written
