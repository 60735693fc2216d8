"""Pinyin with the readings that names have."""

import pytest

from everfair.names import initials, person_keys, pinyin, surname_and_given, surname_readings


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("杭州青山画廊", "hang zhou qing shan hua lang"),
        ("杭州青山畫廊", "hang zhou qing shan hua lang"),
        ("重庆", "chong qing"),
        ("厦门", "xia men"),
        ("六安", "lu an"),
        ("单县", "shan xian"),
        ("番禺", "pan yu"),
        ("宁波银行", "ning bo yin hang"),
        ("长沙音乐厅", "chang sha yin yue ting"),
        ("重庆ABC画廊", "chong qing abc hua lang"),
    ],
)
def test_the_first_reading_is_the_usual_one(text: str, reading: str) -> None:
    assert pinyin(text)[0] == reading


@pytest.mark.parametrize(
    ("surname", "reading"),
    [
        ("曾", "zeng"),
        ("仇", "qiu"),
        ("查", "zha"),
        ("朴", "piao"),
        ("单", "shan"),
        ("解", "xie"),
        ("区", "ou"),
        ("尉迟", "yu chi"),
        ("万俟", "mo qi"),
        ("王", "wang"),
    ],
)
def test_surnames_are_read_as_surnames(surname: str, reading: str) -> None:
    assert surname_readings(surname)[0] == reading
    assert f"{reading} ming" in pinyin(f"{surname}明")


def test_several_readings_are_kept() -> None:
    assert set(pinyin("长乐")) >= {"chang le", "zhang le", "chang yue"}
    assert {"lv shi", "lu shi"} <= set(pinyin("吕氏"))
    assert len(pinyin("行长乐重朝藏厦都")) == 4


def test_initials_are_the_first_letters() -> None:
    assert initials("杭州青山画廊") == ["hzqshl"]
    assert initials("重庆ABC") == ["cqa"]


@pytest.mark.parametrize("text", ["", "★", "\x00"])
def test_what_has_no_letters_has_no_reading(text: str) -> None:
    assert pinyin(text) == []


@pytest.mark.parametrize(
    "written", ["曾国藩", "曾國藩先生", "Zeng Guofan", "Guofan Zeng", "Guo-Fan ZENG", "Dr. Guo Fan Zeng"]
)
def test_one_person_shares_a_key_however_written(written: str) -> None:
    assert "r:zengguofan" in person_keys(written)


def test_other_persons_share_no_key() -> None:
    assert not person_keys("曾国藩") & person_keys("曾国荃")
    assert not person_keys("Zeng Guofan") & person_keys("Zeng Guoquan")


def test_compound_surnames_are_split_whole() -> None:
    assert surname_and_given("欧阳修") == ("欧阳", "修")
    assert surname_and_given("曾国藩") == ("曾", "国藩")
    assert person_keys("欧阳修") & person_keys("Xiu Ouyang")


@pytest.mark.parametrize("spelled", ["Lü Bu", "Lv Bu", "LYU Bu", "Lu Bu"])
def test_passport_spellings_of_u_umlaut_meet(spelled: str) -> None:
    assert person_keys("吕布") & person_keys(spelled)
