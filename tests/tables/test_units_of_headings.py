"""What a heading says of its figures holds for them, or the row is refused: 1.2 below 金额（万元） is 12,000 yuan."""

from decimal import Decimal

import pytest

from everfair.tables import ValueCode, ValueProblem
from everfair.tables.summaries import summary_at
from everfair.tables.values.amounts import Amount, parse_amount
from everfair.tables.values.units import Unit, in_unit, other_area_unit, unit_of_amounts


@pytest.mark.parametrize(
    ("header", "exponent", "currency"),
    [
        ("金额（万元）", 4, "CNY"),
        ("金额(千元)", 3, "CNY"),
        ("金额/万元", 4, "CNY"),
        ("金额 单位：万元", 4, "CNY"),
        ("金额（单位：万元）", 4, "CNY"),
        ("赞助金额（万美元）", 4, "USD"),
        ("金额万元", 4, "CNY"),
        ("金额（万）", 4, None),
        ("金额（亿元）", 8, "CNY"),
        ("金额（元）", 0, "CNY"),
        ("展位费（￥）", 0, "CNY"),
        ("Amount (USD)", 0, "USD"),
        ("Amount in EUR", 0, "EUR"),
        ("Amount (k)", 3, None),
        ("Amount (RMB '000)", 3, "CNY"),
        ("Fee (thousand USD)", 3, "USD"),
        ("金额（日元）", 0, "JPY"),
        ("金额（含税）", 0, None),
        ("金额", 0, None),
        ("采纳效益（必填）", 0, None),
        ("金额（万元） › 展位费", 4, "CNY"),
    ],
)
def test_a_heading_names_its_unit(header: str, exponent: int, currency: str | None) -> None:
    unit = unit_of_amounts(header)
    assert (unit.exponent, unit.currency) == (exponent, currency)


def test_what_stands_above_the_table_holds_where_the_heading_says_nothing() -> None:
    above = ["2024 年度台账", "制表：王芳 单位：万元"]
    assert unit_of_amounts("金额", above) == Unit("万元", 4, "CNY")
    assert unit_of_amounts("金额（元）", above) == Unit("元", 0, "CNY")
    assert unit_of_amounts("金额", ["主办单位：青山会展有限公司"]) == Unit()


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [("1.2", "12000", None), ("0.3万元", "3000", "CNY"), ("800元", "800", "CNY"), ("(1.5)", "-15000", None)],
)
def test_figures_alone_are_in_the_unit_of_the_heading(text: str, value: str, currency: str | None) -> None:
    assert in_unit(parse_amount(text), unit_of_amounts("金额（万元）")) == Amount(Decimal(value), currency)


@pytest.mark.parametrize("text", ["￥800.50", "$ 3", "RMB 3000"])
def test_a_sign_alone_does_not_say_whether_the_multiple_holds(text: str) -> None:
    with pytest.raises(ValueProblem) as refused:
        in_unit(parse_amount(text), unit_of_amounts("金额（万元）"))
    assert refused.value.code is ValueCode.AMOUNT_UNIT_UNCLEAR
    assert in_unit(parse_amount(text), unit_of_amounts("金额（元）")) == parse_amount(text)


@pytest.mark.parametrize(
    ("header", "unit"),
    [("Area (sq ft)", "sq ft"), ("面积（平方英尺）", "平方英尺"), ("面积(亩)", "亩"), ("Booth size (ft)", "ft"),
     ("面积（㎡）", ""), ("Left area", ""), ("展位面积", "")],
)  # fmt: skip
def test_another_unit_of_area_is_seen(header: str, unit: str) -> None:
    assert other_area_unit(header) == unit


@pytest.mark.parametrize(
    "word", ["合计", "合  计：", "总计", "小计", "平均分", "Total", "SUBTOTAL:", "合计：3家", "共12家"]
)
def test_a_line_of_totals_is_known_by_its_first_word(word: str) -> None:
    assert summary_at(["", " ", word, "54,000"]) == 2


@pytest.mark.parametrize(
    "cells", [["甲公司", "合计"], ["合计科技有限公司"], ["Total SE"], ["共青团中央"], [""], []]
)
def test_other_rows_are_not(cells: list[str]) -> None:
    assert summary_at(cells) is None
