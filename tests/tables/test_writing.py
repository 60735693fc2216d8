"""Row 20 of the book of bad inputs: formulas in their disguises, out of the house."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from everfair.tables import ValueProblem, open_table
from everfair.tables.writing import Value, live, write_csv, write_xlsx
from tests.tables.conftest import Opened, good

DISGUISES = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\xa0=1+1", "\u3000=1+1", "\u200b=1+1", "\ufeff=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", '"=1+1"', "'=1+1", "“=1+1",
    "\x00=1+1", " \t\u200b\"＝cmd|'/C calc'!A0", "|calc", "%0A=1", "−1+1",
]  # fmt: skip


def csv_bytes(rows: Sequence[Sequence[Value]], neutralise: bool = True) -> bytes:
    return b"".join(write_csv(rows, neutralise))


def xlsx_bytes(rows: Sequence[Sequence[Value]], neutralise: bool = True) -> bytes:
    buffer = io.BytesIO()
    write_xlsx(buffer, ["名称", "note"], rows, neutralise)
    return buffer.getvalue()


def page_of(data: bytes) -> Any:
    """The first sheet as another reader sees it."""
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize("text", DISGUISES)
def test_row_20_a_disguised_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    assert live(text)
    data = csv_bytes([["x", text]]).decode("utf-8-sig")
    assert data.startswith(("x,'", "x,\"'"))


@pytest.mark.parametrize("text", [text for text in DISGUISES if "\0" not in text])
def test_row_20_a_disguised_formula_is_a_quoted_string_in_xlsx_and_exact(opened: Opened, text: str) -> None:
    data = xlsx_bytes([[text, "x"]])
    page = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in page
    assert 's="1" t="inlineStr"' in page
    assert good(opened(data, "a.xlsx")) == [(text, "x")]
    assert page_of(data)["A2"].data_type != "f" or text.startswith("=")


@pytest.mark.parametrize(
    "text", ["甲公司", "-5", "-5.25", "O'Brien", "a=b", "3-4", "", "100%", '"Quote" Ltd', "007"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert not live(text)


def test_row_20_the_exact_mode_changes_nothing(opened: Opened) -> None:
    rows = [["名称", "note"], *[[text, "x"] for text in DISGUISES if "\0" not in text]]
    data = csv_bytes(rows, neutralise=False)
    assert [list(cells) for cells in good(opened(data))] == rows[1:]
    assert b'quotePrefix="1"' in zipfile.ZipFile(io.BytesIO(xlsx_bytes([["=1", ""]], False))).read(
        "xl/styles.xml"
    )
    page = zipfile.ZipFile(io.BytesIO(xlsx_bytes([["=1", ""]], False))).read("xl/worksheets/sheet1.xml")
    assert b's="1"' not in page


def test_values_are_written_as_people_and_programs_read_them(opened: Opened) -> None:
    row: list[Value] = [
        -5,
        Decimal("-1234.50"),
        None,
        True,
        date(2026, 2, 8),
        datetime(2026, 2, 8, 10, 30),
        'a,"b"\r\nc',
    ]
    data = csv_bytes([["名称", "phone", "c", "d", "date", "f", "note"], row]).decode("utf-8-sig")
    assert data.splitlines()[1].startswith('-5,-1234.50,,TRUE,2026-02-08,2026-02-08 10:30:00,"a,""b""')
    (cells,) = good(opened(data))
    assert cells[6] == 'a,"b"\r\nc'


def test_a_workbook_reads_back_exactly_here_and_elsewhere(opened: Opened) -> None:
    texts = ["甲 ", "<&>\"'", "_x0041_", "一\r二\n三\t", "𠮷👩‍👧", "007", "13800138000"]
    data = xlsx_bytes([[text, n] for n, text in enumerate(texts)])
    assert good(opened(data, "a.xlsx")) == [(text, str(n)) for n, text in enumerate(texts)]
    page = page_of(data)
    assert [page.cell(n, 1).value for n in (2, 3, 7, 8)] == ["甲 ", "<&>\"'", "007", "13800138000"]
    assert page["B3"].value == 1


def test_numbers_that_a_spreadsheet_would_round_are_text() -> None:
    data = xlsx_bytes([[Decimal("12345678901234567.89"), 110101199001011234], [Decimal("-5.25"), 2.5]])
    page = page_of(data)
    assert page["A2"].value == "12345678901234567.89"
    assert page["B2"].value == "110101199001011234"
    assert (page["A3"].value, page["B3"].value) == (-5.25, 2.5)


def test_a_text_that_no_cell_holds_is_refused_not_cut() -> None:
    with pytest.raises(ValueProblem):
        xlsx_bytes([["x" * 40_000, ""]])


def test_an_empty_table_is_a_workbook_with_its_header(opened: Opened) -> None:
    page = page_of(xlsx_bytes([]))
    assert [cell.value for cell in page[1]] == ["名称", "note"]


def test_a_full_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("everfair.tables.writing.ROWS", 3)
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes([[f"公司{n}", n] for n in range(5)]))
    tables = [
        open_table(path, "a.xlsx", sheet=name, header_row=1) for name in ("Sheet1", "Sheet1 2", "Sheet1 3")
    ]
    assert [len(list(table.rows())) for table in tables] == [2, 2, 1]
