"""Branches, and firms of one group, are told as such: to be linked, never to be merged."""

from dataclasses import replace

import pytest

from everfair.names import CERTAIN, DIFFERENT, RELATED, Record, affiliation, decide, normalise


def told(one: str, other: str) -> str:
    found = affiliation(normalise(one), normalise(other))
    assert found == affiliation(normalise(other), normalise(one))
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("head", "branch"),
    [
        ("杭州青山画廊有限公司", "杭州青山画廊有限公司上海分公司"),
        ("青山画廊", "杭州青山画廊有限公司上海分公司"),
        ("杭州青山畫廊有限公司", "杭州青山画廊有限公司北京办事处"),
        ("宁波银行股份有限公司", "宁波银行股份有限公司杭州分行"),
        ("Siemens AG", "Siemens Shanghai Branch"),
    ],
)
def test_a_branch_is_a_branch_of_its_head_office(head: str, branch: str) -> None:
    assert told(head, branch) == "branch_of"
    decision = decide(Record((head,)), Record((branch,)))
    assert decision.verdict == RELATED
    assert decision.codes[0] == "branch_of"
    assert not decision.is_certain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青山集团", "青山（上海）有限公司"),
        ("青山集团有限公司", "青山钢管有限公司"),
        ("海尔集团公司", "海尔电器有限公司"),
        ("青山（上海）有限公司", "青山（北京）有限公司"),
        ("青山有限公司上海分公司", "青山有限公司北京分公司"),
        ("Siemens Group", "Siemens Energy Ltd"),
    ],
)
def test_firms_of_one_group_are_linked(one: str, other: str) -> None:
    assert told(one, other) == "same_group"
    assert decide(Record((one,)), Record((other,))).verdict == RELATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海大众", "广州大众"),
        ("东方集团有限公司", "东方证券股份有限公司"),
        ("青山集团", "青山集团股份有限公司"),
        ("康佳集团有限公司", "康佳有限公司"),
        ("国际集团", "国际贸易有限公司"),
        ("杭州青山画廊有限公司", "杭州青云画廊有限公司上海分公司"),
        ("", "青山有限公司上海分公司"),
    ],
)
def test_a_common_word_makes_no_group(one: str, other: str) -> None:
    assert told(one, other) == ""


def test_one_switchboard_agent_and_website_join_no_firms_of_a_group() -> None:
    one = Record(("青山（上海）有限公司",), websites=("qingshan.cn",), emails=("agent@qingshan.cn",))
    other = replace(one, names=("青山（北京）有限公司",))
    assert decide(one, other).verdict == RELATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("博世（中国）投资有限公司", "博世汽车部件（苏州）有限公司"),
        ("小米科技有限责任公司", "小米汽车科技有限公司"),
    ],
)
def test_firms_of_one_brand_on_one_website_belong_together(one: str, other: str) -> None:
    site = {"websites": ("house.cn",)}
    assert decide(Record((one,), **site), Record((other,), **site)).codes[0] == "same_group"  # type: ignore[arg-type]
    assert decide(Record((one,)), Record((other,))).verdict == DIFFERENT


@pytest.mark.parametrize("unit", ["清华大学美术学院", "清华大学出版社", "清华大学附属医院"])
def test_a_unit_is_linked_with_its_institution_even_on_one_website(unit: str) -> None:
    site = {"websites": ("tsinghua.edu.cn",)}
    decision = decide(Record(("清华大学",), **site), Record((unit,), **site))  # type: ignore[arg-type]
    assert (decision.verdict, decision.codes[0]) == (RELATED, "unit_of")


@pytest.mark.parametrize("name", ["白云贸易有限公司", "Bluehill Trading Ltd", "蓝天机械厂"])
def test_all_contacts_of_an_agent_make_no_party_of_strangers(name: str) -> None:
    agent = Record(
        ("杭州青山画廊有限公司",),
        websites=("https://www.agent-expo.cn/exhibitors",),
        emails=("sales@agent-expo.cn",),
        phones=("+86 571 8888 8888 转 801",),
    )
    assert decide(agent, replace(agent, names=(name,))).verdict == DIFFERENT


def test_an_outside_id_in_common_outweighs_a_branch_by_name() -> None:
    one = Record(("青山有限公司",), external_ids=(("registry", "9133"),))
    other = Record(("青山有限公司上海分公司",), external_ids=(("registry", "9133"),))
    assert decide(one, other).verdict != RELATED
    assert decide(one, one).verdict == CERTAIN
