"""A list of participations: a dry run, one decision, and what is on file afterwards."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from everfair.intake.models import Batch, ImportedRow, RowResult
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.parties import look_for_duplicates
from everfair.journal.models import Entry
from everfair.parties.models import Link, Party, PossibleDuplicate
from everfair.relations.models import Relationship
from everfair.shows import seeds
from everfair.shows.models import Edition, Participation, Series, Stand
from everfair.work.models import Job

pytestmark = pytest.mark.django_db
HEAD = "届,开幕日期,参展商,英文名,展位号,面积,金额,状态,网址"


@pytest.fixture(autouse=True)
def _planted() -> None:
    seeds.plant()


def written(tmp_path: Path, *lines: str, head: str = HEAD, name: str = "名单.csv") -> Path:
    file = tmp_path / name
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return file


def brought(file: Path, load: bool = True, **givens: Any) -> Batch:
    importer = Importer.of_file("participations", file, givens={"series": "青山艺术博览会"} | givens)
    importer.check()
    if load:
        importer.load()
    return importer.batch


THREE = (
    '1,2019-05-01,杭州青山画廊有限公司,Qingshan Gallery,A-01,36,"12,000",,www.qingshan.cn',
    "2,2020-05-01,杭州青山画廊有限公司,,A-01,36㎡,1.2万元,到场,",
    "2,2020-05-01,北京蓝田茶业有限公司,Lantian Tea,B-02,9,,未到,",
)


def test_a_list_becomes_customers_editions_participations_and_stands(tmp_path: Path) -> None:
    batch = brought(written(tmp_path, *THREE))
    assert batch.state == "loaded"
    series = Series.objects.get()
    assert [(e.label, e.ordinal) for e in series.editions.all()] == [("1", 1), ("2", 2)]
    assert Party.objects.count() == 2
    assert Participation.objects.count() == 3
    assert Counter(Participation.objects.values_list("status", flat=True)) == {"came": 2, "no_show": 1}
    stands = Stand.objects.filter(number="A-01").order_by("pk")
    assert [(s.area_dm2, s.amount_minor, s.currency) for s in stands] == [(3600, 1200000, "CNY")] * 2
    assert Relationship.objects.filter(side="exhibitor").count() == 2
    gallery = Party.objects.get(zh="杭州青山画廊有限公司")
    assert gallery.en == "Qingshan Gallery"
    assert [point.key for point in gallery.contact_points.all()] == ["qingshan.cn"]


def test_of_those_on_file_before_it_is_kept_whom_a_list_tells_of(tmp_path: Path) -> None:
    assert brought(written(tmp_path, *THREE)).attending == []
    gallery = Party.objects.get(zh="杭州青山画廊有限公司")
    batch = brought(
        written(
            tmp_path,
            "3,2021-05-01,杭州青山画廊有限公司,,A-01,36,,,",
            "3,2021-05-01,南京紫金丝绸厂,,C-01,36,,,",
            "2,2020-05-01,南京紫金丝绸厂,,C-01,36,,,",
            name="further.csv",
        )
    )
    assert batch.attending == [gallery.pk]
    batch.refresh_from_db()
    assert batch.attending == [gallery.pk]


def test_the_dry_run_writes_no_customer(tmp_path: Path) -> None:
    batch = brought(written(tmp_path, *THREE), load=False)
    assert batch.state == "checked"
    assert (batch.counts["new"], batch.counts["matched"]) == (2, 1)
    assert not Party.objects.exists()
    assert not Series.objects.exists()
    assert not Edition.objects.exists()


def test_loading_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, *THREE)
    brought(file)

    def on_file() -> list[Any]:
        return [
            list(model.objects.order_by("pk").values()) for model in (Party, Participation, Stand, Edition)
        ]

    before = on_file()
    again = brought(file)
    assert again.counts["unchanged"] == 3
    assert on_file() == before


@pytest.mark.parametrize("nameless_first", [True, False])
def test_a_row_that_tells_only_a_day_belongs_to_the_edition_that_is_open_then(
    tmp_path: Path, nameless_first: bool
) -> None:
    named = ["3,2027-03-10,青山画廊,,,,,,"]
    nameless = [",2027-03-10,蓝田茶业,,,,,,"]
    batch = brought(written(tmp_path, *(nameless + named if nameless_first else named + nameless)))
    assert [edition.label for edition in Edition.objects.all()] == ["3"]
    assert [one["label"] for one in batch.plan["series"][0]["editions"]] == ["3"]
    assert Participation.objects.filter(edition__label="3").count() == 2


def test_a_day_within_an_edition_on_file_makes_no_other_one(tmp_path: Path) -> None:
    series = Series.objects.create(slug="q", zh="青山艺术博览会")
    days = {"starts_on": date(2027, 3, 30), "ends_on": date(2027, 4, 2)}
    edition = Edition.objects.create(series=series, label="5", ordinal=1, **days)
    brought(written(tmp_path, ",2027-04-01,青山画廊,,,,,,"))
    assert Participation.objects.get().edition == edition
    assert Edition.objects.count() == 1


def test_the_last_day_stays_unknown_where_none_was_told(tmp_path: Path) -> None:
    days = ("1,2019-05-01,青山画廊,,,,,,", "2,2020-05-02,青山画廊,,,,,,", "2,2020-05-01,蓝田茶业,,,,,,")
    brought(written(tmp_path, *days))
    told = Edition.objects.order_by("ordinal").values_list("starts_on", "ends_on")
    assert list(told) == [(date(2019, 5, 1), None), (date(2020, 5, 1), date(2020, 5, 2))]


def test_refused_rows_say_where_what_and_what_would_be_right(tmp_path: Path) -> None:
    file = written(tmp_path, "1,2026-02-30,甲公司文化,,A,9,,,", "1,2019-05-01,,,B,9,,,", *THREE)
    batch = brought(file)
    refused = RowResult.objects.filter(batch=batch, outcome="refused").order_by("row")
    (day,), (name,) = (result.problems for result in refused)
    assert [result.row for result in refused] == [2, 3]
    assert (day["code"], day["header"], day["column"]) == ("date_impossible", "开幕日期", "B")
    assert day["params"]["example"]
    assert (name["code"], name["header"]) == ("value_missing", "参展商")
    assert Participation.objects.count() == 3


def test_several_stands_are_one_participation_and_shared_stands_are_noted(tmp_path: Path) -> None:
    lines = (
        "1,2019-05-01,青山画廊,,A-01,9,,,",
        "1,2019-05-01,青山画廊,,A-02,9,,,",
        "1,2019-05-01,蓝田茶业,,A-02,,,,",
    )
    batch = brought(written(tmp_path, *lines))
    assert Participation.objects.count() == 2
    gallery = Participation.objects.get(party__zh="青山画廊")
    assert [(s.number, s.is_shared) for s in gallery.stands.order_by("number")] == [
        ("A-01", False),
        ("A-02", True),
    ]
    assert batch.counts["loaded"]["shared_stands"] == 1


def test_one_journal_entry_for_all_rows_and_each_row_knows_what_it_became(tmp_path: Path) -> None:
    batch = brought(written(tmp_path, *THREE))
    entry = Entry.objects.get(verb="intake.load")
    assert entry.object_id == batch.pk
    assert entry.params["counts"]["written"] == 3
    rows = ImportedRow.objects.filter(batch=batch).order_by("row")
    assert [row.row for row in rows] == [2, 3, 4]
    assert {row.object_id for row in rows} == set(Participation.objects.values_list("pk", flat=True))


def test_bookings_are_brought_up_to_date_by_the_list_of_who_came(tmp_path: Path) -> None:
    brought(written(tmp_path, "1,2019-05-01,青山画廊,,A,9,,已预订,", name="booked.csv"))
    assert Participation.objects.get().status == "booked"
    brought(written(tmp_path, "1,2019-05-01,青山画廊,,A,9,,已到,", name="came.csv"))
    assert Participation.objects.get().status == "came"


def test_an_edition_to_come_counts_bookings(tmp_path: Path) -> None:
    brought(written(tmp_path, "9,2048-05-01,青山画廊,,A,9,,,"))
    assert Participation.objects.get().status == "booked"
    assert not Edition.objects.get().is_held


def test_a_certain_match_joins_and_says_why_and_a_doubtful_one_waits(tmp_path: Path) -> None:
    brought(written(tmp_path, *THREE))
    lines = ("3,2021-05-01,杭州青山画廊,,A,9,,,", "3,2021-05-01,青山画廊,,B,9,,,")
    batch = brought(written(tmp_path, *lines, name="next.csv"))
    results = list(RowResult.objects.filter(batch=batch).order_by("row"))
    assert results[0].outcome == "matched"
    assert "same_core" in [code for code, _ in results[0].found["reasons"]]
    assert results[1].outcome == "doubtful"
    assert PossibleDuplicate.objects.filter(state="open").count() == 1


def test_editions_without_order_are_asked_for(tmp_path: Path) -> None:
    head, lines = "届,参展商", ("春季,青山画廊", "秋季,青山画廊")
    file = written(tmp_path, *lines, head=head)
    batch = brought(file, load=False)
    assert batch.plan["unordered"] == [{"name": "青山艺术博览会", "editions": ["春季", "秋季"]}]
    brought(file, order={"青山艺术博览会": ["秋季", "春季"]})
    assert list(Edition.objects.order_by("ordinal").values_list("label", flat=True)) == ["秋季", "春季"]


def test_a_copied_list_and_a_stub_are_warned_of(tmp_path: Path) -> None:
    names = [f"第{n}号画廊有限公司" for n in range(100, 160)]
    lines = [
        f"{edition},{1990 + edition}-05-01,{name}"
        for edition in (1, 2, 3)
        for name in names[(edition > 2) * 30 :]
    ]
    lines += ["4,1994-05-01,独一无二茶业"]
    batch = brought(written(tmp_path, *lines, head="届,日期,参展商"), load=False)
    assert [(w["code"], w["params"]["edition"]) for w in batch.warnings] == [
        ("copied_list", "2"),
        ("stub_list", "4"),
    ]


def test_it_is_warned_of_who_has_another_stand_on_file(tmp_path: Path) -> None:
    head = "届,日期,参展商,展位号"
    brought(
        written(
            tmp_path,
            "1,2019-05-01,青山画廊,A-01",
            "1,2019-05-01,蓝田茶业,B-01",
            "1,2019-05-01,白云陶瓷,",
            head=head,
        )
    )
    lines = (
        "1,2019-05-01,青山画廊,A-02",
        "1,2019-05-01,蓝田茶业,B-01",
        "1,2019-05-01,白云陶瓷,C-01",
        "2,2020-05-01,青山画廊,A-09",
    )
    again = brought(written(tmp_path, *lines, head=head), load=False)
    assert [(one["code"], one["params"]) for one in again.warnings] == [
        ("stands_added", {"edition": "1", "series": "青山艺术博览会", "count": 1})
    ]


def told_of_days(batch: Batch) -> list[tuple[str, list[str]]]:
    days = ("edition", "says", "opens", "first", "last")
    return [
        (one["code"], [one["params"][day] for day in days if day in one["params"]]) for one in batch.warnings
    ]


def test_another_opening_day_than_on_file_is_told_and_changes_nothing(tmp_path: Path) -> None:
    brought(written(tmp_path, *THREE))
    batch = brought(written(tmp_path, "2,2020-05-09,青岛海蓝文创有限公司", head="届,开幕日期,参展商"))
    assert told_of_days(batch) == [("edition_opens_otherwise", ["2", "2020-05-09", "2020-05-01"])]
    assert Edition.objects.get(label="2").starts_on == date(2020, 5, 1)


@pytest.mark.parametrize("is_on_file", [False, True])
def test_days_too_far_apart_for_one_edition_are_told(is_on_file: bool, tmp_path: Path) -> None:
    if is_on_file:
        brought(written(tmp_path, *THREE))
    lines = "2,2020-05-01,2020-05-04,青岛海蓝文创有限公司", "2,2020-05-02,2021-05-04,青岛海蓝文创有限公司"
    batch = brought(written(tmp_path, *lines, head="届,开幕日期,闭幕日期,参展商"), load=False)
    assert told_of_days(batch) == [("edition_too_long", ["2", "2020-05-01", "2021-05-04"])]


def test_a_month_is_not_too_long_for_an_edition(tmp_path: Path) -> None:
    lines = "1,2020-05-01,青岛海蓝文创有限公司", "1,2020-06-01,北京蓝田茶业有限公司"
    batch = brought(written(tmp_path, *lines, head="届,开幕日期,参展商"), load=False)
    assert told_of_days(batch) == []


def test_an_analysis_follows_a_load(tmp_path: Path) -> None:
    brought(written(tmp_path, *THREE))
    assert Job.objects.filter(name="relations.analyse", state="queued").exists()


def test_a_new_branch_is_a_new_customer_and_linked_with_its_head_office(tmp_path: Path) -> None:
    batch = brought(written(tmp_path, "1,2019-05-01,杭州青山画廊有限公司上海分公司,,A-01,,,,", THREE[0]))
    assert not batch.counts.get("doubtful")
    assert Party.objects.count() == 2
    job = Job.objects.get(name="parties.find_duplicates")
    held = Job.claim(job.pk)
    assert held is not None
    look_for_duplicates(held)
    made = Link.objects.get()
    assert (made.parent.zh, made.child.zh) == ("杭州青山画廊有限公司", "杭州青山画廊有限公司上海分公司")
    assert not PossibleDuplicate.objects.exists()


def test_new_branches_of_all_lots_are_looked_at_by_one_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.jobs.imports.check.PLANNED", 1)
    monkeypatch.setattr("everfair.jobs.imports.lots._LEAST", 1)
    monkeypatch.setattr("everfair.jobs.imports.lots._LIVELY", 1.0)
    places = "上海", "深圳", "成都"
    branches = (
        f"1,2019-05-01,杭州青山画廊有限公司{place}分公司,,A-0{at},,,," for at, place in enumerate(places)
    )
    brought(written(tmp_path, THREE[0], *branches))
    job = Job.objects.get(name="parties.find_duplicates")
    asked = Party.objects.filter(pk__in=job.args["ids"])
    assert sorted(party.zh for party in asked) == sorted(
        f"杭州青山画廊有限公司{place}分公司" for place in places
    )
