"""A list of editions: a dry run, one decision, and shows with their editions in the order of their dates."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from everfair.house.models import User
from everfair.intake.models import Batch, ImportedRow
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.imports.edition_lists import EditionLoad
from everfair.parties.models import Party
from everfair.shows.models import Edition, Series
from everfair.work.models import Job
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
HEAD = "展会,届次,全称,开幕日期,闭幕日期,城市,展馆,国家,状态"
FAIR = "青山艺术博览会"
SECOND = f"{FAIR},第2届,第二届青山艺术博览会,2024-05-10,2024-05-13,杭州,国际博览中心,中国,已举办"
FIRST = f"{FAIR},第1届,第一届青山艺术博览会,2023-05-12,2023-05-15,杭州,国际博览中心,中国,"
THIRD = f"{FAIR},第3届,,2025-05-09,2025-05-12,宁波,,,取消"


def checked(
    tmp_path: Path, *lines: str, name: str = "届次.csv", head: str = HEAD, by: User | None = None
) -> Importer:
    file = tmp_path / name
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    importer = Importer.of_file("editions", file, by=by)
    importer.check()
    return importer


def brought(tmp_path: Path, *lines: str, **more: Any) -> Batch:
    importer = checked(tmp_path, *lines, **more)
    importer.load()
    return importer.batch


def outcome(batch: Batch) -> dict[str, int]:
    return {
        code: batch.counts[code]
        for code in ("new", "matched", "unchanged", "refused")
        if code in batch.counts
    }


def labels(name: str = FAIR) -> list[tuple[int, str]]:
    return list(Edition.objects.filter(series__zh=name).order_by("ordinal").values_list("ordinal", "label"))


def test_the_dry_run_writes_nothing(tmp_path: Path) -> None:
    importer = checked(tmp_path, SECOND, FIRST)
    assert outcome(importer.batch) == {"new": 2}
    assert not Series.objects.exists()
    assert [one["label"] for one in importer.batch.plan["series"][0]["editions"]] == ["1", "2"]


def test_dates_decide_the_order(tmp_path: Path) -> None:
    batch = brought(tmp_path, SECOND, FIRST, THIRD)
    assert labels() == [(1, "1"), (2, "2"), (3, "3")]
    second = Edition.objects.get(label="2")
    told = (
        second.zh,
        second.city,
        second.venue,
        second.country,
        second.starts_on,
        second.ends_on,
        second.is_held,
    )
    days = datetime.date(2024, 5, 10), datetime.date(2024, 5, 13)
    assert told == ("第二届青山艺术博览会", "杭州", "国际博览中心", "CN", *days, True)
    assert batch.series == Series.objects.get()
    assert batch.counts["loaded"]["new_editions"] == 3
    assert not Party.objects.exists()


def test_a_cancelled_edition_is_left_out_until_it_is_not_cancelled(tmp_path: Path) -> None:
    brought(tmp_path, FIRST, THIRD)
    third = Edition.objects.get(label="3")
    assert (third.is_held, third.is_excluded, third.excluded_because) == (False, True, "cancelled")
    brought(tmp_path, THIRD.replace("取消", "已举办"), name="更正.csv")
    third.refresh_from_db()
    assert (third.is_held, third.is_excluded, third.excluded_because) == (True, False, "")


def test_the_same_list_twice_changes_nothing(tmp_path: Path) -> None:
    brought(tmp_path, SECOND, FIRST)
    before = list(Edition.objects.order_by("pk").values())
    again = checked(tmp_path, SECOND, FIRST)
    assert outcome(again.batch) == {"unchanged": 2}
    again.load()
    assert list(Edition.objects.order_by("pk").values()) == before


def test_what_differs_is_changed_and_the_order_with_it(tmp_path: Path) -> None:
    brought(tmp_path, SECOND, FIRST)
    moved = FIRST.replace("2023-05-12", "2024-11-01").replace("2023-05-15", "2024-11-04")
    again = checked(tmp_path, moved, name="改期.csv")
    assert outcome(again.batch) == {"matched": 1}
    again.load()
    assert labels() == [(1, "2"), (2, "1")]
    assert Edition.objects.get(label="1").starts_on == datetime.date(2024, 11, 1)
    assert again.batch.counts["loaded"]["changed_editions"] == 1


def test_what_the_list_leaves_out_stays(tmp_path: Path) -> None:
    brought(tmp_path, FIRST)
    brought(tmp_path, f"{FAIR},第1届,,2023-05-12,2023-05-15,,,,", name="日期.csv")
    assert Edition.objects.get().venue == "国际博览中心"


def test_rows_that_cannot_be_are_refused_by_row_and_column(tmp_path: Path) -> None:
    backwards = FIRST.replace("2023-05-15", "2023-05-01")
    twice = SECOND.replace("杭州", "宁波")
    unknown = THIRD.replace("取消", "也许")
    batch = brought(tmp_path, backwards, SECOND, twice, unknown, ",第9届,,2020-01-01,,,,,")
    refused = {row.row: row.problems[0] for row in batch.row_results.filter(outcome="refused")}
    told = {row: (problem["code"], problem["header"]) for row, problem in refused.items()}
    assert told == {
        2: ("ends_before_it_opens", "闭幕日期"),
        4: ("edition_twice", "届次"),
        5: ("word_unknown", "状态"),
        6: ("value_missing", "展会"),
    }
    assert refused[4]["params"] == {"row": 3}
    assert labels() == [(1, "2")]


def test_series_of_others_are_refused(tmp_path: Path, cast: Cast) -> None:
    batch = checked(tmp_path, FIRST, "蓝田茶业展,1,,2023-01-01,,,,,", by=cast.marketing).batch
    assert outcome(batch) == {"new": 1, "refused": 1}
    assert batch.row_results.get(outcome="refused").problems[0]["code"] == "series_not_yours"


def test_a_place_in_one_cell_is_city_and_country(tmp_path: Path) -> None:
    head = "series,event,title,start,end,location"
    lines = (
        'rubykaigi,rubykaigi-2016,RubyKaigi 2016,2016-09-08,2016-09-10,"Kyoto, Japan"',
        "rubykaigi,rubykaigi-2020,RubyKaigi 2020,2020-09-04,2020-09-05,online",
    )
    brought(tmp_path, *lines, head=head)
    told = list(Edition.objects.order_by("ordinal").values_list("en", "city", "country"))
    assert told == [("RubyKaigi 2016", "Kyoto", "JP"), ("RubyKaigi 2020", "online", "")]


def test_a_load_that_was_killed_goes_on(tmp_path: Path) -> None:
    importer = checked(tmp_path, SECOND, FIRST)
    batch = importer.batch
    batch.start_load(by=None)
    assert batch.job_id is not None
    job = Job.claim(batch.job_id)
    assert job is not None
    killed = EditionLoad(batch, job)
    killed.finish = lambda: None  # type: ignore[method-assign]
    killed.run()
    job.refresh_from_db()
    EditionLoad(Batch.objects.get(pk=batch.pk), job).run()
    batch.refresh_from_db()
    assert batch.state == "loaded"
    assert (batch.counts["loaded"]["written"], ImportedRow.objects.count(), Edition.objects.count()) == (
        2,
        2,
        2,
    )


def test_the_editions_of_real_conferences_come_in_whole(tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "participation" / "ruby_conferences_events.csv"
    importer = Importer.of_file("editions", file)
    importer.check()
    # One closes twelve days before it opens.
    assert outcome(importer.batch) == {"new": 667, "refused": 1}
    assert importer.batch.plan["unordered"] == []
    importer.load()
    assert (Edition.objects.count(), Series.objects.count()) == (667, 161)
    kaigi = Edition.objects.filter(series__slug="rubykaigi").order_by("ordinal")
    days = [day for day in kaigi.values_list("starts_on", flat=True) if day is not None]
    assert days == sorted(days)
    assert len(days) > 10
    again = Importer.of_file("editions", file)
    again.check()
    assert outcome(again.batch) == {"unchanged": 667, "refused": 1}


@pytest.mark.parametrize(
    ("who", "found"), [("sales", {"refused": 1}), ("analyst", {"refused": 1}), ("marketing", {"matched": 1})]
)
def test_only_those_who_manage_a_show_change_its_editions(
    who: str, found: dict[str, int], cast: Cast, tmp_path: Path
) -> None:
    Edition.objects.create(series=cast.series, ordinal=1, label="3", is_held=True)
    assert outcome(checked(tmp_path, THIRD, by=getattr(cast, who)).batch) == found
