"""Certain joins by itself, doubtful waits for a person, different is left alone."""

import pytest

from everfair.names import CERTAIN, DIFFERENT, DOUBTFUL, RELATED, Decision, Record, decide
from everfair.names.judging import judged

FULL = Record(
    ("杭州青山画廊有限公司",), country="CN", city="杭州", websites=("https://www.qingshan-art.cn/",)
)


def by_names(one: str, other: str) -> Decision:
    return decide(Record((one,)), Record((other,)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州青山画廊有限公司", "杭州青山画廊"),
        ("杭州青山畫廊有限公司", "杭州青山画廊股份有限公司"),
        ("株式会社青山", "青山(株)"),
        ("Cookpad", "Cookpad Inc."),
        ("YAMAP Inc.", "Yamap Co., Ltd"),
        ("The Fedora Project", "Fedora project"),
        ("罪茶-Guiltea-", "罪茶-guiltea-"),
        ("青山", "青山"),
        ("交通银行股份有限公司", "交通银行股份有限公司"),
        ("STORES, Inc.", "Stores, Inc."),
        ("4", "4"),
        ("杭州青山画廊有限公司/Qingshan Gallery Co., Ltd.", "Qingshan Gallery"),
        ("杭州青山艺术有限公司（原：杭州碧水画廊有限公司）", "杭州碧水画廊有限公司"),
    ],
)
def test_equal_names_without_contradiction_are_certain(one: str, other: str) -> None:
    assert by_names(one, other).verdict == CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州青山画廊有限公司", "青山画廊"),
        ("杭州青山画廊有限公司", "Qingshan Gallery Co., Ltd."),
        ("ABC GmbH", "ABC Inc"),
        ("康佳集团有限公司", "康佳有限公司"),
        ("Rakuten Group, Inc.", "Rakuten, Inc."),
        ("Linux Professional Institute", "Linux Professional Institute (LPI)"),
    ],
)
def test_names_alone_leave_these_to_a_person(one: str, other: str) -> None:
    assert by_names(one, other).verdict == DOUBTFUL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海大众", "广州大众"),
        ("待定", "待定"),
        ("个人", "个人"),
        ("TBA", "tba"),
        ("画廊", "画廊"),
        ("贸易公司", "贸易公司"),
        ("Gallery", "gallery"),
        ("上海有限公司", "上海公司"),
        ("", ""),
    ],
)
def test_these_are_never_joined(one: str, other: str) -> None:
    assert by_names(one, other).verdict != CERTAIN


@pytest.mark.parametrize("name", ["个人", "待定", "TBA"])
def test_a_stopgap_in_common_is_no_question(name: str) -> None:
    assert judged(by_names(name, name), 0.999).verdict == DIFFERENT


@pytest.mark.parametrize("name", ["贸易公司", "上海", "Gallery"])
def test_what_many_are_called_waits_for_a_person_however_rare_it_is_here(name: str) -> None:
    ruled = by_names(name, name)
    assert ruled.codes[-1] == "says_nothing"
    assert judged(ruled, 0.9999).verdict == DOUBTFUL


@pytest.mark.parametrize(
    ("empty", "telling"), [("上海", "上海青山画廊"), ("Paris", "Paris Gallery"), ("深圳", "深圳（华侨城）")]
)
def test_a_name_that_says_nothing_does_so_on_whichever_side_it_stands(empty: str, telling: str) -> None:
    assert by_names(empty, telling).codes == by_names(telling, empty).codes
    assert judged(by_names(telling, empty), 0.9999).verdict == DOUBTFUL


def test_nobody_is_asked_about_a_stopgap_and_a_name() -> None:
    assert by_names("TBA", "TBA Studio").verdict == by_names("TBA Studio", "TBA").verdict == DIFFERENT


def test_a_trade_is_a_name_where_a_register_has_it() -> None:
    assert by_names("交通银行股份有限公司", "交通银行股份有限公司").codes == ("same_core",)


def test_places_that_exclude_each_other_make_strangers() -> None:
    decision = by_names("上海大众", "广州大众")
    assert decision.verdict == DIFFERENT
    assert "differs_in_place" in decision.codes


def test_an_own_domain_and_a_compatible_name_are_certain() -> None:
    english = Record(("Qingshan Gallery Co., Ltd.",), emails=("Li@QINGSHAN-ART.cn",))
    assert decide(FULL, english).verdict == CERTAIN
    assert decide(FULL, Record(("青山画廊",), websites=("qingshan-art.cn/en",))).verdict == CERTAIN


def test_free_mail_and_shared_hosts_are_no_own_domain() -> None:
    one = Record(("杭州青山画廊有限公司",), emails=("a@163.com",), websites=("https://weibo.com",))
    other = Record(("Qingshan Gallery Co., Ltd.",), emails=("b@163.com",), websites=("http://weibo.com/",))
    decision = decide(one, other)
    assert decision.verdict == DOUBTFUL
    assert decision.codes == ("pinyin_begins",)


@pytest.mark.parametrize(
    "contact",
    [
        {"phones": ("0571-88888888",)},
        {"phones": ("0571-88888888转801",)},
        {"websites": ("www.expo-agent.cn",)},
        {"emails": ("li@expo-agent.cn",)},
        {"websites": ("https://weibo.com/agent",)},
    ],
)
def test_a_contact_key_alone_never_joins_strangers(contact: dict[str, tuple[str, ...]]) -> None:
    one = Record(("杭州青山画廊有限公司",), **contact)  # type: ignore[arg-type]
    other = Record(("宁波白云贸易有限公司",), **contact)  # type: ignore[arg-type]
    assert decide(one, other).verdict == DIFFERENT


def test_all_contact_keys_together_ask_a_person() -> None:
    contact = {"websites": ("agent.cn",), "emails": ("li@agent.cn",), "phones": ("0571-88888888",)}
    one = Record(("青山画廊",), **contact)  # type: ignore[arg-type]
    other = Record(("白云贸易",), **contact)  # type: ignore[arg-type]
    assert decide(one, other).verdict == DOUBTFUL


def test_one_outside_id_of_one_source_is_certain_whatever_the_names() -> None:
    one = Record(("青山画廊",), external_ids=(("registry", "91330100X"),))
    other = Record(("Bluehill",), external_ids=(("registry", "91330100X"),))
    assert decide(one, other).verdict == CERTAIN
    elsewhere = Record(("Bluehill",), external_ids=(("ticketing", "91330100X"),))
    assert decide(one, elsewhere).verdict == DIFFERENT


def test_different_outside_ids_of_one_source_are_never_certain() -> None:
    one = Record(("青山画廊",), external_ids=(("registry", "1"),))
    other = Record(("青山画廊",), external_ids=(("registry", "2"),))
    decision = decide(one, other)
    assert decision.verdict == DOUBTFUL
    assert "differs_in_external_id" in decision.codes


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (Record(("ABC",), country="DE"), Record(("ABC",), country="us"), "differs_in_country"),
        (Record(("青山画廊",), city="杭州"), Record(("青山画廊",), city="Guangzhou"), "differs_in_city"),
        (Record(("青山画廊",), branch="上海"), Record(("青山画廊",)), "differs_in_branch"),
    ],
)
def test_a_contradiction_never_passes_as_certain(one: Record, other: Record, code: str) -> None:
    decision = decide(one, other)
    assert decision.verdict == DOUBTFUL
    assert code in decision.codes


@pytest.mark.parametrize(
    ("one", "other"), [("杭州", "Hangzhou"), ("杭州市", "杭州"), ("浙江", "杭州"), ("", "杭州")]
)
def test_the_same_city_in_other_words_is_no_contradiction(one: str, other: str) -> None:
    assert decide(Record(("青山画廊",), city=one), Record(("青山画廊",), city=other)).verdict == CERTAIN


def test_a_registered_name_outweighs_another_address() -> None:
    moved = Record(("杭州青山画廊有限公司",), city="上海")
    assert decide(FULL, moved).verdict == CERTAIN


def test_short_names_with_other_websites_wait_for_a_person() -> None:
    osaka = Record(("Sky Co., Ltd.",), websites=("skyseaclientview.net",))
    london = Record(("Sky",), websites=("sky.com",))
    assert decide(osaka, london).verdict == DOUBTFUL
    one, other = (
        Record(("Cookpad",), websites=("cookpad.com",)),
        Record(("Cookpad",), websites=("cookpad.jobs",)),
    )
    assert decide(one, other).verdict == CERTAIN


def test_one_word_under_two_endings_is_no_other_website() -> None:
    japan, world = (Record(("GREE, Inc.",), websites=(site,)) for site in ("gree.jp", "www.gree.net"))
    assert decide(japan, Record(("GREE",), websites=world.websites)).verdict == CERTAIN


def test_the_likest_of_several_names_decides() -> None:
    both = Record(("杭州青山画廊有限公司", "Qingshan Gallery"))
    assert decide(both, Record(("QINGSHAN GALLERY",))).verdict == CERTAIN


def test_a_branch_is_never_its_head_office_even_on_one_domain() -> None:
    branch = Record(("青山股份有限公司上海分公司",), websites=("qingshan.cn",))
    head = Record(("青山股份有限公司",), websites=("qingshan.cn",))
    decision = decide(branch, head)
    assert decision.verdict == RELATED
    assert decision.codes[0] == "branch_of"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("海尔集团公司", "海尔智家股份有限公司"),
        ("比亚迪股份有限公司", "比亚迪半导体股份有限公司"),
        ("景德镇红叶日用陶瓷制造有限公司", "景德镇红业日用陶瓷制造有限公司"),
    ],
)
def test_two_registered_names_on_one_site_and_switchboard_wait_for_a_person(one: str, other: str) -> None:
    contact = {"websites": ("house.cn",), "emails": ("li@house.cn",), "phones": ("0571-88888888",)}
    sides = [Record((name,), **contact) for name in (one, other)]  # type: ignore[arg-type]
    ruled = decide(*sides)
    assert "differs_in_register" in ruled.codes
    assert judged(ruled, 1.0).verdict == DOUBTFUL


def test_two_registered_names_alone_are_no_question_whatever_they_weigh() -> None:
    ruled = by_names("上海新建发科技有限公司", "建发科技有限公司")
    assert judged(ruled, 0.99).verdict == DIFFERENT


def test_a_short_name_with_a_trade_form_is_short_for_the_registered_one() -> None:
    assert by_names("远东股份", "远东智慧能源股份有限公司").score > 0.7


def test_firms_whose_chinese_names_differ_are_not_joined_by_english_names_that_sound_alike() -> None:
    english = "Shanghai Yuyuanlang Exhibition Co., Ltd."
    one = Record(("上海雨圆朗会展股份有限公司", english), country="CN", city="上海")
    other = Record(("上海玉远朗会展有限公司", english), country="CN", city="上海")
    found = decide(one, other)
    assert found.verdict == "doubtful"
    assert "differs_in_native_name" in found.codes


def test_one_chinese_name_that_agrees_is_enough_for_english_ones_to_count() -> None:
    english = "Shanghai Yuyuanlang Exhibition Co., Ltd."
    one = Record(("上海雨圆朗会展有限公司", english))
    other = Record(("雨圆朗会展", "上海雨圓朗會展有限公司", english))
    assert decide(one, other).is_certain


def test_a_firm_that_changed_its_chinese_name_is_known_by_its_outside_id() -> None:
    english = "Shanghai Yuyuanlang Exhibition Co., Ltd."
    one = Record(("上海雨圆朗会展有限公司", english), external_ids=(("tax", "91310"),))
    other = Record(("上海玉远朗会展有限公司", english), external_ids=(("tax", "91310"),))
    assert decide(one, other).is_certain
