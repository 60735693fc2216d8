"""Chinese and English names meet part by part: brand, place, trade."""

import pytest

from everfair.names import (
    Record,
    across_languages,
    contested,
    normalise,
    short_with_full,
    similarity,
)
from everfair.names.across import across
from everfair.names.kana import romanised, sound
from everfair.names.lexicon import lexicon, trades_at_the_end
from everfair.names.rows import organisation_row
from everfair.names.short import shortness
from everfair.names.telling import Telling, general


@pytest.mark.parametrize(
    ("chinese", "english", "least"),
    [
        ("深圳迈瑞生物医疗电子股份有限公司", "Shenzhen Mindray Bio-Medical Electronics Co., Ltd.", 0.9),
        ("杭州青山画廊有限公司", "Hangzhou Qingshan Gallery Co., Ltd.", 0.95),
        ("贵州茅台酒股份有限公司", "Kweichow Moutai Distillery Co., Ltd.", 0.9),
        ("青岛啤酒股份有限公司", "Tsingtao Brewery Co., Ltd.", 0.9),
        ("中国东方航空股份有限公司", "China Eastern Airlines Corporation Limited", 0.95),
        ("上海医药集团股份有限公司", "Shanghai Pharmaceuticals Holding Co., Ltd.", 0.9),
        ("南京红太阳股份有限公司", "Nanjing Red Sun Co., Ltd.", 0.95),
        ("青山机械有限公司", "QS Machinery Co., Ltd.", 0.6),
    ],
)
def test_an_english_name_says_what_the_chinese_one_says(chinese: str, english: str, least: float) -> None:
    assert across(normalise(chinese), normalise(english), general()).score >= least


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("杭州青山画廊有限公司", "Hangzhou Baiyun Gallery Co., Ltd."),
        ("深圳迈瑞生物医疗电子股份有限公司", "Shenzhen Goldenland Technology Co., Ltd."),
        ("中国东方航空股份有限公司", "China Southern Power Grid"),
        ("青山", "Zebra"),
    ],
)
def test_a_common_place_and_trade_are_not_enough(chinese: str, english: str) -> None:
    assert across(normalise(chinese), normalise(english), general()).score < 0.65


def test_what_translates_is_a_reason_of_its_own() -> None:
    found = similarity(normalise("中国东方航空股份有限公司"), normalise("China Eastern Airlines Co., Ltd."))
    assert found.codes[0] == "parts_translate"
    assert found.score > 0.6


def test_names_of_two_lists_find_each_other_one_to_one() -> None:
    chinese = ["杭州青山画廊有限公司", "上海白云机械有限公司", "宁波蓝天纺织有限公司"]
    english = ["Ningbo Lantian Textile", "Hangzhou Qingshan Gallery", "Somebody Else Ltd"]
    pairs = across_languages([*map(normalise, chinese)], [*map(normalise, english)])
    assert {(p.left, p.right) for p in pairs if p.score > 0.5} == {(0, 1), (2, 0)}


def test_short_names_find_the_full_ones_though_they_leave_out_the_middle() -> None:
    full = ["深圳市中金岭南有色金属股份有限公司", "广东省高速公路发展股份有限公司", "杭州青山画廊有限公司"]
    short = ["粤高速Ａ", "青山画廊", "中金岭南"]
    pairs = short_with_full([*map(normalise, short)], [*map(normalise, full)])
    assert {(p.left, p.right) for p in pairs} == {(0, 1), (1, 2), (2, 0)}


def test_the_order_of_characters_counts() -> None:
    telling = Telling.learn(map(normalise, ["杭州青山画廊有限公司", "上海白云机械有限公司"]))
    full = normalise("杭州青山画廊有限公司")
    assert shortness(normalise("青山画廊"), full, telling) > shortness(normalise("画廊山青"), full, telling)


def test_who_is_taken_competes_no_longer() -> None:
    pairs = contested({(0, 0): 0.9, (1, 0): 0.8, (1, 1): 0.7, (2, 1): 0.1})
    assert [(p.left, p.right, p.lead) for p in pairs] == [(0, 0, 0.1), (1, 1, 0.6)]


def test_two_that_are_as_like_lead_nobody() -> None:
    assert contested({(0, 0): 0.9, (1, 0): 0.9})[0].lead == 0.0
    assert contested({}) == []


def test_rows_of_both_languages_share_place_ideas_and_sound() -> None:
    one = organisation_row(Record(("深圳迈瑞生物医疗电子股份有限公司",)))
    other = organisation_row(Record(("Shenzhen Mindray Bio-Medical Electronics Co., Ltd.",)))
    assert one["place"] == other["place"] == "深圳"
    assert one["brand"] == "迈瑞"
    assert one["sounds"] == ["=mindray", "mairui"]
    assert "=mindray" in other["sounds"]
    assert {"biomedicine", "electronics"} <= set(one["ideas"]) & set(other["ideas"])


def test_the_row_of_nobody_is_empty() -> None:
    told = organisation_row(Record(("",)))
    assert not any(value for name, value in told.items() if name != "script")


@pytest.mark.parametrize(
    ("japanese", "latin"),
    [
        ("トヨタ", "Toyota"),
        ("ソニー", "Sony"),
        ("パナソニック", "Panasonic"),
        ("オオノ", "Ōno"),
        ("しょうわ", "Syowa"),
    ],
)
def test_kana_sound_like_their_latin_spelling(japanese: str, latin: str) -> None:
    one, other = (organisation_row(Record((text,))) for text in (japanese, latin))
    assert set(one["sounds"]) & set(other["sounds"])


def test_kana_are_romanised_by_hepburn() -> None:
    assert romanised("きゃっと") == "kyatto"
    assert romanised("しゃちょう") == "shachou"
    assert sound("shachou") == sound("syatyo")


def test_trade_words_are_taken_off_the_end_while_a_brand_is_left() -> None:
    assert trades_at_the_end("迈瑞生物医疗电子") == ("迈瑞", ["生物医疗", "电子"])
    assert trades_at_the_end("电子") == ("电子", [])


def test_the_lexicon_is_in_order() -> None:
    known = lexicon()
    assert len(known.trade_words) > 1000
    assert all(word == "".join(word.split()) == word.lower() for word in (*known.han, *known.latin))
    assert all(known.han.values())
