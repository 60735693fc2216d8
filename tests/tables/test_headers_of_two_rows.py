"""Lists that are made by hand have headers in two rows: the upper names groups, the lower parts them."""

import pytest

from everfair.tables import NoteCode
from tests.tables.conftest import Opened
from tests.tables.nasty import row, sheet, text, workbook

GROUPED = "序号,名称,金额,,备注\n,,电话,日期,\n"


def texts(table: object) -> list[str]:
    return [header.text for header in table.headers]  # type: ignore[attr-defined]


def test_two_rows_are_read_as_one(opened: Opened) -> None:
    table = opened(f"名单,,,,\n{GROUPED}1,甲,2,3,x\n2,乙,3,4,y\n")
    assert texts(table) == ["序号", "名称", "金额 › 电话", "金额 › 日期", "备注"]
    assert (table.header_row, table.preamble) == (2, ("名单",))
    assert [one.params for one in table.notes if one.code is NoteCode.HEADER_OF_TWO_ROWS] == [
        {"first": 2, "last": 3}
    ]
    assert [(one.number, one.cells[1]) for one in table.rows()] == [(4, "甲"), (5, "乙")]
    assert [one.number for one in table.rows(after=4)] == [5]


def test_a_group_at_the_end_and_a_unit_in_brackets(opened: Opened) -> None:
    table = opened("名称,金额,电话,\n,（万元）,日期,备注\n甲,1,2,3\n")
    assert texts(table) == ["名称", "金额（万元）", "电话 › 日期", "电话 › 备注"]


def test_the_lower_row_may_hold_more_words_than_the_upper(opened: Opened) -> None:
    table = opened("名称,x,,\n,电话,日期,金额\n甲,1,2,3\n")
    assert texts(table) == ["名称", "x › 电话", "x › 日期", "x › 金额"]


def test_in_a_workbook_too(opened: Opened) -> None:
    top = row(1, text("A1", "名称"), text("B1", "金额"))
    below = row(2, text("B2", "电话"), text("C2", "日期"))
    merged = '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    first = row(3, text("A3", "甲"), text("B3", "1"), text("C3", "2"))
    table = opened(workbook(sheet(top, below, first, after=merged)))
    assert texts(table) == ["名称", "金额 › 电话", "金额 › 日期"]
    assert [one.cells for one in table.rows()] == [("甲", "1", "2")]


@pytest.mark.parametrize(
    "first",
    ["甲,13800138000,上海,", ",,12,13", "甲,,上海,北京", ",,,", ",,上海,"],
)
def test_a_row_of_the_list_is_never_taken_for_half_a_header(opened: Opened, first: str) -> None:
    table = opened(f"名称,电话,日期,\n{first}\n乙,2,3,4\n")
    assert table.header_row == 1
    assert texts(table) == ["名称", "电话", "日期"]


def test_a_title_above_is_no_upper_half(opened: Opened) -> None:
    table = opened("2026 名单,,\n名称,电话,日期\n甲,1,2\n")
    assert (table.header_row, texts(table)) == (2, ["名称", "电话", "日期"])
