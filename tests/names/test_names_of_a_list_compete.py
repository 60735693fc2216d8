"""In a list of nothing but names each has one partner of another sort, or none."""

import pytest

from everfair.names import normalise
from everfair.names.partners import FEWEST, Partners, partners

BRANDS = (
    "东晨 岳岭 西泉 北斗 天禾 海润 金泰 华昌 瑞丰 德隆 安捷 康平 嘉诚 宏图 星宇 万和 永兴 长青 明远".split()
)
TRADES = "电子 机械 纺织 医药 食品 化工 建材".split()


def filled(*told: str) -> list[str]:
    """The names told, among others that make a list of them."""
    others = [f"{brand}{trade}股份有限公司" for brand in BRANDS for trade in TRADES]
    return [*told, *others, *(f"{brand}{trade}" for brand in BRANDS[:10] for trade in TRADES)]


def found(*told: str) -> Partners:
    names = filled(*told)
    assert len(names) >= FEWEST
    return partners([*map(normalise, names)])


def test_a_short_name_leads_to_the_full_one_that_nobody_else_is_as_like() -> None:
    told = found("中金岭南", "深圳市中金岭南有色金属股份有限公司", "中金黄金股份有限公司")
    assert told.chances[0, 1] > 0.9
    assert told.rival(0, 2) == 1


def test_an_english_name_leads_to_the_chinese_one() -> None:
    told = found("杭州青山画廊有限公司", "Hangzhou Qingshan Gallery Co., Ltd.", "宁波白鹭画廊有限公司")
    assert told.chances[0, 1] > 0.9
    assert told.rival(1, 2) == 0


def test_of_two_that_are_as_like_neither_is_likely() -> None:
    told = found("青云", "青云电力股份有限公司", "青云电讯股份有限公司")
    assert max(told.chances.get((0, 1), 0), told.chances.get((0, 2), 0)) <= 0.5


def test_two_short_names_with_full_names_of_their_own_are_two() -> None:
    told = found("岭海特材", "岭海特种材料股份有限公司", "岭海文旅", "岭海生态文旅股份有限公司")
    assert min(told.chances[0, 1], told.chances[2, 3]) > 0.9
    assert told.rival(0, 2) == 1


def test_the_same_name_written_twice_competes_as_one() -> None:
    told = found("中金岭南", "深圳市中金岭南有色金属股份有限公司", "深圳市中金嶺南有色金屬股份有限公司")
    assert told.chances[0, 1] == told.chances[0, 2] > 0.9


@pytest.mark.parametrize("branch", ["杭州青山画廊有限公司上海分公司", "青山画廊北京办事处"])
def test_a_branch_has_no_partner(branch: str) -> None:
    assert not any(0 in pair for pair in found(branch, "杭州青山画廊有限公司").chances)


def test_in_a_list_of_a_few_nobody_competes() -> None:
    assert partners([normalise("中金岭南"), normalise("深圳市中金岭南有色金属股份有限公司")]).chances == {}
