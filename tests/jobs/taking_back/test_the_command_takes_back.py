"""`everfair import --take-back NUMBER`: what would happen, then the act, in numbers."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from everfair.contact.models import Task
from everfair.intake.models import Batch
from everfair.parties.models import Party
from everfair.shows.models import Participation
from tests.conftest import Cast
from tests.jobs.taking_back.lists import LISTS, brought

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("import", *words, "--language", "en", stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return brought(tmp_path, "participations", LISTS["participations"])


def state(batch: Batch) -> str:
    batch.refresh_from_db()
    return str(batch.state)


def test_a_load_tells_by_which_number_it_is_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("公司,届\n青山画廊,1\n", encoding="utf-8")
    told = run("participations", str(file), "--series", "青山展", "--yes")
    assert f"everfair import --take-back {Batch.objects.get().pk}" in told


def test_a_dry_run_tells_and_takes_nothing_back(batch: Batch) -> None:
    told = run("--take-back", str(batch.pk), "--dry-run")
    assert "Organisations it made: 4 go, 0 stay" in told
    assert "Nothing was changed." in told
    assert (state(batch), Participation.objects.count()) == ("loaded", 4)


def test_it_is_taken_back_and_what_stays_is_told_and_written(batch: Batch, tmp_path: Path) -> None:
    Task.objects.create(
        party=Party.objects.get(names__text="广州白云陶瓷有限公司"), title="电话", due_on="2026-01-01"
    )
    file = tmp_path / "stays.csv"
    told = run("--take-back", str(batch.pk), "--yes", "--remaining", str(file))
    assert "Participations: 4 go, 0 stay" in told
    assert "Customers it made · 广州白云陶瓷有限公司: something else belongs to it: Tasks" in told
    assert "广州白云陶瓷有限公司" in file.read_text("utf-8-sig")
    assert (state(batch), Participation.objects.count()) == ("taken", 0)


def test_a_second_time_it_says_that_it_was_taken_back(batch: Batch) -> None:
    run("--take-back", str(batch.pk), "--yes")
    with pytest.raises(CommandError, match="cannot be taken back: Taken back"):
        run("--take-back", str(batch.pk), "--yes")


def test_nobody_takes_back_what_they_may_not_bring_in(batch: Batch, cast: Cast) -> None:
    for who, number in ((cast.stranger, batch.pk), (cast.director, batch.pk + 9)):
        with pytest.raises(CommandError, match="There is no import"):
            run("--take-back", str(number), "--yes", "--as", who.get_username())
    assert state(batch) == "loaded"


def test_without_an_answer_nothing_happens(batch: Batch) -> None:
    with pytest.raises(CommandError, match="--yes"):
        run("--take-back", str(batch.pk))
    assert (state(batch), Participation.objects.count()) == ("loaded", 4)


def test_it_is_told_which_newer_list_tells_of_it_too(batch: Batch, tmp_path: Path) -> None:
    lines = ("届,参展商,展位号,状态", "3,广州白云陶瓷有限公司,C-03,取消")
    newer = brought(tmp_path, "participations", lines, "newer.csv")
    told = run("--take-back", str(batch.pk), "--yes")
    assert f"of what stays, import {newer.pk} tells too" in told


def test_why_it_cannot_be_taken_back_is_said(batch: Batch, tmp_path: Path) -> None:
    Batch.objects.filter(pk=batch.pk).update(made={})
    with pytest.raises(CommandError, match="loaded before it was kept"):
        run("--take-back", str(batch.pk), "--yes")
    file = tmp_path / "editions.csv"
    file.write_text("展会,届,开幕日期\n青山展,7,2019-05-01\n", encoding="utf-8")
    told = run("editions", str(file), "--yes")
    assert "--take-back" not in told
    with pytest.raises(CommandError, match="A list of editions is not taken back as a whole"):
        run("--take-back", str(Batch.objects.latest("pk").pk), "--yes")


def test_a_list_needs_its_kind_and_its_file() -> None:
    with pytest.raises(CommandError, match="which file"):
        run("participations")
