"""A list of contacts tells birthdays, languages, interests, wishes, how close they want us, and who is left alone."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from everfair.intake.models import Batch
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import Consent, ContactPoint, Organisation, Party, Person
from everfair.shows.models import Series
from tests.conftest import Cast
from tests.jobs.taking_back.lists import house, taken_back

pytestmark = pytest.mark.django_db
HEAD = "公司,联系人,手机,生日,语言,兴趣,愿望,关系意愿,请勿联系,同意记录"
FIRM = "杭州青山画廊有限公司"
LIN = f"{FIRM},林青,13812345678"


def brought(
    tmp_path: Path, *lines: str, name: str = "通讯录.csv", head: str = HEAD, kind: str = "contacts"
) -> Batch:
    file = tmp_path / name
    full = (line + "," * (head.count(",") - line.count(",")) for line in lines)
    file.write_text("\n".join([head, *full]) + "\n", encoding="utf-8")
    importer = Importer.of_file(kind, file)
    importer.check()
    importer.load()
    return importer.batch


def told(name: str) -> dict[str, Any]:
    party = Party.objects.get(zh=name)
    details: Any = (Person if party.kind == "person" else Organisation)._default_manager.get(party=party)
    codes = ("birthday", "languages", "interests", "wishes", "closeness")
    said = {code: value for code in codes if (value := getattr(details, code, ""))}
    return said | ({"left alone": True} if party.is_not_contacted else {})


def problems(batch: Batch) -> list[tuple[int, str, str]]:
    rows = batch.row_results.filter(outcome="refused").order_by("row")
    return [(row.row, row.problems[0]["code"], row.problems[0]["header"]) for row in rows]


def test_the_person_that_is_named_is_meant(tmp_path: Path, cast: Cast, client_of: Any) -> None:
    brought(tmp_path, f"{LIN},1980年8月15日,中文、日语,瓷器;书法,靠近入口,紧密,是")
    assert told("林青") == {
        "birthday": "1980-08-15", "languages": "中文、日语", "interests": "瓷器;书法", "wishes": "靠近入口",
        "closeness": "close", "left alone": True,
    }  # fmt: skip
    assert told(FIRM) == {}
    client: Client = client_of(cast.director)
    page = client.get(f"/customers/{Party.objects.get(zh='林青').pk}/").content.decode()
    assert all(word in page for word in ("1980-08-15", "中文、日语", "瓷器;书法", "靠近入口", "紧密"))


def test_where_nobody_is_named_the_organisation_is_meant(tmp_path: Path) -> None:
    brought(tmp_path, f"{FIRM},,,,,,,常规,勿扰")
    assert told(FIRM) == {"closeness": "regular", "left alone": True}


@pytest.mark.parametrize(
    ("written", "kept"),
    [("8月15日", "08-15"), ("8-15", "08-15"), ("02-29", "02-29"), ("1980/8/15", "1980-08-15"), ("无", None)],
)
def test_a_birthday_is_known_with_or_without_its_year(tmp_path: Path, written: str, kept: str | None) -> None:
    brought(tmp_path, f"{LIN},{written},,,,,")
    assert told("林青").get("birthday") == kept


def test_what_is_none_is_refused_by_row_and_column(tmp_path: Path) -> None:
    this_year = f"{timezone.localdate().year}-01-01"
    batch = brought(
        tmp_path,
        f"{FIRM},甲一,,2-30,,,,,",
        f"{FIRM},乙二,,{this_year},,,,,",
        f"{FIRM},丙三,,明天,,,,,",
        f"{FIRM},丁四,,,,,,亲如一家,",
        f"{FIRM},戊五,,,,,,,也许",
        f"{FIRM},,,1980-08-15,,,,,",
        f"{LIN},,,,,,",
    )
    assert problems(batch) == [
        (2, "date_impossible", "生日"),
        (3, "birthday_of_a_child", "生日"),
        (4, "date_unreadable", "生日"),
        (5, "word_unknown", "关系意愿"),
        (6, "word_unknown", "请勿联系"),
        (7, "value_missing", "生日"),
    ]
    assert told("林青") == {}


def test_headers_and_words_in_traditional_characters_are_read(tmp_path: Path) -> None:
    batch = brought(tmp_path, "青山畫廊,林青,8月15日,緊密", head="公司名稱,聯絡人,生日,關係意願")
    assert set(batch.mapping) == {"organisation", "person", "birthday", "closeness"}
    assert told("林青") == {"birthday": "08-15", "closeness": "close"}


NEWS = "email | 展会资讯 | 登记表勾选 | 2026-02-08"


def test_consents_come_with_channel_purpose_basis_and_moments(tmp_path: Path) -> None:
    brought(tmp_path, f'{LIN},,,,,,,"{NEWS}\n电话 | 回访 |  | 2026-02-08 10:30 | 2026-03-01"')
    told = [
        (one.channel, one.purpose, one.basis, bool(one.withdrawn_at))
        for one in Consent.objects.order_by("pk")
    ]
    assert told == [("email", "展会资讯", "登记表勾选", False), ("phone", "回访", "", True)]
    brought(tmp_path, f"{LIN},,,,,,,{NEWS}", name="新.csv")
    assert Consent.objects.count() == 2
    batch = brought(tmp_path, f"{FIRM},甲一,,,,,,,,是", name="坏.csv")
    assert problems(batch) == [(2, "consents_unreadable", "同意记录")]


def test_somebody_whom_no_organisation_places_is_at_home(tmp_path: Path) -> None:
    brought(tmp_path, "甲一,杭州,文三路1号", "乙二,北京,", "丙三,,上海南京路2号", head="姓名,城市,地址")
    homes = ContactPoint.objects.filter(kind="address").order_by("pk").values_list("party__zh", "value")
    assert list(homes) == [("甲一", "杭州 文三路1号"), ("乙二", "北京"), ("丙三", "上海南京路2号")]


def test_a_list_adds_what_was_not_known_and_overrules_nobody(tmp_path: Path) -> None:
    brought(tmp_path, f"{LIN},,中文,,,,")
    Person.objects.update(interests="篆刻")
    brought(tmp_path, f"{LIN},8-15,英文,书法,,,否", name="新.csv")
    assert told("林青") == {"birthday": "08-15", "languages": "中文", "interests": "篆刻"}


def test_no_list_says_that_somebody_may_be_contacted_again(tmp_path: Path) -> None:
    brought(tmp_path, f"{LIN},,,,,,是")
    brought(tmp_path, f"{LIN},,,,,,否", name="新.csv")
    assert told("林青") == {"left alone": True}


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("contacts", ("公司,手机", f"{FIRM},13812345678")),
        ("interactions", ("日期,公司", f"2026-02-08,{FIRM}")),
    ],
)
def test_a_list_that_names_no_show_is_of_none(tmp_path: Path, cast: Cast, kind: str, lines: Any) -> None:
    Series.objects.update(en="")
    shows = list(Series.objects.values_list("pk", flat=True))
    batch = brought(tmp_path, *lines[1:], head=lines[0], kind=kind)
    assert list(Series.objects.values_list("pk", flat=True)) == shows
    assert (batch.series, batch.plan["series"]) == (None, [])


def test_taken_back_the_list_leaves_them_as_they_were(tmp_path: Path) -> None:
    brought(tmp_path, f"{FIRM},林青,,,中文")
    before = house()
    batch = brought(
        tmp_path,
        f"{FIRM},林青,,8-15,,书法,靠近入口,紧密,是,{NEWS}",
        f"{FIRM},,,,,,,常规,是",
        "深圳南山文创有限公司,钱七,13600136000,1980-08-15,,,,松散,是",
        name="新.csv",
    )
    assert told("林青")["birthday"] == "08-15"
    taken_back(batch)
    assert house() == before


def test_titles_of_people_whom_nothing_names_are_warned_of(tmp_path: Path) -> None:
    batch = brought(
        tmp_path,
        "青山画廊,,经理,13800138000",
        "蓝田茶业,李四,经理,13900139000",
        "白云陶瓷,,,13700137000",
        head="公司名称,姓名,职务,手机",
    )
    assert [(one["code"], one["params"]) for one in batch.warnings] == [("titles_of_nobody", {"count": 1})]
