"""A measurement counts the house, each show and each source; every number is that of the list behind it."""

import datetime
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from everfair.intake.models import Batch
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.quality.ageing import decayed, freshness, median
from everfair.jobs.quality.measuring import measure
from everfair.parties.models import ContactPoint, Party, PossibleDuplicate
from everfair.quality.asking import JOB, ask, ask_for_tonight, next_night, under_way
from everfair.quality.lacks import FLAWS, LACKS, STALE, Whose
from everfair.quality.measures import FLAGS, MEASURES
from everfair.quality.models import Figures, Report, SharedContact
from everfair.quality.sources import by_hand, of_batches, of_series
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Participation, Role
from everfair.work.models import Job
from tests.conftest import Cast
from tests.jobs.taking_back.lists import BEFORE, LISTS, brought
from tests.parties.made import organisation, person

pytestmark = pytest.mark.django_db
HEAD = "展会,届,日期,公司名称,英文名称,城市,电话,邮箱,联系人,决策角色"
GIVEN = "青山艺术博览会,1,2025-05-01"
LISTED = (
    f"{GIVEN},杭州青山画廊有限公司,Qingshan Gallery,杭州,0571-88888801,,林青,决策者",
    f"{GIVEN},上海蓝海美术馆,,上海,,info@lanhai.cn,,",
    f"{GIVEN},Red Leaf Studio,,,,,,",
    "青山艺术博览会,1,2026-02-30,北京蓝田茶业有限公司,,北京,,,,",
    "青山艺术博览会,1,2026-02-31,北京红叶工作室,,北京,,,,",
)


@pytest.fixture
def batch(tmp_path: Path, cast: Cast) -> Batch:
    file = tmp_path / "名单.csv"
    file.write_text("\n".join([HEAD, *LISTED]) + "\n", encoding="utf-8")
    importer = Importer.of_file("participations", file, by=cast.director)
    importer.check()
    importer.load()
    return importer.batch


def of_batch(batch: Batch) -> Figures:
    return Figures.objects.filter(batch=batch).latest("pk")


def house() -> Figures:
    return Figures.objects.filter(of="house").latest("pk")


def test_a_file_is_told_what_came_in_with_it(batch: Batch) -> None:
    organisation("早就在的机构")
    measure()
    values = of_batch(batch).values
    assert (values["organisations"], values["persons"], values["customers"]) == (3, 1, 4)
    assert (values["lacks_chinese_name"], values["lacks_english_name"], values["lacks_city"]) == (1, 1, 1)
    assert (values["lacks_phone"], values["lacks_email"], values["lacks_decider"]) == (2, 2, 2)
    assert (values["points"], values["points_never"], values["points_fresh"]) == (2, 2, 0)
    assert (values["rows"], values["rows_refused"]) == (5, 2)
    assert house().values["organisations"] == 4


def test_refused_rows_are_told_by_reason_with_what_would_mend_them(batch: Batch) -> None:
    measure()
    (reason,) = of_batch(batch).reasons
    assert (reason["code"], reason["header"], reason["count"]) == ("date_impossible", "日期", 2)
    assert reason["problem"]["value"] == "2026-02-30"
    assert house().reasons == [reason]


def test_every_number_is_that_of_the_list_behind_it(batch: Batch, cast: Cast) -> None:
    organisation("手写", phone="13800138000")
    Party.objects.filter(zh="手写").update(source="hand")
    person("谁也不是")
    measure()
    whose = Whose()
    conditions = {
        **{f"lacks_{code}": condition(whose) for code, condition in LACKS.items()},
        **{f"stale_{code}": condition(whose) for code, condition in STALE.items()},
        **{f"flaw_{code}": condition(whose) for code, condition in FLAWS.items()},
    }
    standing = Party.objects.filter(merged_into=None)
    places = {
        house(): standing,
        of_batch(batch): standing.filter(of_batches([batch.pk])),
        Figures.objects.get(series=cast.series): standing.filter(of_series([cast.series.pk])),
        Figures.objects.get(of="hand"): standing.filter(by_hand()),
    }
    for figures, parties in places.items():
        listed = {code: parties.filter(condition).count() for code, condition in conditions.items()}
        assert {code: figures.values[code] for code in FLAGS} == listed, figures
        assert figures.values["customers"] == parties.count()


def test_who_was_merged_away_counts_for_the_survivor(batch: Batch, cast: Cast) -> None:
    survivor = organisation("青山画廊（杭州）")
    survivor.merge(Party.objects.get(zh="杭州青山画廊有限公司"), by=cast.director)
    measure()
    values = of_batch(batch).values
    assert (values["organisations"], values["pairs_joined"]) == (3, 1)
    assert house().values["organisations"] == 3


def test_pairs_touch_the_sources_of_either_side(batch: Batch, cast: Cast) -> None:
    first, second = Party.objects.filter(kind="organisation")[:2]
    third, fourth = organisation("甲公司"), organisation("乙公司")
    PossibleDuplicate.objects.create(first=first, second=second, score=0.7)
    PossibleDuplicate.objects.create(first=third, second=fourth, score=0.7)
    first.keep_apart(third, by=cast.director)
    measure()
    assert of_batch(batch).values["pairs_waiting"] == 1
    assert (house().values["pairs_waiting"], house().values["pairs_apart"]) == (2, 1)


def test_figures_of_a_show_and_its_lists_look_at_no_other(batch: Batch, cast: Cast) -> None:
    first, second = Party.objects.filter(kind="organisation").order_by("pk")[:2]
    elsewhere = organisation("蓝田茶庄")
    edition = Edition.objects.create(series=cast.other_series, ordinal=1, label="1", starts_on="2999-01-01")
    exhibitor = Role.objects.get(code="exhibitor")
    for party in (first, elsewhere):
        Relationship.objects.create(party=party, series=cast.other_series, owner=cast.stranger)
        Participation.objects.create(party=party, edition=edition, role=exhibitor, status="came")
    PossibleDuplicate.objects.create(first=first, second=elsewhere, score=0.7)
    PossibleDuplicate.objects.create(first=first, second=second, score=0.7)
    elsewhere.keep_apart(second, by=cast.director)
    measure()
    on_it = Figures.objects.get(series=cast.series)
    for figures in (on_it, of_batch(batch)):
        assert figures.values["lacks_owner"] == figures.values["organisations"] == 3
        assert figures.values["flaw_impossible"] == 0
        assert (figures.values["pairs_waiting"], figures.values.get("pairs_apart", 0)) == (1, 0)
    there = Figures.objects.get(series=cast.other_series)
    assert (there.values["lacks_owner"], there.values["flaw_impossible"]) == (0, 2)
    assert (there.values["pairs_waiting"], there.values.get("pairs_apart", 0)) == (1, 0)
    assert (house().values["lacks_owner"], house().values["flaw_impossible"]) == (2, 2)
    assert (house().values["pairs_waiting"], house().values["pairs_apart"]) == (2, 1)


def test_colleagues_behind_one_number_are_no_strangers() -> None:
    firm = organisation("一家公司", phone="021-6666 0000")
    for name in ("甲", "乙", "丙", "丁"):
        person(name, works_for=firm, phone="021-6666 0000")
    agent = "021-7777 0000"
    strangers = [organisation(f"{name}公司", phone=agent) for name in ("甲", "乙", "丙", "丁")]
    measure()
    assert [(one.key, one.holders) for one in SharedContact.objects.all()] == [("+862177770000", 4)]
    assert house().values["flaw_shared"] == len(strangers)


def test_verified_long_ago_never_and_dead_are_kept_apart() -> None:
    today = timezone.localdate()
    points = []
    for number in range(4):
        organisation(f"公司{number}", phone=f"0571-8888 880{number}")
        points.append(ContactPoint.objects.latest("pk"))
    points[0].verify(None, today)
    points[1].verify(None, today - datetime.timedelta(days=400))
    points[2].refute(None, today)
    measure()
    values = house().values
    told = [values[f"points_{state}"] for state in ("fresh", "old", "never", "dead")]
    assert told == [1, 1, 1, 1]
    assert values["age_median"] == 0


def test_a_third_is_gone_after_a_year_as_the_trade_has_it() -> None:
    assert decayed(Counter({0: 100})) == 0
    assert decayed(Counter({365: 100, 730: 100})) == pytest.approx(30 + 51, abs=0.2)


def test_the_median_is_the_lower_of_the_two_in_the_middle() -> None:
    assert median(Counter({1: 1, 5: 1, 9: 1})) == 5
    assert median(Counter({1: 2, 9: 2})) == 1


def test_a_day_to_come_is_no_age() -> None:
    today = datetime.date(2026, 5, 1)
    told = freshness([(("house", 0), datetime.date(2026, 6, 1), False, False, 1)], today, today)
    assert told["house", 0]["age_median"] == 0


def test_an_empty_house_is_measured_too() -> None:
    measure()
    assert house().values["customers"] == 0
    assert house().share("lacks_email", "organisations") is None


def test_old_figures_of_files_go_and_those_of_the_house_stay(batch: Batch) -> None:
    for _ in range(3):
        measure()
    assert Figures.objects.filter(batch=batch).count() == 2
    assert Figures.objects.filter(of="house").count() == Report.objects.count() == 3


def test_only_one_measurement_waits_and_one_for_the_night_is_brought_forward() -> None:
    ask_for_tonight()
    ask_for_tonight()
    (tonight,) = Job.objects.filter(name=JOB)
    assert tonight.not_before > timezone.now()
    assert under_way() is None
    assert ask() == ask() == tonight
    assert under_way() == tonight


def test_the_night_is_the_next_one() -> None:
    early = datetime.datetime(2026, 5, 1, 1, 0, tzinfo=datetime.UTC)
    late = datetime.datetime(2026, 5, 1, 9, 0, tzinfo=datetime.UTC)
    assert [next_night(one).day for one in (early, late)] == [1, 2]


def test_every_flag_and_part_is_a_measure() -> None:
    assert FLAGS.keys() <= MEASURES.keys()
    assert {one.of for one in MEASURES.values()} <= {"", "customers", "organisations", "persons", *MEASURES}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_any_kind_is_a_source_of_those_it_tells_of(kind: str, tmp_path: Path) -> None:
    brought(tmp_path, "participations", BEFORE, name="before.csv")
    told = brought(tmp_path, kind, LISTS[kind])
    measure()
    standing = Party.objects.filter(merged_into=None)
    assert of_batch(told).values["customers"] == standing.filter(of_batches([told.pk])).count() >= 2
