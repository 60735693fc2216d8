"""Rows 9, 10, 19, 21 and 22 of the book of bad inputs: what the cells of a workbook say."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from everfair.tables import Cell, CellCode, Kind, Limits, NoteCode, TableCode, child, open_table
from everfair.tables.values import parse_date
from everfair.tables.xlsx import read_xlsx
from tests.tables.conftest import Opened, Refused, bad, good
from tests.tables.nasty import HEADER, MAIN, PROLOG, known, number, row, save, sheet, text, workbook


def one(opened: Opened, cell: str, **options: Any) -> str:
    """The cell in C2."""
    table = opened(workbook(sheet(HEADER, row(2, text("A2", "甲"), cell)), **options), "a.xlsx")
    (found,) = table.rows()
    assert not found.problems, found.problems
    return found.cells[2]


def fault(opened: Opened, cell: str, **options: Any) -> CellCode:
    table = opened(
        workbook(sheet(HEADER, row(2, text("A2", "甲"), cell), row(3, text("A3", "乙"))), **options), "a.xlsx"
    )
    assert good(table) == [("乙", "", "")]
    (refused,) = bad(table)
    (problem,) = refused.problems
    assert (problem.row, problem.column, problem.header) == (2, "C", "日期")
    return problem.code


def test_a_decent_workbook_reads_as_its_library_wrote_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["2026年展商名单"])
    page.append(["名称", "电话", "日期", "金额"])
    page.append(["甲公司", 13800138000, date(2026, 2, 8), 1234.5])
    page.append(['乙\n"x",y', "007", datetime(2026, 2, 8, 10, 30), 0.1 + 0.2])
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx", "a.xlsx", known=known)
    assert (table.format, table.header_row, table.preamble) == ("xlsx", 2, ("2026年展商名单",))
    assert good(table) == [
        ("甲公司", "13800138000", "2026-02-08", "1234.5"),
        ('乙\n"x",y', "007", "2026-02-08 10:30:00", "0.3"),
    ]
    assert [row.number for row in table.rows(3)] == [4]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("13800138000", "13800138000"),
        ("1.3800138E+10", "13800138000"),
        ("1234.5600000000001", "1234.56"),
        ("0.30000000000000004", "0.3"),
        ("110101199001011234", "110101199001011234"),
        ("-5", "-5"),
        ("1E5", "100000"),
        ("1.5E-7", "0.00000015"),
        ("100.0", "100"),
    ],
)
def test_rows_9_and_22_numbers_are_kept_as_the_file_has_them(opened: Opened, raw: str, shown: str) -> None:
    cell = one(opened, number("C2", raw))
    assert cell == shown
    assert isinstance(cell, Cell)
    assert (cell.kind, cell.raw) == (Kind.NUMBER, raw)


@pytest.mark.parametrize("raw", ["1.10101199001011E+17", "110101199001011000", "1E+20"])
def test_row_10_an_identity_number_that_lost_digits_is_refused(opened: Opened, raw: str) -> None:
    assert fault(opened, number("C2", raw)) is CellCode.DIGITS_LOST


@pytest.mark.parametrize("value", ["007", "1E5", "TRUE", "NULL", "3-4", "=1+1", "1.38E+10", " 空 格 "])
def test_row_9_text_cells_stay_text(opened: Opened, value: str) -> None:
    assert one(opened, text("C2", value)) == value


@pytest.mark.parametrize(
    ("serial", "style", "shown"),
    [
        ("46061", 1, "2026-02-08"),
        ("46061.4375", 2, "2026-02-08 10:30:00"),
        ("0.4375", 3, "10:30:00"),
        ("1", 1, "1900-01-01"),
        ("59", 1, "1900-02-28"),
        ("61", 1, "1900-03-01"),
        ("1.5", 4, "1.5"),
    ],
)
def test_row_19_day_numbers_in_a_date_style_are_dates(
    opened: Opened, serial: str, style: int, shown: str
) -> None:
    assert one(opened, number("C2", serial, style)) == shown


def test_row_19_the_system_of_1904_is_heeded(opened: Opened) -> None:
    cell = one(opened, number("C2", "44599", 1), date1904=True)
    assert cell == "2026-02-08"
    assert parse_date(cell) == date(2026, 2, 8)


@pytest.mark.parametrize("serial", ["60", "0", "-3", "2958466", "1E+9"])
def test_row_19_the_day_that_never_was_and_others_are_refused(opened: Opened, serial: str) -> None:
    assert fault(opened, number("C2", serial, 1)) is CellCode.IMPOSSIBLE_DATE


def test_row_21_error_cells_and_uncalculated_formulas_refuse_their_row(opened: Opened) -> None:
    assert fault(opened, '<c r="C2" t="e"><v>#N/A</v></c>') is CellCode.ERROR_CELL
    assert fault(opened, '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>') is CellCode.ERROR_CELL
    assert fault(opened, '<c r="C2"><f>1+1</f></c>') is CellCode.FORMULA_WITHOUT_VALUE
    assert fault(opened, '<c r="C2"><f>1+1</f><v></v></c>') is CellCode.FORMULA_WITHOUT_VALUE
    assert fault(opened, '<c r="C2"><v>NaN</v></c>') is CellCode.DAMAGED_CELL
    assert fault(opened, '<c r="C2" t="s"><v>999</v></c>') is CellCode.DAMAGED_CELL


def test_row_21_a_calculated_formula_gives_its_value_and_is_noted(opened: Opened) -> None:
    data = workbook(sheet(HEADER, row(2, text("A2", "甲"), '<c r="C2"><f>1+1</f><v>2</v></c>')))
    table = opened(data, "a.xlsx")
    (cells,) = good(table)
    assert cells[2] == "2"
    assert isinstance(cells[2], Cell)
    assert cells[2].formula
    assert [note.code for note in table.notes] == [NoteCode.FORMULAS]
    assert one(opened, '<c r="C2" t="str"><f>""</f><v></v></c>') == ""


def test_row_21_hidden_merged_and_further_sheets_are_said(opened: Opened) -> None:
    first = sheet(
        HEADER,
        row(2, text("A2", "甲"), attributes=' hidden="1"'),
        row(3, text("A3", "乙")),
        before='<cols><col min="2" max="3" hidden="1"/></cols>',
        after='<mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>',
    )
    data = workbook(
        sheet(), sheet(row(1, text("A1", "x"))), first, sheet(row(1, text("A1", "y"))),
        names=("空", "秘密", "展商", "观众"), states=("visible", "veryHidden", "visible", "visible"),
    )  # fmt: skip
    table = opened(data, "a.xlsx")
    assert table.sheet == "展商"
    assert [(found.name, found.hidden, found.rows) for found in table.sheets] == [
        ("空", False, 0), ("秘密", True, 1), ("展商", False, 3), ("观众", False, 1),
    ]  # fmt: skip
    assert {note.code: note.params for note in table.notes} == {
        NoteCode.SEVERAL_SHEETS: {"sheet": "展商", "others": ["观众"]},
        NoteCode.HIDDEN_SHEETS: {"sheets": ["秘密"]},
        NoteCode.HIDDEN_ROWS: {"sheet": "展商", "count": 1},
        NoteCode.HIDDEN_COLUMNS: {"sheet": "展商", "columns": ["B:C"]},
        NoteCode.MERGED_CELLS: {"sheet": "展商", "count": 1, "ranges": ["A3:A4"]},
    }
    assert [found.hidden for found in table.rows()] == [True, False]


def test_a_sheet_is_read_by_its_name_or_refused(opened: Opened, refused: Refused) -> None:
    data = workbook(
        sheet(HEADER, row(2, text("A2", "甲"))), sheet(HEADER, row(2, text("A2", "乙"))), names=("a", "b")
    )
    assert good(opened(data, "a.xlsx", sheet="b")) == [("乙", "", "")]
    assert refused(data, "a.xlsx", sheet="c").params == {"sheet": "c", "sheets": ["a", "b"]}


COVER = sheet(row(1, text("A1", "说明：本表由主办方整理")))


def test_the_list_is_found_behind_a_cover(opened: Opened) -> None:
    listed = sheet(HEADER, row(2, text("A2", "甲")))
    table = opened(
        workbook(COVER, listed, sheet(row(1, text("A1", "y"))), names=("说明", "名单", "其他")), "a.xlsx"
    )
    assert (table.sheet, table.header_row) == ("名单", 1)
    assert {note.code: note.params for note in table.notes} == {
        NoteCode.SEVERAL_SHEETS: {"sheet": "名单", "others": ["说明", "其他"]},
    }


def test_where_no_sheet_has_a_header_people_choose(opened: Opened, refused: Refused) -> None:
    data = workbook(COVER, sheet(row(1, text("A1", "y"))), names=("说明", "其他"))
    table = opened(data, "a.xlsx")
    assert (table.sheet, table.header_row) == ("说明", None)
    assert [note.code for note in table.notes] == [NoteCode.SEVERAL_SHEETS, NoteCode.HEADER_NOT_RECOGNISED]
    assert refused(workbook(COVER), "a.xlsx").code is TableCode.HEADER_ONLY


def test_shared_strings_join_their_runs_and_leave_out_readings(opened: Opened) -> None:
    strings = (
        f'{PROLOG}<sst xmlns="{MAIN}"><si><t>名称</t></si><si><r><t>东京 </t></r><r><t>展</t></r>'
        "<rPh><t>トウキョウ</t></rPh></si><si><t>一_x000D_二_x005F_x0041_</t></si><si><t>a_x0000_</t></si></sst>"
    )

    def shared(reference: str, index: int) -> str:
        return f'<c r="{reference}" t="s"><v>{index}</v></c>'

    rows = [row(n + 1, shared(f"A{n + 1}", n)) for n in range(4)]
    table = opened(workbook(sheet(*rows), strings=strings), "a.xlsx")
    assert good(table) == [("东京 展",), ("一\r二_x0041_",)]
    assert bad(table)[0].problems[0].code is CellCode.CONTROL_CHARACTER


def test_rows_and_cells_without_references_follow_each_other(opened: Opened) -> None:
    bare = "<row><c t='inlineStr'><is><t>名称</t></is></c></row><row><c><v>1</v></c></row>"
    assert good(opened(workbook(sheet(bare)), "a.xlsx")) == [("1",)]


def test_a_filled_cell_beyond_the_headers_is_named(opened: Opened) -> None:
    data = workbook(sheet(HEADER, row(2, text("A2", "甲"), text("F2", "?"))))
    (problem,) = bad(opened(data, "a.xlsx"))[0].problems
    assert (problem.code, problem.column, problem.params) == (
        CellCode.CELL_WITHOUT_HEADER,
        "F",
        {"last": "C"},
    )


def test_a_long_cell_names_the_limit(opened: Opened) -> None:
    assert fault(opened, text("C2", "长" * 40_000)) is CellCode.CELL_TOO_LONG


def test_the_core_reads_the_same_without_a_child(tmp_path: Path) -> None:
    path = save(tmp_path, workbook(sheet(HEADER, row(5, text("A5", "甲")))), "a.xlsx")
    records = list(read_xlsx(path))
    assert [(found.number, list(found.cells)) for found in records] == [
        (1, ["名称", "电话", "日期"]),
        (5, ["甲"]),
    ]


def test_row_7_and_17_wide_and_empty_workbooks_are_refused(refused: Refused) -> None:
    wide = row(1, text("A1", "名称"), text("B1", "电话"), text("C1", "x"), text("D1", "x"))
    data = workbook(sheet(wide, row(2, text("A2", "甲"))))
    assert refused(data, "a.xlsx", limits=Limits(columns=3)).code is TableCode.TOO_MANY_COLUMNS
    assert refused(workbook(sheet()), "a.xlsx").code is TableCode.EMPTY_FILE
    assert refused(workbook(sheet(HEADER)), "a.xlsx").code is TableCode.HEADER_ONLY


def test_a_thousand_rows_come_from_the_child_in_order(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["名称", "电话"])
    for count in range(3000):
        page.append([f"公司{count}", count])
    buffer = io.BytesIO()
    book.save(buffer)
    table = open_table(save(tmp_path, buffer.getvalue(), "a.xlsx"), "a.xlsx", known=known)
    assert [cells[1] for cells in good(table)] == [str(count) for count in range(3000)]
    assert next(table.rows(2499)).number == 2500


@pytest.mark.parametrize(
    ("code", "raw", "shown"),
    [
        ("00000", "7", "00007"),
        ("000000;@", "100010", "100010"),
        ("0.00&quot;万元&quot;", "12.5", "12.5万元"),
        ("#,##0.0\\万", "3", "3万"),
        ("[$$-409]#,##0.00_);\\([$$-409]#,##0.00\\)", "300", "$300"),
        ("[$¥-411]#,##0", "300", "JPY300"),
        ("_ [$€-2]* #,##0.00_ ", "-5.5", "€-5.5"),
        # what shows thousandths, or nothing that counts, is the number as it stands
        ("0!.0,&quot;万&quot;", "125000", "125000"),
        ("#,##0,&quot;千&quot;", "125000", "125000"),
        ("&quot;¥&quot;#,##0.00", "300", "300"),
        ("0&quot;个&quot;", "3", "3"),
        ("0%", "0.5", "0.5"),
        ("[h]:mm", "0.5", "0.5"),
    ],
)
def test_row_9_and_18_a_number_is_read_as_its_format_shows_it(
    opened: Opened, code: str, raw: str, shown: str
) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    assert one(opened, number("C2", raw, 1), extra={"xl/styles.xml": styles.encode()}) == shown


@pytest.mark.parametrize(
    ("raw", "shown"), [("1", "TRUE"), ("0", "FALSE"), ("true", "TRUE"), ("false", "FALSE")]
)
def test_a_boolean_is_one_or_refused(opened: Opened, raw: str, shown: str) -> None:
    assert one(opened, f'<c r="C2" t="b"><v>{raw}</v></c>') == shown
    assert fault(opened, '<c r="C2" t="b"><v>2</v></c>') is CellCode.DAMAGED_CELL


def test_a_list_is_looked_at_by_one_child_for_each_sheet_tried(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    ask = child.ask

    def counted(*told: Any) -> Any:
        begun.append(told[2])
        return ask(*told)

    monkeypatch.setattr(child, "ask", counted)
    page = sheet(HEADER, row(2, text("A2", "甲")))
    assert opened(workbook(page), "a.xlsx").header_row == 1
    assert begun == [1, 1]  # one that looks it over, one that reads the head of its sheet
