"""Rows 23 to 26 of the book of bad inputs: workbooks made to do harm, and files that are no workbook."""

import io
import os
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from everfair.tables import CellCode, Limits, NoteCode, TableCode, TableError, child, open_table
from tests.tables.conftest import Opened, Refused, bad, good
from tests.tables.nasty import HEADER, MAIN, PROLOG, archive, known, ole, row, save, sheet, text, workbook

GOOD = sheet(HEADER, row(2, text("A2", "甲")))


def test_row_23_external_entities_are_refused_and_tell_nothing(tmp_path: Path, refused: Refused) -> None:
    secret = save(tmp_path, "SECRET", "secret.txt")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    data = workbook(
        sheet(HEADER, '<row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row>', head=head)
    )
    error = refused(data, "a.xlsx")
    assert error.code is TableCode.UNSAFE_XML
    assert "SECRET" not in repr(error.params)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_row_23_billion_laughs_are_refused_in_every_part(refused: Refused, part: str) -> None:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(n)} "{f"&{chr(n - 1)};" * 10}">' for n in range(98, 108)
    )
    bomb = f'{PROLOG}<!DOCTYPE x [{entities}]><sst xmlns="{MAIN}"><si><t>&k;</t></si></sst>'.encode()
    assert (
        refused(workbook(GOOD, strings="<sst/>", extra={part: bomb}), "a.xlsx").code is TableCode.UNSAFE_XML
    )


def test_bottomless_nesting_is_refused(refused: Refused) -> None:
    assert refused(workbook(sheet("<a>" * 100_000)), "a.xlsx").code is TableCode.UNSAFE_XML


def test_row_24_a_sheet_that_unpacks_to_300_mb_is_refused_before_unpacking(refused: Refused) -> None:
    buffer = io.BytesIO(workbook(GOOD))
    place = "xl/sharedStrings.xml"
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as made, made.open(place, "w") as part:
        for _ in range(300):
            part.write(b" " * (1 << 20))
    error = refused(buffer.getvalue(), "a.xlsx")
    assert error.code is TableCode.UNPACKED_TOO_LARGE
    assert error.params["size"] == 300 << 20


def test_row_24_many_sheets_none_of_which_is_large_are_judged_together(refused: Refused) -> None:
    many = [GOOD.replace("<sheetData>", "<sheetData>" + " " * (1 << 19))] * 8
    error = refused(workbook(*many), "a.xlsx", limits=Limits(ratio_from=1 << 20))
    assert error.code is TableCode.UNPACKED_TOO_LARGE
    assert error.params["limit"] == 1 << 20


def test_row_24_a_huge_part_that_nobody_needs_is_not_read(opened: Opened) -> None:
    assert good(opened(workbook(GOOD, extra={"xl/media/a.bin": bytes(100 << 20)}), "a.xlsx")) == [
        ("甲", "", "")
    ]


def test_row_24_a_part_larger_than_its_directory_says_is_refused(refused: Refused) -> None:
    data = bytearray(workbook(GOOD))
    size = len(GOOD.encode()).to_bytes(4, "little")
    at = data.rindex(size, 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[at : at + 4] = (100).to_bytes(4, "little")
    assert refused(bytes(data), "a.xlsx").code is TableCode.DAMAGED_WORKBOOK


def test_row_25_a_far_cell_and_a_lying_dimension_cost_nothing(opened: Opened) -> None:
    data = workbook(
        sheet(
            HEADER,
            row(2, text("A2", "甲")),
            row(1_048_576, text("A1048576", "末"), text("XFD1048576", "远")),
            before='<dimension ref="A1:XFD1048576"/>',
        )
    )
    table = opened(data, "a.xlsx", limits=Limits(memory_bytes=200 << 20))
    assert good(table) == [("甲", "", "")]
    (far,) = bad(table)
    assert far.number == 1_048_576
    assert (far.problems[0].column, far.problems[0].code) == ("XFD", CellCode.CELL_WITHOUT_HEADER)
    assert len(far.cells) == 3
    assert table.row_count_estimate == 3


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="9999999"/>',
        '<row r="5"/><row r="4"/>',
        '<row r="2"><c r="ZZZ2"><v>1</v></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="é2"><v>1</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v></c><c r="B7"><v>1</v></c></row>',
        '<row r="3" spans="1:2"><c r="A3"><f>1</f><v>1</v></c><c r="B7"><v>1</v></c></row>',
        "<row><c>",
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(refused: Refused, rows: str) -> None:
    assert (
        refused(workbook(sheet(HEADER.replace('r="1"', ""), rows)), "a.xlsx").code
        is TableCode.DAMAGED_WORKBOOK
    )


def test_too_many_cells_and_strings_are_refused(refused: Refused) -> None:
    assert refused(workbook(GOOD), "a.xlsx", limits=Limits(cells=2)).code is TableCode.TOO_MANY_CELLS
    strings = f'<sst xmlns="{MAIN}">{"<si><t>text</t></si>" * 100}</sst>'
    small = Limits(strings_bytes=500)
    assert refused(workbook(GOOD, strings=strings), "a.xlsx", limits=small).code is TableCode.TOO_MANY_STRINGS


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (ole("EncryptionInfo", "EncryptedPackage"), "a.xlsx", TableCode.ENCRYPTED_WORKBOOK),
        (ole("Workbook"), "a.xls", TableCode.OLD_EXCEL),
        (b"\n<HTML><table><tr><td>x", "a.xls", TableCode.HTML_FILE),
        ("\ufeff<html><table>".encode("utf-16-le"), "a.xls", TableCode.HTML_FILE),
        (workbook(GOOD, extra={"xl/vbaProject.bin": b"x"}), "a.xlsm", TableCode.MACRO_WORKBOOK),
        (archive({"word/document.xml": b"<x/>"}), "a.xlsx", TableCode.NOT_A_WORKBOOK),
        (
            archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "a.ods",
            TableCode.OPEN_DOCUMENT,
        ),
        (workbook(GOOD)[:-400], "a.xlsx", TableCode.DAMAGED_WORKBOOK),
        (workbook(GOOD)[:60], "a.xlsx", TableCode.DAMAGED_WORKBOOK),
        (archive({"xl/workbook.xml": b"<workbook/>"}), "a.xlsx", TableCode.NO_SHEETS),
    ],
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else str(value),
)
def test_row_26_what_is_no_workbook_is_refused_in_words(
    refused: Refused, data: bytes, name: str, code: TableCode
) -> None:
    assert refused(data, name).code is code


def test_row_26_a_csv_named_xlsx_is_read_and_says_so(opened: Opened) -> None:
    table = opened("名称,电话\n甲,1\n", "a.xlsx")
    assert table.format == "csv"
    assert table.notes[0].code is NoteCode.NAME_SAYS_OTHERWISE
    assert opened(workbook(GOOD), "a.csv").notes[0].params == {"filename": "a.csv", "format": "xlsx"}


def test_row_26_names_that_climb_out_of_the_archive_write_nothing(tmp_path: Path, opened: Opened) -> None:
    before = set(tmp_path.parent.iterdir())
    assert good(opened(workbook(GOOD, extra={"../../evil.txt": b"x"}), "a.xlsx"))
    assert set(tmp_path.parent.iterdir()) == before


def test_the_child_dies_of_memory_without_harm(refused: Refused) -> None:
    strings = f'<sst xmlns="{MAIN}">{"<si><t>" + "x" * 30_000 + "</t></si>"}</sst>'.replace(
        "</si>", "</si>" + ("<si><t>" + os.urandom(10_000).hex() + "</t></si>") * 5000
    )
    data = workbook(GOOD, strings=strings)
    error = refused(data, "a.xlsx", limits=Limits(memory_bytes=90 << 20))
    assert error.code in (TableCode.READER_OUT_OF_MEMORY, TableCode.READER_DIED)


def test_a_child_that_is_silent_or_dead_is_an_answer_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path, workbook(GOOD), "a.xlsx")
    with pytest.raises(TableError) as slow:
        open_table(path, "a.xlsx", limits=Limits(silent_seconds=0))
    assert slow.value.code is TableCode.READER_TOO_SLOW
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(TableError) as dead:
        open_table(path, "a.xlsx", known=known)
    assert dead.value.code is TableCode.READER_DIED


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml", "/xl\\worksheets\\sheet1.xml"]
)
def test_row_26_two_parts_of_one_name_are_refused(refused: Refused, name: str) -> None:
    buffer = io.BytesIO(workbook(GOOD))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")
        made.writestr(name, GOOD.replace("甲", "乙"))
    assert refused(buffer.getvalue(), "a.xlsx").code is TableCode.DAMAGED_WORKBOOK


def test_row_26_two_sheets_of_one_name_are_refused(refused: Refused) -> None:
    assert refused(workbook(GOOD, GOOD, names=("名单", "名单")), "a.xlsx").code is TableCode.DAMAGED_WORKBOOK


def test_a_part_in_an_encoding_that_xml_does_not_know_is_damaged(refused: Refused) -> None:
    page = GOOD.replace("UTF-8", "GBK").encode("gbk")
    for encoded in (page, page.replace(b"GBK", b"utf-7"), page.replace(b"GBK", b"nonsense")):
        data = workbook(GOOD, extra={"xl/worksheets/sheet1.xml": encoded})
        assert refused(data, "a.xlsx").code is TableCode.DAMAGED_WORKBOOK


EVERY_PART = (
    "workbook.xml",
    "_rels/workbook.xml.rels",
    "styles.xml",
    "sharedStrings.xml",
    "worksheets/sheet1.xml",
)


@pytest.mark.parametrize("part", EVERY_PART)
def test_row_24_more_elements_than_their_bytes_can_tell_apart_are_refused(
    refused: Refused, part: str
) -> None:
    data = workbook(GOOD, strings="<sst/>", extra={f"xl/{part}": b"<a>" + b"<b/>" * 9_000 + b"</a>"})
    assert refused(data, "a.xlsx", limits=Limits(elements=999)).code is TableCode.UNSAFE_XML


def test_what_refuses_every_sheet_is_met_once(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    ask = child.ask

    def counted(*told: Any) -> Any:
        begun.append(told[1])
        return ask(*told)

    monkeypatch.setattr(child, "ask", counted)
    cover = sheet(row(1, text("A1", "封面")), row(2, text("A2", "乙")))
    with pytest.raises(TableError) as caught:
        opened(workbook(*[cover] * 9, strings="<!DOCTYPE x><sst/>"), "a.xlsx")
    assert caught.value.code is TableCode.UNSAFE_XML
    assert len(begun) == 2
