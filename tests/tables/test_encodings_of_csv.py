"""Rows 1 to 3 of the book of bad inputs: which encoding a file is in."""

import codecs

import pytest

from everfair.tables import CellCode, NoteCode, TableCode
from tests.tables.conftest import Opened, Refused, bad, good

TEXT = "名称,电话\n杭州青山画廊有限公司,13800138000\n上海东方会展,010-6666\n"
TRADITIONAL = "名稱,電話\n臺北國際展覽有限公司,02-2725\n高雄會議中心,07-213\n王小明,0912\n"
ROWS = [("杭州青山画廊有限公司", "13800138000"), ("上海东方会展", "010-6666")]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_row_1_text_is_right_in_each_encoding(opened: Opened, data: bytes, encoding: str) -> None:
    table = opened(data)
    assert table.encoding == encoding
    assert table.headers[0].text == "名称"
    assert good(table) == ROWS
    assert not table.notes


def test_row_2_big5_is_right_and_says_so(opened: Opened) -> None:
    table = opened(TRADITIONAL.encode("big5"), known=lambda word: word in ("名稱", "電話"))
    assert table.encoding == "big5"
    assert [cells[0] for cells in good(table)] == ["臺北國際展覽有限公司", "高雄會議中心", "王小明"]


def test_row_2_traditional_characters_in_gb18030_are_not_taken_for_big5(opened: Opened) -> None:
    table = opened(TRADITIONAL.encode("gb18030"), known=lambda word: word in ("名稱", "電話"))
    assert table.encoding == "gb18030"
    assert good(table)[0][0] == "臺北國際展覽有限公司"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("name,date\n" + "Müller & Söhne GmbH,2\nCafé Crème,3\nGroße Straße,4\nÉcole,1\n" * 5, "cp1252"),
        ("name,date\n" + "서울국제전시회,1\n한국무역협회,2\n주식회사 삼성전자,3\n" * 3, "euc_kr"),
        ("name,date\n" + "東京ビッグサイト,1\n日本展示会協会,2\n株式会社サンプル,3\n" * 3, "shift_jis"),
        ("name,date\n" + "東京ビッグサイト,1\n日本展示会協会,2\n株式会社サンプル,3\n" * 3, "euc_jp"),
    ],
)
def test_row_2_other_encodings_are_refused_and_right_when_named(
    opened: Opened, refused: Refused, text: str, codec: str
) -> None:
    assert refused(text.encode(codec)).code is TableCode.ENCODING_UNCLEAR
    table = opened(text.encode(codec), encoding=codec)
    assert good(table)[0][0] == text.splitlines()[1].partition(",")[0]


def test_an_encoding_nobody_knows_is_refused(refused: Refused) -> None:
    assert refused(TEXT, encoding="klingon").code is TableCode.ENCODING_UNKNOWN
    assert refused(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le")).code is TableCode.ENCODING_UNKNOWN


def test_row_3_one_invalid_byte_names_its_row_and_column_and_keeps_the_others(opened: Opened) -> None:
    data = "名称,电话\n甲公司,1\n乙公".encode() + b"\xff" + "司,2\n丙公司,3\n".encode()
    table = opened(data)
    assert table.encoding == "utf-8"
    assert [cells[0] for cells in good(table)] == ["甲公司", "丙公司"]
    (row,) = bad(table)
    problem = row.problems[0]
    assert (problem.row, problem.column, problem.header) == (3, "A", "名称")
    assert problem.code is CellCode.INVALID_BYTES
    assert problem.params["bytes"] == "FF"
    assert [note.code for note in table.notes] == [NoteCode.ROWS_IN_OTHER_ENCODING]


def test_row_3_an_ascii_file_with_one_strange_byte_keeps_its_other_rows(opened: Opened) -> None:
    table = opened(b"name,phone\nAlpha,1\nCaf\xe9 Nord,2\nGamma,3\n")
    assert [cells[0] for cells in good(table)] == ["Alpha", "Gamma"]
    assert bad(table)[0].number == 3


def test_row_3_a_gb_row_in_a_utf8_file_is_named(opened: Opened) -> None:
    lines = [
        "名称,电话\n".encode(),
        *["甲公司,1\n".encode()] * 5,
        "乙公司,2\n".encode("gbk"),
        "丙公司,3\n".encode(),
    ]
    table = opened(b"".join(lines))
    assert [row.number for row in bad(table)] == [7]
    assert len(good(table)) == 6


def test_row_3_a_utf8_row_in_a_gb_file_is_named_not_turned_into_nonsense(opened: Opened) -> None:
    lines = [TEXT.encode("gb18030"), "丙展览公司,3\n".encode(), "丁公司,4\n".encode("gb18030")]
    table = opened(b"".join(lines))
    assert table.encoding == "gb18030"
    (row,) = bad(table)
    assert row.number == 4
    assert row.problems[0].code is CellCode.OTHER_ENCODING
    assert good(table)[-1] == ("丁公司", "4")


def test_row_3_an_odd_last_byte_of_utf16_names_its_row(opened: Opened) -> None:
    table = opened(codecs.BOM_UTF16_LE + "名称,电话\n甲,1\n乙,2".encode("utf-16-le") + b"\x41")
    assert good(table) == [("甲", "1")]
    assert bad(table)[0].number == 3
