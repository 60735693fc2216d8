"""Between the dry run and the load a house goes on: what people did meanwhile counts, not what was decided before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from everfair.intake.models import Batch
from everfair.intake.plans import plans_beside
from everfair.jobs.imports import load, plan
from everfair.jobs.imports.bringing import Importer
from everfair.parties.by_hand import add_name, remove_name, write_party
from everfair.parties.models import KeepApart, Party, PossibleDuplicate
from everfair.shows import seeds
from everfair.shows.models import Edition, Participation, Series
from everfair.work.models import Job
from tests.conftest import Cast
from tests.parties.made import organisation

pytestmark = pytest.mark.django_db
HEAD = "届,开幕日期,参展商,展位号,网址"
GALLERY, TEA = "杭州青山画廊有限公司", "北京蓝田茶业有限公司"
Check = Callable[..., Importer]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    seeds.plant()

    def run(*lines: str, name: str = "名单.csv") -> Importer:
        file = tmp_path / name
        file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        importer = Importer.of_file("participations", file, givens={"series": "青山艺术博览会"})
        importer.check()
        return importer

    return run


def taking_part() -> list[str]:
    return sorted(one.party.zh for one in Participation.objects.select_related("party"))


def test_a_customer_written_by_hand_meanwhile_is_met(check: Check) -> None:
    importer = check(f"1,2019-05-01,{GALLERY},A,", f"2,2020-05-01,{GALLERY},B,")
    by_hand = write_party("organisation", {"full": GALLERY}, by=None)
    importer.load()
    assert list(Party.objects.all()) == [by_hand]
    assert by_hand.participations.count() == 2


def test_a_customer_that_another_list_brought_meanwhile_is_met(check: Check) -> None:
    one = check(f"1,2019-05-01,{GALLERY},A,", f"1,2019-05-01,{TEA},B,")
    other = check(f"2,2020-05-01,{GALLERY},A,", name="next.csv")
    one.load()
    other.load()
    assert Party.objects.count() == 2
    assert Participation.objects.count() == 3


def test_rows_that_another_list_brought_meanwhile_stay_one(check: Check) -> None:
    line = f"1,2019-05-01,{GALLERY},A,"
    one, other = check(line), check(line, f"2,2020-05-01,{GALLERY},A,", name="again.csv")
    one.load()
    other.load()
    assert Party.objects.count() == 1
    assert Participation.objects.count() == 2
    assert other.batch.counts["loaded"]["written"] == 1


def test_who_may_be_somebody_written_meanwhile_waits_for_a_person(check: Check) -> None:
    importer = check("1,2019-05-01,青山画廊,A,")
    by_hand = write_party("organisation", {"full": GALLERY}, by=None)
    importer.load()
    assert Party.objects.count() == 2
    assert PossibleDuplicate.objects.get(state="open").first_id == by_hand.pk


def test_a_customer_merged_away_meanwhile_is_its_survivor(check: Check) -> None:
    gallery, survivor = organisation(GALLERY), organisation("青山国际艺术中心")
    importer = check(f"1,2019-05-01,{GALLERY},A,")
    survivor.merge(gallery, by=None)
    importer.load()
    assert Participation.objects.get().party == survivor


def test_a_customer_taken_apart_and_kept_apart_meanwhile_is_itself_again(check: Check) -> None:
    gallery, other = organisation(GALLERY), organisation("青山国际艺术中心")
    merged = other.merge(gallery, by=None)
    importer = check(f"1,2019-05-01,{GALLERY},A,")
    merged.undo(by=None)
    other.keep_apart(gallery, by=None)
    importer.load()
    assert Participation.objects.get().party == gallery
    assert KeepApart.objects.exists()


def test_a_customer_renamed_meanwhile_is_another(check: Check) -> None:
    gallery = organisation(GALLERY)
    importer = check(f"1,2019-05-01,{GALLERY},A,")
    add_name(gallery, TEA, "full", by=None)
    remove_name(gallery.names.get(text=GALLERY), by=None)
    importer.load()
    assert Participation.objects.get().party != gallery
    assert Party.objects.count() == 2


def test_two_spellings_of_a_customer_renamed_meanwhile_are_still_one(check: Check) -> None:
    gallery = organisation(GALLERY)
    importer = check(f"1,2019-05-01,{GALLERY},A,", "2,2020-05-01,杭州青山畫廊有限公司,A,")
    add_name(gallery, TEA, "full", by=None)
    remove_name(gallery.names.get(text=GALLERY), by=None)
    importer.load()
    first, second = Participation.objects.all()
    assert first.party == second.party != gallery


def test_a_new_customer_merged_in_the_middle_of_the_load_goes_on_as_its_survivor(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.jobs.imports.check.PLANNED", 1)
    monkeypatch.setattr("everfair.jobs.imports.lots._LEAST", 1)
    monkeypatch.setattr("everfair.jobs.imports.lots._LIVELY", 1.0)
    survivor = organisation("青山国际艺术中心")
    importer = check(f"1,2019-05-01,{GALLERY},A,", f"2,2020-05-01,{GALLERY},B,")
    rested: list[float] = []

    def merge_at_the_second_rest(had: float, due: float) -> None:
        rested.append(had)
        if len(rested) == 2:
            survivor.merge(Party.objects.get(zh=GALLERY), by=None)

    monkeypatch.setattr("everfair.jobs.imports.lots.rest", merge_at_the_second_rest)
    importer.load()
    assert [one.party for one in Participation.objects.all()] == [survivor, survivor]


def test_a_right_taken_away_meanwhile_holds(check: Check, cast: Cast) -> None:
    importer = check(f"1,2019-05-01,{GALLERY},A,")
    Batch.objects.filter(pk=importer.batch.pk).update(created_by=cast.service)
    importer.batch.refresh_from_db()
    importer.load()
    assert not Participation.objects.exists()
    assert importer.batch.counts["loaded"]["refused"] == 1


def test_a_lost_plan_is_made_anew(check: Check) -> None:
    importer = check(f"1,2019-05-01,{GALLERY},A,", f"1,2019-05-01,{TEA},B,")
    for written in plans_beside(Path(importer.batch.file.path)):
        written.unlink()
    importer.load()
    assert taking_part() == sorted([GALLERY, TEA])


@pytest.mark.parametrize(
    "damaged",
    [lambda told: told[: told.index(b"\n") + 1], lambda told: told[: len(told) // 2], lambda told: b"",
     lambda told: told.replace(b"true", b"null")],
    ids=["no rows", "cut off", "empty", "altered"],
)  # fmt: skip
def test_a_damaged_plan_is_made_anew(check: Check, damaged: Callable[[bytes], bytes]) -> None:
    importer = check(f"1,2019-05-01,{GALLERY},A,", f"1,2019-05-01,{TEA},B,")
    (plan,) = plans_beside(Path(importer.batch.file.path))
    whole = plan.read_bytes()
    plan.write_bytes(damaged(whole))
    assert plan.read_bytes() != whole
    importer.load()
    assert taking_part() == sorted([GALLERY, TEA])


def test_a_plan_of_another_form_is_made_anew(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that waits to be loaded while the house is brought up to date."""
    monkeypatch.setattr(plan, "FORM", plan.FORM - 1)
    importer = check(f"1,2019-05-01,{GALLERY},A,", f"1,2019-05-01,{TEA},B,")
    monkeypatch.undo()
    with pytest.raises(plan.NoPlan):
        plan.Plan(importer.batch)
    importer.load()
    assert taking_part() == sorted([GALLERY, TEA])


def test_no_plan_is_left_behind(check: Check) -> None:
    importer = check(f"1,2019-05-01,{GALLERY},A,")
    path = Path(importer.batch.file.path)
    assert len(list(plans_beside(path))) == 1
    importer.load()
    assert not list(plans_beside(path))


def test_a_dropped_list_leaves_no_plan(check: Check, django_capture_on_commit_callbacks: Any) -> None:
    importer = check(f"1,2019-05-01,{GALLERY},A,")
    with django_capture_on_commit_callbacks(execute=True):
        importer.batch.drop(by=None)
    assert not list(plans_beside(Path(importer.batch.file.path)))


def test_a_show_and_an_edition_that_were_renamed_meanwhile_are_the_ones_that_were_found(check: Check) -> None:
    check(f"1,2019-05-01,{GALLERY},A,").load()
    importer = check(f"1,2019-05-01,{TEA},B,", f"2,2020-05-01,{TEA},B,", name="next.csv")
    Series.objects.update(slug="spring", zh="青山春季展")
    Edition.objects.update(label="首届")
    importer.load()
    assert list(Series.objects.values_list("zh", flat=True)) == ["青山春季展"]
    assert sorted(Edition.objects.values_list("label", flat=True)) == ["2", "首届"]
    assert Participation.objects.filter(edition__label="首届").count() == 2


def test_editions_whose_names_moved_on_by_one_meanwhile_keep_their_rows(check: Check) -> None:
    check(f"1,2019-05-01,{GALLERY},A,", f"2,2020-05-01,{GALLERY},A,").load()
    first, second = Edition.objects.order_by("ordinal")
    importer = check(f"1,2019-05-01,{TEA},B,", f"2,2020-05-01,{TEA},C,", name="next.csv")
    Edition.objects.filter(pk=first.pk).update(label="0")
    Edition.objects.filter(pk=second.pk).update(label="1")
    importer.load()
    told = Participation.objects.filter(party__zh=TEA).values_list("edition", "stands__number")
    assert sorted(told) == sorted([(first.pk, "B"), (second.pk, "C")])
    assert list(Edition.objects.order_by("ordinal").values_list("label", flat=True)) == ["0", "1"]


def test_a_new_edition_under_the_old_name_of_another_stands_beside_it(check: Check) -> None:
    check(f"1,2019-05-01,{GALLERY},A,").load()
    importer = check(f"1,2019-05-01,{TEA},B,", name="next.csv")
    first = Edition.objects.get()
    Edition.objects.update(label="春")
    Edition.objects.create(series=first.series, label="1", ordinal=2)
    importer.load()
    assert Participation.objects.get(party__zh=TEA).edition_id == first.pk
    assert list(Edition.objects.order_by("ordinal").values_list("label", flat=True)) == ["春", "1"]


def test_a_show_renamed_while_the_load_was_killed_is_not_made_twice(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer = check(f"1,2019-05-01,{GALLERY},A,")
    finish = load.finish

    def killed(*told: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "finish", killed)
    with pytest.raises(KeyboardInterrupt):
        importer.load()
    Series.objects.update(slug="spring", zh="青山春季展")
    Edition.objects.update(label="首届")
    monkeypatch.setattr(load, "finish", finish)
    importer.batch.refresh_from_db()
    assert importer.batch.job_id is not None
    load.load(Job.objects.get(pk=importer.batch.job_id))
    importer.batch.refresh_from_db()
    assert importer.batch.editions_called("青山艺术博览会", "1") == [Edition.objects.get(label="首届")]
    assert Series.objects.count() == Participation.objects.count() == 1


def test_rows_of_no_show_are_not_loaded_for_who_may_not_bring_lists_in_any_more(
    tmp_path: Path, cast: Cast
) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(f"公司名称,手机\n{GALLERY},13800138000\n", encoding="utf-8")
    importer = Importer.of_file("contacts", file, by=cast.marketing)
    importer.check()
    assert importer.batch.counts["new"] == 1
    cast.marketing.memberships.update(role="service")
    importer.load()
    assert importer.batch.counts["loaded"]["refused"] == 1
    assert not Party.objects.exists()
