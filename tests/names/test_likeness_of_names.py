"""How alike two names are, with the reasons."""

import pytest

from everfair.names import Record, Similarity, keys, normalise, similarity


def compare(one: str, other: str) -> Similarity:
    return similarity(normalise(one), normalise(other))


@pytest.mark.parametrize(
    ("one", "other", "code", "least"),
    [
        ("杭州青山画廊有限公司", "杭州青山畫廊", "same_core", 1.0),
        ("杭州青山画廊有限公司", "青山画廊", "same_bare", 0.8),
        ("青山画廊", "青山画廊文化艺术有限公司", "short_of_full", 0.8),
        ("浙江鼎力", "浙江鼎力机械股份有限公司", "short_of_full", 0.75),
        ("西藏矿业", "西藏矿业发展股份有限公司", "short_of_full", 0.75),
        ("风华高科", "广东风华高新科技股份有限公司", "abbreviation_of_full", 0.6),
        ("青山画廊", "Qingshan Gallery Co., Ltd.", "pinyin_begins", 0.8),
        ("杭州青山画廊有限公司", "Hangzhou Qingshan Gallery", "pinyin_begins", 0.85),
        ("青山画廊", "Qingshan Hualang", "pinyin_matches", 0.9),
        ("青山画廊", "QSHL", "initials_match", 0.6),
        ("Ceph, Gluster", "Gluster/Ceph", "same_words", 0.9),
        ("Fedora", "The Fedora Project", "words_within", 0.8),
        ("OpenStack, RDO Community", "OpenStack", "words_within", 0.6),
        ("Saeloun", "Saleoun", "similar_spelling", 0.7),
        ("杭州青衫画廊", "杭州青山画廊", "sounds_alike", 0.6),
        ("トヨタ自動車株式会社", "Toyota Motor Corporation", "sounds_alike", 0.7),
        ("西门子（中国）有限公司", "Siemens Ltd., China", "parts_translate", 0.7),
        ("宝洁（中国）有限公司", "Procter & Gamble (China) Ltd.", "parts_translate", 0.7),
        ("Honeybadger", "Honeybadger.io", "domain_as_name", 0.9),
    ],
)
def test_what_speaks_for_two_names_being_one(one: str, other: str, code: str, least: float) -> None:
    found = compare(one, other)
    assert found.codes[0] == code
    assert found.score >= least


@pytest.mark.parametrize(
    ("one", "other", "code", "most"),
    [
        ("上海大众", "广州大众", "differs_in_place", 0.4),
        ("青山股份有限公司上海分公司", "青山股份有限公司", "differs_in_branch", 0.7),
        ("青山股份有限公司上海分公司", "青山股份有限公司北京分公司", "differs_in_branch", 0.7),
        ("ABC GmbH", "ABC Inc", "differs_in_legal_form", 0.9),
        ("康佳集团有限公司", "康佳有限公司", "differs_in_legal_form", 0.9),
        ("Siemens China", "Siemens Japan", "differs_in_place", 0.4),
    ],
)
def test_what_speaks_against_it(one: str, other: str, code: str, most: float) -> None:
    found = compare(one, other)
    assert code in found.codes
    assert found.score <= most


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州青山画廊", "浙江青山画廊"),
        ("台州青山画廊", "Taizhou Qingshan Gallery"),
        ("青山画廊（中国）", "杭州青山画廊"),
        ("青山画廊", "杭州青山画廊"),
        ("杭州市余杭区青山画廊", "杭州青山画廊"),
    ],
)
def test_a_city_does_not_contradict_its_province_or_country(one: str, other: str) -> None:
    assert "differs_in_place" not in compare(one, other).codes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州青山画廊有限公司", "杭州青云画廊有限公司"),
        ("宁波银行", "杭州银行"),
        ("科技发展有限公司", "青山科技发展有限公司"),
        ("画廊", "青山画廊"),
        ("Hall 1 Catering", "Hall 2 Catering"),
        ("杭州青云画廊", "杭州青山画廊"),
        ("昆山青山画廊", "杭州青山画廊"),
        ("Zhejiang Tianyu Pharmaceutical", "Zhejiang Hisun Pharmaceutical"),
        ("", "青山"),
        ("★", "☆"),
    ],
)
def test_strangers_are_not_alike(one: str, other: str) -> None:
    assert compare(one, other).score < 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州青山画廊有限公司", "青山画廊"),
        ("杭州青山画廊有限公司", "Qingshan Gallery Co., Ltd."),
        ("青山股份有限公司上海分公司", "青山股份有限公司"),
        ("中兴通讯股份有限公司", "ZTE Corporation"),
        ("トヨタ自動車株式会社", "Toyota Motor Corporation"),
        ("Honeybadger", "Honeybadger.io"),
        ("Ceph, Gluster", "Gluster/Ceph"),
        ("Fedora", "The Fedora Project"),
    ],
)
def test_names_of_one_party_meet_under_a_key(one: str, other: str) -> None:
    assert keys(normalise(one)) & keys(normalise(other))


def test_strangers_meet_under_no_key() -> None:
    assert not keys(normalise("杭州青山画廊")) & keys(normalise("上海白云贸易"))
    assert keys(normalise("")) == frozenset()


def test_records_meet_under_contact_keys_and_outside_ids_too() -> None:
    one = Record(("青山画廊",), websites=("qingshan.cn",), emails=("li@163.com",), phones=("13800138000",))
    other = Record(
        ("Bluehill",), websites=("www.qingshan.cn/en",), emails=("LI@163.com",), phones=("+86 13800138000",)
    )
    assert one.keys & other.keys == {"w:qingshan.cn", "m:li@163.com", "l:+8613800138000"}
    numbered = Record(("Bluehill",), external_ids=(("registry", "9133"),))
    assert "x:registry:9133" in numbered.keys
