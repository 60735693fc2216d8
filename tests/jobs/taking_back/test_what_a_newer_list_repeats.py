# ruff: noqa: E501  a list is read line by line
"""What two lists say stays as long as one of them stands, also where no row of its own tells that the other says it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet

from everfair.intake.models import Batch, FormerValues, HandedOn
from everfair.jobs.taking_back.job import Taking, take_back
from everfair.parties.models import Consent, ContactPoint, Employment, ExternalId, Name
from everfair.relations.models import Relationship
from everfair.shows.models import Participation, Stand
from everfair.surveys.models import Answer
from everfair.work.models import Job
from tests.jobs.taking_back.lists import BEFORE, brought, house, taken_back

pytestmark = pytest.mark.django_db

QINGSHAN, BAIYUN = "杭州青山画廊有限公司", "广州白云陶瓷有限公司"
NEWS = "email | 展会资讯 | 登记表勾选 | 2026-02-08"
# What is repeated: the kind of list, its head, a row of the older and one of the newer list, and what both say.
REPEATED: dict[str, tuple[str, str, str, str, Callable[[], QuerySet[Any]]]] = {
    "an outside id": ("contacts", "公司名称,别处编号,备注", f"{QINGSHAN},ERP | K-1,旧", f"{QINGSHAN},ERP | K-1,新",
        lambda: ExternalId.objects.filter(value="K-1")),
    "an outside id of somebody new": ("contacts", "公司名称,别处编号,备注", f"{BAIYUN},ERP | K-1,旧", f"{BAIYUN},ERP | K-1,新",
        lambda: ExternalId.objects.filter(value="K-1")),
    "who works for whom": ("contacts", "公司名称,姓名,职务,备注", f"{QINGSHAN},李四,经理,旧", f"{QINGSHAN},李四,经理,新",
        lambda: Employment.objects.filter(person__names__text="李四", organisation__names__text=QINGSHAN)),
    "who works for somebody new": ("contacts", "公司名称,姓名,职务,备注", f"{BAIYUN},李四,经理,旧", f"{BAIYUN},李四,经理,新",
        lambda: Employment.objects.filter(person__names__text="李四", organisation__names__text=BAIYUN)),
    "who works for whom, the title left out": ("contacts", "公司名称,姓名,职务,备注", f"{QINGSHAN},李四,经理,旧", f"{QINGSHAN},李四,,新",
        lambda: Employment.objects.filter(person__names__text="李四")),
    "another name": ("contacts", "公司名称,英文名,网址,备注", f"{QINGSHAN},Qingshan Gallery,www.qingshan.cn,旧", f"{QINGSHAN},Qingshan Gallery,www.qingshan.cn,新",
        lambda: Name.objects.filter(text="Qingshan Gallery")),
    "a consent": ("contacts", "公司名称,同意记录,备注", f"{QINGSHAN},{NEWS},旧", f"{QINGSHAN},{NEWS},新",
        lambda: Consent.objects.filter(party__names__text=QINGSHAN)),
    "a second role": ("participations", "届,参展商,角色,备注", f"1,{QINGSHAN},参展商;赞助商,旧", f"1,{QINGSHAN},参展商;赞助商,新",
        lambda: Participation.objects.filter(role__code="sponsor")),
    "a second role of somebody new": ("participations", "届,参展商,角色,备注", f"1,{BAIYUN},参展商;观众,旧", f"1,{BAIYUN},参展商;观众,新",
        lambda: Relationship.objects.filter(party__names__text=BAIYUN, side="visitor")),
    "a stand": ("participations", "届,参展商,展位号,面积,备注", f"1,{QINGSHAN},A-07,18,旧", f"1,{QINGSHAN},A-07,18,新",
        lambda: Stand.objects.filter(number="A-07", area_dm2=1800)),
    "a stand of which the newer knows more": ("participations", "届,参展商,展位号,面积,备注", f"1,{QINGSHAN},A-07,,旧", f"1,{QINGSHAN},A-07,27,新",
        lambda: Stand.objects.filter(number="A-07", area_dm2=2700)),
    "a prospect": ("contacts", "公司名称,展会,备注", f"{QINGSHAN},蓝田茶业展,旧", f"{QINGSHAN},蓝田茶业展,新",
        lambda: Relationship.objects.filter(series__zh="蓝田茶业展", party__names__text=QINGSHAN)),
    "who brought others": ("referrals", "日期,老客户,新客户", f"2021-05-03,{BAIYUN},{QINGSHAN}", f"2021-06-03,{BAIYUN},北京蓝田茶业有限公司",
        lambda: Relationship.objects.filter(party__names__text=BAIYUN)),
    "an answer": ("answers", "公司名称,届,展区布局评价,总体满意度", f"{QINGSHAN},1,5,4", f"{QINGSHAN},1,5,",
        lambda: Answer.objects.filter(value=5)),
}  # fmt: skip


@pytest.fixture
def two_shows(tmp_path: Path) -> None:
    brought(tmp_path, "participations", BEFORE, "before.csv")
    brought(
        tmp_path, "participations", ("届,参展商", "1,南京钟山书画有限公司"), "tea.csv", series="蓝田茶业展"
    )


@pytest.mark.parametrize("said", REPEATED)
@pytest.mark.usefixtures("two_shows")
def test_it_stays_as_long_as_one_of_them_says_it(said: str, tmp_path: Path) -> None:
    kind, head, first, second, found = REPEATED[said]
    before = house()
    older = brought(tmp_path, kind, (head, first), "older.csv")
    with_the_older = house()
    taken_back(brought(tmp_path, kind, (head, second), "newer.csv"))
    assert house() == with_the_older
    newer = brought(tmp_path, kind, (head, second), "newer.csv")
    assert found().count() == 1
    taken_back(older)
    assert found().count() == 1
    taken_back(newer)
    assert house() == before
    assert not FormerValues.objects.exclude(batch__filename__in=("before.csv", "tea.csv")).exists()
    assert not HandedOn.objects.exists()


def test_a_list_of_the_same_file_name_on_the_same_day_says_it_too(tmp_path: Path) -> None:
    """Nothing changes of how to reach them: neither by which list, nor when, it was seen."""
    older, newer = (
        brought(tmp_path, "contacts", ("公司名称,手机,备注", f"{BAIYUN},13800138000,{note}"), "contacts.csv")
        for note in ("旧", "新")
    )
    taken_back(older)
    assert ContactPoint.objects.filter(value__contains="138").count() == 1
    taken_back(newer)
    assert not ContactPoint.every.exists()


@pytest.mark.usefixtures("two_shows")
def test_it_is_handed_on_from_list_to_list(tmp_path: Path) -> None:
    before = house()
    head = "公司名称,姓名,职务,手机,别处编号,备注"
    lists = [
        brought(tmp_path, "contacts", (head, f"{BAIYUN},李四,经理,13800138000,ERP | K-1,{n}"), f"{n}.csv")
        for n in range(3)
    ]
    for one in lists[:2]:
        taken_back(one)
        assert Employment.objects.count() == ExternalId.objects.count() == 1
    taken_back(lists[2])
    assert house() == before


def test_a_stand_that_only_the_older_list_names_goes_though_the_newer_tells_of_who_took_it(
    tmp_path: Path,
) -> None:
    head = "届,参展商,展位号,面积"
    older = brought(
        tmp_path, "participations", (head, f"1,{BAIYUN},A-01,9", f"1,{QINGSHAN},A-02,9"), "older.csv"
    )
    newer = brought(
        tmp_path, "participations", (head, f"1,{BAIYUN},A-03,12", f"1,{QINGSHAN},A-02,15"), "newer.csv"
    )
    taken_back(older)
    assert sorted(Stand.objects.values_list("number", "area_dm2")) == [("A-02", 1500), ("A-03", 1200)]
    taken_back(newer)
    assert not Stand.objects.exists() and not Participation.objects.exists()


PERSON = "公司名称,姓名,职务,别处编号,备注"


def person(folder: Path, note: str) -> Batch:
    row = f"{QINGSHAN},李四,经理,ERP | K-1,{note}"
    return brought(folder, "contacts", (PERSON, row), f"{note}.csv")


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Between the first portions of the list that is taken back next."""
    values = Taking.values

    def and_act(taking: Taking) -> None:
        monkeypatch.setattr(Taking, "values", values)
        values(taking)
        act()

    monkeypatch.setattr(Taking, "values", and_act)


@pytest.mark.usefixtures("two_shows")
def test_what_is_loaded_while_the_older_is_taken_back_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house()
    older = person(tmp_path, "旧")
    meanwhile(monkeypatch, lambda: person(tmp_path, "新"))
    taken_back(older)
    assert Employment.objects.count() == ExternalId.objects.count() == 1
    taken_back(Batch.objects.get(filename="新.csv"))
    assert house() == before


@pytest.mark.usefixtures("two_shows")
def test_a_newer_list_taken_back_meanwhile_is_no_heir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house()
    older, newer = person(tmp_path, "旧"), person(tmp_path, "新")
    meanwhile(monkeypatch, lambda: taken_back(newer))
    taken_back(older)
    assert house() == before
    assert not HandedOn.objects.exists()


@pytest.mark.usefixtures("two_shows")
def test_what_is_handed_to_a_list_that_halts_half_way_goes_when_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house()
    head = "届,开幕日期,参展商,展位号,备注"
    older = brought(tmp_path, "participations", (head, f"3,2021-05-01,{BAIYUN},A-01,旧"), "older.csv")
    newer = brought(tmp_path, "participations", (head, f"3,2021-05-01,{BAIYUN},A-02,新"), "newer.csv")
    forget_rows = Taking.forget_rows

    def halt(taking: Taking) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Taking, "forget_rows", halt)
    with pytest.raises(KeyboardInterrupt):
        taken_back(newer)
    monkeypatch.setattr(Taking, "forget_rows", forget_rows)
    taken_back(older)
    newer.refresh_from_db()
    assert newer.job_id is not None
    take_back(Job.objects.get(pk=newer.job_id))
    assert house() == before
    assert not HandedOn.objects.exists()
