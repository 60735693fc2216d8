"""Rows 4 to 17 of the book of bad inputs: cells, lines, quotation marks, headers of a CSV."""

import tracemalloc
from pathlib import Path

import pytest

from everfair.tables import CellCode, Limits, NoteCode, TableCode, find_header, open_table
from everfair.tables.records import Splitter, State
from tests.tables.conftest import Opened, Refused, bad, good
from tests.tables.nasty import known, save

STRANGE = [
    "䶮堃喆𠀀𪜀𰻞\uf900", "👩‍👩‍👧‍👦🇨🇳", "שלום\u202eabc", "Z͑ͫ̓a̴l̡go", "é é", "ＡＢＣabc", "a\xa0b\u200bc",
    "O'Brien", "%_\\", "<b>x</b>", "007", "110101199001011234", "1E5", "TRUE", "NULL", "3-4", " spaced ",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_rows_4_5_6_and_9_text_stays_as_given(opened: Opened, text: str) -> None:
    assert good(opened(f"名称,电话\n{text},1\n")) == [(text, "1")]


def test_row_6_quotes_newlines_and_tabs_in_a_cell_are_exact(opened: Opened) -> None:
    data = '名称,电话\n"say ""hi"", ok\r\nnext\tline",1\n乙,2\n'
    table = opened(data)
    assert good(table) == [('say "hi", ok\r\nnext\tline', "1"), ("乙", "2")]
    assert [row.number for row in table.rows()] == [2, 4]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_row_6_several_cells_of_several_lines_in_one_row_are_exact(opened: Opened, ending: str) -> None:
    rows = ["名称,电话,日期,备注", '"\n=1",2,3,"\n=2"', '"两行\n名称",,,"备\n注\n三"', "下一家,1,,"]
    told = [("\n=1", "2", "3", "\n=2"), ("两行\n名称", "", "", "备\n注\n三"), ("下一家", "1", "", "")]
    table = opened(ending.join(rows) + ending)
    assert good(table) == told
    assert [row.number for row in table.rows()] == [2, 5, 9]


@pytest.mark.parametrize("length", [300, 5000])
def test_row_7_a_long_name_is_kept(opened: Opened, length: int) -> None:
    assert good(opened(f"名称,电话\n{'长' * length},1\n")) == [("长" * length, "1")]


@pytest.mark.parametrize("quote", ["", '"'])
def test_row_7_a_name_of_1_7_million_characters_names_the_limit(opened: Opened, quote: str) -> None:
    table = opened(f"名称,电话\n{quote}{'长' * 1_700_000}{quote},1\n乙,2\n")
    (row,) = bad(table)
    assert row.problems[0].code is CellCode.CELL_TOO_LONG
    assert row.problems[0].params == {"length": 1_700_000, "limit": 32_767}
    assert good(table) == [("乙", "2")]


def test_row_7_a_line_without_end_names_the_limit_and_the_next_is_kept(opened: Opened) -> None:
    table = opened("名称,电话\n" + "x" * 50_000 + "\n乙,2\n", limits=Limits(line_bytes=10_000))
    assert [row.problems[0].code for row in bad(table)] == [CellCode.ROW_TOO_LONG]
    assert good(table) == [("乙", "2")]


@pytest.mark.parametrize("char", ["\0", "\x01", "\x1b", "\x7f", "\uffff", "\ufdd0"])
def test_row_8_control_and_non_characters_refuse_their_row(opened: Opened, char: str) -> None:
    table = opened(f"名称,电话\n甲{char},1\n乙,2\n")
    (row,) = bad(table)
    assert (row.number, row.problems[0].column) == (2, "A")
    assert row.problems[0].params["codepoint"] == f"U+{ord(char):04X}"
    assert good(table) == [("乙", "2")]


LAYOUTS = [
    "名称,电话\n甲,1\n乙,2\n", "名称,电话\r甲,1\r乙,2\r", "名称,电话\r\n甲,1\r\n乙,2", "名称,电话\n甲,1\r\n乙,2\r",
    "\n\n名称,电话\n\n甲,1\n,\n ,　\n\n乙,2\n,,,,\n\n",
]  # fmt: skip


@pytest.mark.parametrize("data", LAYOUTS)
def test_row_12_line_ends_and_blank_rows_change_nothing(opened: Opened, data: str) -> None:
    assert good(opened(data)) == [("甲", "1"), ("乙", "2")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_row_13_separators_are_detected(opened: Opened, delimiter: str) -> None:
    lines = ["2026年名单", "名称,电话,备注", '"甲,乙;丙|丁",1,"a;b;c"', "丁,2,x;y", "戊,3,"]
    data = "\n".join(line if line.startswith('"') else line.replace(",", delimiter) for line in lines)
    data = data.replace('",1,"', f'"{delimiter}1{delimiter}"')
    table = opened(data)
    assert table.delimiter == delimiter
    assert good(table)[0] == ("甲,乙;丙|丁", "1", "a;b;c")


def test_row_13_other_separators_are_refused_by_name(refused: Refused) -> None:
    error = refused("名称^电话^日期\n甲^1^2\n乙^2^3\n")
    assert (error.code, error.params) == (TableCode.DELIMITER_UNKNOWN, {"delimiter": "^"})


def test_row_13_a_named_separator_and_excels_own_line_are_heeded(opened: Opened) -> None:
    assert good(opened("名称^电话\n甲^1\n", delimiter="^")) == [("甲", "1")]
    assert good(opened("sep=;\n名称;电话\n甲,a;1\n")) == [("甲,a", "1")]


@pytest.mark.parametrize(
    "broken",
    ['"丙,3,x', '丙,3,"x', '丙,"3,x', '"丙,3,""'],
)
@pytest.mark.parametrize(
    "after", ["丁,4,y\n戊,5,z\n", '"丁","4","y"\n戊,5,"z"\n', '丁,4,"y"\n戊,5,""\n己,6,"\n']
)
def test_row_14_an_unterminated_quote_is_named_and_swallows_nothing(
    opened: Opened, broken: str, after: str
) -> None:
    table = opened(f"名称,电话,备注\n甲,1,a\n{broken}\n{after}")
    assert bad(table)[0].number == 3
    assert bad(table)[0].problems[0].code is CellCode.UNTERMINATED_QUOTE
    kept = [cells[0] for cells in good(table)]
    assert kept == ["甲", "丁", "戊"]


def test_row_14_text_after_a_closing_quote_is_named(opened: Opened) -> None:
    table = opened('名称,电话\n"甲"x,1\n乙,2\n')
    assert [row.problems[0].code for row in bad(table)] == [CellCode.STRAY_QUOTE]
    assert good(table) == [("乙", "2")]


def test_a_quotation_mark_inside_bare_text_is_text(opened: Opened) -> None:
    assert good(opened('名称,电话\n5" nails,1\n "乙, 丙" ,2\n')) == [('5" nails', "1"), ("乙, 丙", "2")]


def test_row_15_ragged_rows_are_named(opened: Opened) -> None:
    table = opened("名称,电话,日期\n甲,1\n乙,2,3\n丙,3,4,更多\n丁,4,5,,,\n")
    assert [(row.number, row.problems[0].code) for row in bad(table)] == [
        (2, CellCode.TOO_FEW_CELLS),
        (4, CellCode.EXTRA_CELLS),
        (5, CellCode.EXTRA_CELLS),
    ]
    assert bad(table)[0].problems[0].params == {"expected": 3, "found": 2}
    assert good(table) == [("乙", "2", "3")]


def test_row_15_a_comma_too_many_shifts_nothing_unseen(opened: Opened) -> None:
    table = opened("名称,电话,备注\n甲,1,\n乙, 丙,2,\n丁,3,\n")
    assert [(row.number, row.problems[0].params) for row in bad(table)] == [(3, {"expected": 3, "found": 4})]
    assert good(table) == [("甲", "1", ""), ("丁", "3", "")]


def test_row_15_a_comma_behind_every_row_is_layout(opened: Opened) -> None:
    for head in ("名称,电话", "名称,电话,"):
        assert good(opened(f"{head}\n甲,1,\n乙,2,\n")) == [("甲", "1"), ("乙", "2")]


def test_row_16_headers_are_cleaned_and_the_doubtful_ones_named(opened: Opened) -> None:
    table = opened('\ufeff 名称 ,\u200b电话,"日\n期",名称,,x\n甲,1,2,3,4,5\n')
    assert [header.text for header in table.headers] == ["名称", "电话", "日 期", "名称", "", "x"]
    assert {note.code: note.params for note in table.notes} == {
        NoteCode.DUPLICATE_HEADER: {"header": "名称", "columns": ["A", "D"]},
        NoteCode.BLANK_HEADER: {"columns": ["E"]},
    }


def test_row_16_a_header_below_titles_is_found_and_counted_as_the_user_counts(opened: Opened) -> None:
    table = opened('\n"2026年\n展商名单",\n制表：张三,\n名称,电话\n甲,1\n')
    assert table.header_row == 5
    assert table.preamble == ("2026年\n展商名单", "制表：张三")
    assert [row.number for row in table.rows()] == [6]


def test_row_16_the_first_customer_is_never_taken_for_the_header(opened: Opened) -> None:
    data = "甲公司,13800138000,电话\n乙公司,13900139000,展会\n"
    table = opened(data)
    assert table.header_row is None
    assert table.headers == ()
    assert [note.code for note in table.notes] == [NoteCode.HEADER_NOT_RECOGNISED]
    assert [row.cells[0] for row in table.sample(5)] == ["甲公司", "乙公司"]
    assert table.with_header(0).header_row == 0
    assert len(list(table.with_header(0).rows())) == 2


def test_row_16_the_user_names_the_header_row(opened: Opened, refused: Refused) -> None:
    table = opened("标题,\n公司,号码\n甲,1\n", header_row=2)
    assert [header.text for header in table.headers] == ["公司", "号码"]
    assert refused("公司,号码\n甲,1\n", header_row=7).code is TableCode.NO_SUCH_ROW


def test_find_header_wants_more_than_one_word_beside_other_cells(opened: Opened) -> None:
    rows = opened("甲,展商,x\n名称,电话,其他\n乙,1,2\n", known=None).sample(30)
    assert find_header(rows, known) == 2
    assert find_header(rows, lambda word: word == "展商") is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", TableCode.EMPTY_FILE),
        (b"\xef\xbb\xbf", TableCode.EMPTY_FILE),
        (b"\xff\xfe", TableCode.EMPTY_FILE),
        (b"\n\n , \n", TableCode.EMPTY_FILE),
        ("名称,电话\n".encode(), TableCode.HEADER_ONLY),
        ("名称,电话\n,\n\n".encode(), TableCode.HEADER_ONLY),
        (bytes(range(256)) * 20, TableCode.BINARY_FILE),
        (b"%PDF-1.7 ...", TableCode.BINARY_FILE),
        (b'{"name": 1}', TableCode.JSON_FILE),
        (b"<?xml version='1.0'?><Workbook/>", TableCode.XML_FILE),
        ((",".join(["名称", "电话"] + ["x"] * 20_000) + "\n1,2\n").encode(), TableCode.TOO_MANY_COLUMNS),
    ],
)
def test_row_17_files_with_nothing_to_read_are_refused(
    refused: Refused, data: bytes, code: TableCode
) -> None:
    assert refused(data).code is code


def test_a_missing_file_and_a_file_too_large_are_refused(tmp_path: Path, refused: Refused) -> None:
    with pytest.raises(Exception, match=TableCode.FILE_MISSING):
        open_table(tmp_path / "none.csv", "none.csv")
    assert refused("名称,电话\n甲,1\n", limits=Limits(file_bytes=5)).code is TableCode.FILE_TOO_LARGE


def test_rows_begin_again_at_any_row_of_the_file(opened: Opened) -> None:
    table = opened('名称,电话\n甲,1\n"乙\n乙",2\n丙,3\n丁,"4\n')
    everything = list(table.rows())
    for row in everything:
        assert list(table.rows(row.number)) == everything[everything.index(row) + 1 :]


def test_row_27_a_long_file_streams_in_little_memory(tmp_path: Path) -> None:
    path = save(tmp_path, "名称,电话\n" + "甲公司有限公司,13800138000\n" * 100_000)
    table = open_table(path, "long.csv", known=known)
    assert table.row_count_estimate == 100_001
    tracemalloc.start()
    count = sum(1 for row in table.rows() if not row.problems)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100_000
    assert peak < 8_000_000


def test_row_28_a_bad_last_row_leaves_the_others(tmp_path: Path) -> None:
    path = save(tmp_path, ("名称,电话\n" + "甲公司,1\n" * 20_000).encode() + b"\xff,2\n")
    rows = list(open_table(path, "long.csv", known=known).rows())
    assert [row.number for row in rows if row.problems] == [20_002]


def test_the_header_of_a_real_catalogue_stands_on_line_4(shared_data: Path) -> None:
    path = shared_data / "catalogue" / "ces2026.csv"
    table = open_table(
        path, "ces2026.csv", known=lambda word: word in ("Name", "Website", "Country", "Address")
    )
    assert table.header_row == 4
    rows = list(table.rows())
    assert len(rows) == 4177
    assert not any(row.problems for row in rows)


def test_row_14_quotation_marks_that_never_close_cost_no_more_than_their_lines(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed: list[str] = []
    feed = Splitter.feed

    def counted(one: Splitter, line: str) -> State:
        fed.append(line)
        return feed(one, line)

    monkeypatch.setattr(Splitter, "feed", counted)
    limits = Limits(vain_lines=1_000)
    table = opened("名称,电话,备注\n" + 'a","\n' * 3_000 + '甲,1,"两\n行"\n', limits=limits)
    fed.clear()
    assert good(table) == [("甲", "1", "两\n行")]
    assert len(fed) < 3_000 * (limits.near_lines + 2) + 2_000


@pytest.mark.parametrize("sign", ["\ufffd", "锟斤拷"])
def test_row_2_what_was_mojibake_before_it_came_is_named(opened: Opened, sign: str) -> None:
    table = opened(f"名称,电话\n甲,1\n乙{sign}公司,2\n")
    (row,) = bad(table)
    problem = row.problems[0]
    assert (problem.code, problem.header, problem.params) == (
        CellCode.CHARACTERS_LOST,
        "名称",
        {"sign": sign},
    )
    assert good(table) == [("甲", "1")]


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", TableCode.HTML_FILE),
        (b"{\\rtf1\\ansi x}", TableCode.BINARY_FILE),
        (b"BZh91AY&SY", TableCode.BINARY_FILE),
        (b"\x28\xb5\x2f\xfd\x20\x01", TableCode.BINARY_FILE),
        (b"\xfd7zXZ\x00", TableCode.BINARY_FILE),
    ],
)
def test_row_17_what_is_no_table_is_called_by_its_name(
    refused: Refused, start: bytes, code: TableCode
) -> None:
    assert refused(start, "名单.xls").code is code
