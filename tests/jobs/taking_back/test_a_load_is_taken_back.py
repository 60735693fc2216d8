"""A whole load is taken back: the house is as it was, as far as nobody has built on it since."""

from pathlib import Path

import pytest

from everfair.intake.models import FormerValues, ImportedRow
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.imports.check import check
from everfair.journal.models import Entry
from everfair.shows.models import Participation, Role
from everfair.work.models import Job
from tests.jobs.taking_back.lists import BEFORE, LISTS, SHOW, brought, house, taken_back

pytestmark = pytest.mark.django_db


def participations() -> list[int]:
    return list(Participation.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("kind", LISTS)
def test_after_a_list_of_any_kind_was_taken_back_the_house_is_as_it_was(kind: str, tmp_path: Path) -> None:
    brought(tmp_path, "participations", BEFORE, "before.csv")
    before = house()
    batch = brought(tmp_path, kind, LISTS[kind])
    assert house() != before
    batch = taken_back(batch)
    assert batch.state == "taken"
    assert house() == before
    assert not ImportedRow.objects.filter(batch=batch).exists()
    assert not FormerValues.objects.filter(batch=batch).exists()
    assert not batch.counts["taken"]["stay"]


@pytest.mark.parametrize("kind", LISTS)
def test_looking_changes_nothing_and_says_what_then_happens(kind: str, tmp_path: Path) -> None:
    from everfair.jobs.taking_back.here import Revoker

    brought(tmp_path, "participations", BEFORE, "before.csv")
    batch = brought(tmp_path, kind, LISTS[kind])
    loaded = house()
    revoker = Revoker(batch)
    revoker.foresee()
    assert house() == loaded
    revoker.take_back()
    counts = revoker.batch.counts
    grounds = {"shows.edition", "shows.series", "surveys.instrument", "surveys.topic", "surveys.competitor"}
    went = {label: count for label, count in counts["taken"]["go"].items() if label not in grounds}
    assert counts["foreseen"]["go"] == went


def test_who_is_entered_by_hand_in_the_middle_of_a_load_hides_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.jobs.imports.check.PLANNED", 1)
    monkeypatch.setattr("everfair.jobs.imports.lots._LEAST", 1)
    monkeypatch.setattr("everfair.jobs.imports.lots._LIVELY", 1.0)
    brought(tmp_path, "participations", BEFORE, "before.csv")
    before, by_hand = set(participations()), Role.objects.get(code="visitor")
    rested: list[float] = []

    def enter_at_the_second_rest(had: float, due: float) -> None:
        rested.append(had)
        if len(rested) == 2:
            first = Participation.objects.order_by("pk")[0]
            Participation.objects.create(party=first.party, edition=first.edition, role=by_hand)

    monkeypatch.setattr("everfair.jobs.imports.lots.rest", enter_at_the_second_rest)
    batch = brought(tmp_path, "participations", LISTS["participations"])
    assert len(participations()) == len(before) + 1 + 3
    taken_back(batch)
    assert set(participations()) == before | {Participation.objects.get(role=by_hand).pk}


def test_the_first_list_of_a_house_leaves_nothing_behind(tmp_path: Path) -> None:
    before = house()
    batch = brought(tmp_path, "participations", LISTS["participations"])
    taken_back(batch)
    assert house() == before


def test_the_same_list_can_be_loaded_again_afterwards(tmp_path: Path) -> None:
    batch = taken_back(brought(tmp_path, "participations", LISTS["participations"]))
    again = brought(tmp_path, "participations", LISTS["participations"])
    assert again.counts["loaded"] == batch.counts["loaded"]


def test_the_journal_tells_of_it_once(tmp_path: Path) -> None:
    batch = taken_back(brought(tmp_path, "participations", LISTS["participations"]))
    told = Entry.objects.filter(object_type="intake.batch", object_id=batch.pk).order_by("pk")
    assert list(told.values_list("verb", flat=True)) == [
        "intake.receive", "intake.load", "intake.take_back", "intake.taken_back"
    ]  # fmt: skip


def test_a_second_attempt_does_nothing_twice(tmp_path: Path) -> None:
    from everfair.intake.models import NotNow
    from everfair.jobs.taking_back.job import take_back

    batch = taken_back(brought(tmp_path, "participations", LISTS["participations"]))
    with pytest.raises(NotNow):
        batch.start_taking_back(by=None)
    with pytest.raises(NotNow):
        batch.start_foreseeing(by=None)
    before = house()
    job = Job.objects.get(name="intake.take_back")
    assert take_back(job) == {"skipped": "taken"}
    assert house() == before


def test_a_list_that_waits_for_a_decision_is_looked_at_anew(tmp_path: Path) -> None:
    """Its rows were on file when it was checked."""
    batch = brought(tmp_path, "participations", LISTS["participations"])
    waiting = Importer.of_file("participations", tmp_path / "participations.csv", givens={"series": SHOW})
    waiting.check()
    assert waiting.batch.counts["unchanged"] == 4
    taken_back(batch)
    waiting.batch.refresh_from_db()
    assert waiting.batch.state == "checking"
    job = Job.claim(waiting.batch.job_id or 0)
    assert job is not None
    check(job)
    waiting.batch.refresh_from_db()
    waiting.load()
    assert waiting.batch.counts["loaded"]["written"] == 4
