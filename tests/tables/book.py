"""The book of bad inputs: every kind of damaged, odd or hostile list, and what has to come of it.

Rows are numbered as in the book that the product was built by. Each case is a whole file; the tests send it through the
pages (`tests/jobs/test_hostile_lists.py`), and `docs/hostile-files.md` tells the same to operators.
"""

# ruff: noqa: E501, PLW0108  a case stands in one line

import codecs
import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from everfair.tables import CellCode, NoteCode, TableCode, ValueCode
from tests.tables.nasty import MAIN, PROLOG, archive, number, ole, row, sheet, text, workbook

HEAD = ("公司名称", "展会", "届", "电话", "邮箱", "开展日期", "金额", "备注")
NAME, _SHOW, _EDITION, PHONE, MAIL, DAY, AMOUNT, NOTE = HEAD
NEIGHBOUR = "邻居展览公司"
Code = str
Bad = tuple[Code, str | None]  # what is wrong, under which header (None: the row as such)


@dataclass(frozen=True)
class Case:
    """`refused` the whole file, or `bad` rows by number and `kept` names; the neighbour is always kept."""

    name: str
    data: Callable[[], bytes]
    filename: str = "名单.csv"
    refused: TableCode | None = None
    bad: Mapping[int, Bad] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    notes: tuple[NoteCode, ...] = ()
    amounts: dict[str, int] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    opens: str = ""
    encoding: str = ""
    header_row: int = 1


def line(
    name: str, phone: str = "", mail: str = "", day: str = "", amount: str = "", note: str = ""
) -> tuple[str, ...]:
    return name, "青山艺术博览会", "1", phone, mail, day, amount, note


def written(
    *lines: tuple[str, ...], delimiter: str = ",", ending: str = "\r\n", head: tuple[str, ...] = HEAD
) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=ending).writerows([head, *lines, line(NEIGHBOUR)])
    return buffer.getvalue()


def listed(*lines: tuple[str, ...], codec: str = "utf-8", **how: str) -> Callable[[], bytes]:
    return lambda: written(*lines, **how).encode(codec)  # type: ignore[arg-type]


def many(count: int = 40) -> list[tuple[str, ...]]:
    return [line(f"第{n}家画廊有限责任公司", note="长长的中文备注") for n in range(count)]


def named(lines: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(one[0] for one in lines)


def cells(number_of_row: int, *values: str) -> str:
    return row(
        number_of_row,
        *(text(f"{'ABCDEFGH'[at]}{number_of_row}", value) for at, value in enumerate(values) if value),
    )


def book(*rows: str, before: str = "", after: str = "", last: int = 9, **how: object) -> Callable[[], bytes]:
    page = sheet(cells(1, *HEAD), *rows, cells(last, *line(NEIGHBOUR)), before=before, after=after)
    return lambda: workbook(page, **how)  # type: ignore[arg-type]


def with_cell(number_of_row: int, name: str, cell: str) -> str:
    """A row whose only odd cell stands under one of the later headers."""
    fixed = "".join(
        text(f"{letter}{number_of_row}", value) for letter, value in zip("ABC", line(name), strict=False)
    )
    return row(number_of_row, fixed, cell)


STRANGE = (
    "䶮堃喆𠀀𪜀𰻞公司", "福\uf9dc豈更車公司", "👩‍👩‍👧‍👦🇨🇳家庭展", "שלום עולם", "abc\u202egpj.exe 公司", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙a̴lgo 画室",
    "Cafe\u0301 Nord", "ＡＢＣ全角机械", "半角ｶﾀｶﾅ工房", "硬\xa0空格茶业", "零\u200b宽度印刷", "O'Brien & Söhne", "100%_纯\\棉织造",
    "<b>粗体</b>标牌", '引号"双"家具', "两行\n公司名", "制\t表符号", "007", "110101199001011234", "1E5", "TRUE", "NULL", "3-4",
)  # fmt: skip
LIVE = (
    "=1+1 公司甲", "+1+1 公司乙", "-1+1 公司丙", "@SUM(A1) 公司丁", "\u3000=戊2", "\u200b=己2", "\ufeff=庚2", "＝辛2", "＋壬2", "－癸2",
    "＠子2", "'=丑2", '"=寅2', "“=卯2", "%0A=辰2", "|巳2", "=HYPERLINK(\"http://x\",\"午\")", "=cmd|'/C calc'!A0 未", "−申2",
    "﹢酉2", "\u2060=戌2",
)  # fmt: skip
AMOUNTS = {
    "1,234,567.89": 123456789, "￥1,200": 120000, "3000元": 300000, "12.5万": 12500000, "(1,200)": -120000,
    "1.234.567,89": 123456789, "１２００": 120000,
}  # fmt: skip
NO_AMOUNTS = {
    "NaN": ValueCode.AMOUNT_UNREADABLE, "inf": ValueCode.AMOUNT_UNREADABLE, "1e309": ValueCode.NUMBER_SHORTENED,
    "0x10": ValueCode.AMOUNT_UNREADABLE, "1_000": ValueCode.AMOUNT_UNREADABLE,
    "12345678901234567890": ValueCode.AMOUNT_TOO_LARGE, "12.345": ValueCode.AMOUNT_TOO_FINE,
    "US$ 300元": ValueCode.AMOUNT_TWO_CURRENCIES, "面议": ValueCode.AMOUNT_UNREADABLE,
}  # fmt: skip
DAYS = ("2026年2月8日", "20260208", "46061", "2026-02-08", "２０２６／２／８", "2026-02-08 10:30")
NO_DAYS = {
    "2026-02-30": ValueCode.DATE_IMPOSSIBLE, "2026-02-29": ValueCode.DATE_IMPOSSIBLE,
    "1900-02-29": ValueCode.DATE_IMPOSSIBLE, "0000-00-00": ValueCode.DATE_IMPOSSIBLE,
    "03/04/2026": ValueCode.DATE_AMBIGUOUS, "2026-02-08 24:00": ValueCode.TIME_IMPOSSIBLE,
    "26-2-8": ValueCode.DATE_SHORT_YEAR, "2026年2月": ValueCode.DATE_INCOMPLETE, "明天": ValueCode.DATE_UNREADABLE,
}  # fmt: skip
PHONES = (
    "13800138001",
    "＋８６ １３８ ００１３ ８００２",
    "0086-571-88888803",
    "0571-88888804转801",
    "+86 138 0013 8005",
)
NO_PHONES = {
    "1.38E+10": ValueCode.NUMBER_SHORTENED, "13800138000.0": ValueCode.PHONE_AS_DECIMAL, "打我": ValueCode.PHONE_UNREADABLE,
}  # fmt: skip
NO_MAILS = {
    "a@b.cn\r\nBcc: x@y.cn": ValueCode.EMAIL_LINE_BREAK, "a%0abcc:x@b.cn": ValueCode.EMAIL_LINE_BREAK,
    "a@b.cn, c@d.cn": ValueCode.EMAIL_SEVERAL, "甲 <a@b.cn>": ValueCode.EMAIL_DECORATED,
    f"{'x' * 300}@b.cn": ValueCode.EMAIL_TOO_LONG, "a@b": ValueCode.EMAIL_UNREADABLE,
}  # fmt: skip


def spread(refused: dict[str, ValueCode], header: str) -> tuple[list[tuple[str, ...]], Mapping[int, Bad]]:
    """A line for each text under that header, and how each is refused, by the line it begins on."""
    place = HEAD.index(header)
    lines, bad, at = [], {}, 2
    for count, (told, code) in enumerate(refused.items()):
        one = list(line(f"第{count}家受损公司"))
        one[place] = told
        lines.append(tuple(one))
        bad[at] = (str(code), header)
        at += 1 + told.count("\n")
    return lines, bad


def damaged(name: str, refused: dict[str, ValueCode], header: str) -> Case:
    lines, bad = spread(refused, header)
    return Case(name, listed(*lines), bad=bad)


def with_bytes(before: str, odd: bytes, after: str, codec: str = "utf-8") -> Callable[[], bytes]:
    good = "".join(f"{','.join(one)}\n" for one in [*many(), line(NEIGHBOUR)])
    return lambda: f"{','.join(HEAD)}\n{before}".encode(codec) + odd + f"{after}\n{good}".encode(codec)


BIG5 = ("臺北", "高雄", "臺中", "新竹", "嘉義")
ENTITIES = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(n)} "{f"&{chr(n - 1)};" * 10}">' for n in range(98, 108)
)


def entity(head: str, reference: str) -> Callable[[], bytes]:
    page = sheet(
        cells(1, *HEAD),
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{reference}</t></is></c></row>',
        head=head,
    )
    return lambda: workbook(page)


def bomb(size: int, part: str) -> Callable[[], bytes]:
    """A workbook one part of which unpacks to so many bytes of nothing."""
    page = sheet(cells(1, *HEAD), cells(2, *line(NEIGHBOUR)))

    def made() -> bytes:
        if part == "sheet":
            return workbook(page.replace("<sheetData>", "<sheetData>" + " " * size))
        return workbook(page, extra={"xl/media/image1.bin": bytes(size)})

    return made


CSV_CASES = [
    Case("row-01-utf-8", listed(*many()), kept=named(many()), encoding="utf-8"),
    Case(
        "row-01-utf-8-with-mark", listed(*many(), codec="utf-8-sig"), kept=named(many()), encoding="utf-8-sig"
    ),
    Case(
        "row-01-gb18030",
        listed(*many(), line("䶮堃喆𠀀画廊"), codec="gb18030"),
        kept=("䶮堃喆𠀀画廊",),
        encoding="gb18030",
    ),
    Case("row-01-gbk", listed(*many(), codec="gbk"), kept=named(many()), encoding="gb18030"),
    Case("row-01-utf-16", listed(*many(), codec="utf-16"), kept=named(many()), encoding="utf-16-le"),
    Case(
        "row-02-other-encodings",
        lambda: ("company,date\n" + "東京ビッグサイト,1\n日本展示会協会,2\n" * 5).encode("euc_jp"),
        refused=TableCode.ENCODING_UNCLEAR,
    ),
    Case(
        "row-03-one-invalid-byte",
        with_bytes("甲公", b"\xff", "司,青山艺术博览会,1,,,,,"),
        bad={2: ("invalid_bytes", NAME)},
    ),
    Case(
        "row-03-two-encodings",
        with_bytes("", ",".join(line("国标编码展览公司")).encode("gbk"), ""),
        bad={2: ("invalid_bytes", NAME)},
    ),
    Case("row-04-05-06-09-strange-names", listed(*map(line, STRANGE)), kept=STRANGE),
    Case("row-07-name-of-300", listed(line("长" * 300)), kept=("长" * 300,)),
    Case("row-07-name-of-5000", listed(line("长" * 5000)), bad={2: (str(ValueCode.TEXT_TOO_LONG), NAME)}),
    Case(
        "row-07-name-of-1.7-million",
        listed(line("长" * 1_700_000)),
        bad={2: (str(CellCode.CELL_TOO_LONG), NAME)},
    ),
    Case(
        "row-08-nul-control-non-character",
        listed(line("空\0字"), line("控\x1b制"), line("非\uffff字"), line("注", note="\x07")),
        bad={n: (str(CellCode.CONTROL_CHARACTER), NAME if n < 5 else NOTE) for n in (2, 3, 4, 5)},
    ),
    Case(
        "row-08-half-characters",
        lambda: (
            codecs.BOM_UTF16_LE + written(*many(), line("半\ud800字")).encode("utf-16-le", "surrogatepass")
        ),
        bad={42: (str(CellCode.CONTROL_CHARACTER), NAME)},
    ),
    damaged("row-10-damaged-phones", NO_PHONES, PHONE),
    Case(
        "row-10-damaged-ids-and-stands",
        lambda: (
            "\n".join(
                f"{name},青山艺术博览会,1,{stand},{told}"
                for name, stand, told in (
                    ("公司名称", "展位号", "编号"),
                    ("伤号公司", "A1", "1.10101E+17"),
                    ("文字公司", "3-4", "1E5"),
                    ("伤位公司", "3月4日", "7"),
                    ("英文公司", "4-Mar", "8"),
                    ("科学公司", "1.00E+05", "9"),
                    (NEIGHBOUR, "007", "007"),
                )
            )
            .replace("公司名称,青山艺术博览会,1", "公司名称,展会,届")
            .encode()
        ),
        kept=("文字公司",),
        bad={
            2: (str(ValueCode.NUMBER_SHORTENED), "编号"),
            4: ("turned_into_day", "展位号"),
            5: ("turned_into_day", "展位号"),
            6: (str(ValueCode.NUMBER_SHORTENED), "展位号"),
        },
    ),
    Case(
        "row-11-phones-in-every-form",
        listed(*(line(f"第{n}家电话公司", phone=phone) for n, phone in enumerate(PHONES))),
        phones={f"第{n}家电话公司": phone for n, phone in enumerate(PHONES)},
    ),
    Case("row-12-cr-only", listed(*many(), ending="\r"), kept=named(many())),
    Case(
        "row-12-mixed-blank-and-comma-rows",
        lambda: written(line("甲画廊")).replace("\r\n", "\n\n,,,,,,,\r\n", 1).rstrip("\r\n").encode(),
        kept=("甲画廊",),
    ),
    Case("row-13-semicolon", listed(*many(), delimiter=";"), kept=named(many())),
    Case("row-13-tab", listed(*many(), delimiter="\t"), kept=named(many())),
    Case("row-13-pipe", listed(*many(), delimiter="|"), kept=named(many())),
    Case("row-13-caret", listed(*many(), delimiter="^"), refused=TableCode.DELIMITER_UNKNOWN),
    Case(
        "row-14-unterminated-quote",
        lambda: written(line("甲画廊"), line("乙画廊")).replace("甲画廊", '"甲画廊').encode(),
        bad={2: (str(CellCode.UNTERMINATED_QUOTE), NAME)},
        kept=("乙画廊",),
    ),
    Case(
        "row-14-stray-quote",
        lambda: written(line("甲画廊"), line("乙画廊")).replace("甲画廊", '"甲"画廊').encode(),
        bad={2: (str(CellCode.STRAY_QUOTE), NAME)},
        kept=("乙画廊",),
    ),
    Case(
        "row-15-ragged",
        lambda: written(line("短画廊")[:4], (*line("长画廊"), "多", "余"), line("正画廊")).encode(),
        bad={2: (str(CellCode.TOO_FEW_CELLS), None), 3: (str(CellCode.EXTRA_CELLS), None)},
        kept=("正画廊",),
    ),
    Case(
        "row-16-duplicate-blank-and-spaced-headers",
        lambda: (
            written(line("甲画廊"))
            .replace("公司名称", "\ufeff 公司名称 ", 1)
            .replace("备注", "金额", 1)
            .encode()
        ),
        kept=("甲画廊",),
        notes=(NoteCode.DUPLICATE_HEADER,),
    ),
    Case(
        "row-16-titles-above-the-header",
        lambda: ("2026年展商名单\n打印日期:2026-01-01\n" + written(line("甲画廊"))).encode(),
        kept=("甲画廊",),
        header_row=3,
    ),
    Case(
        "row-16-the-header-once-more",
        lambda: (
            "公司名称,展会,届\n甲画廊,青山展,1\n\ufeff公司名称 ,展会,届\n".encode()
            + f"{NEIGHBOUR},青山展,1\n".encode()
        ),
        kept=("甲画廊",),
        bad={3: ("header_again", NAME)},
    ),
    Case(
        "row-15-a-comma-too-many",
        lambda: written(line("甲画廊")).replace("甲画廊", "甲,画廊").encode(),
        bad={2: (str(CellCode.EXTRA_CELLS), None)},
    ),
    Case(
        "row-05-names-that-nobody-sees",
        listed(line("\u200b\u2060"), line("\u3164"), line("甲画廊")),
        kept=("甲画廊",),
        bad={2: ("value_missing", NAME), 3: ("value_missing", NAME)},
    ),
    Case(
        "row-02-mojibake-from-before",
        listed(line("甲\ufffd画廊"), line("锟斤拷画廊"), line("丙画廊")),
        kept=("丙画廊",),
        bad={2: (str(CellCode.CHARACTERS_LOST), NAME), 3: (str(CellCode.CHARACTERS_LOST), NAME)},
    ),
    Case("row-17-empty", lambda: b"", refused=TableCode.EMPTY_FILE),
    Case("row-17-mark-only", lambda: codecs.BOM_UTF8, refused=TableCode.EMPTY_FILE),
    Case("row-17-header-only", lambda: ",".join(HEAD).encode(), refused=TableCode.HEADER_ONLY),
    Case("row-17-binary", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 10, refused=TableCode.BINARY_FILE),
    Case(
        "row-17-20000-columns",
        lambda: (",".join(["公司名称"] * 20_000) + "\n" + "," * 19_999 + "\n甲\n").encode(),
        refused=TableCode.TOO_MANY_COLUMNS,
    ),
    Case(
        "row-18-amounts",
        listed(*(line(f"第{n}家金额公司", amount=told) for n, told in enumerate(AMOUNTS))),
        amounts={f"第{n}家金额公司": minor for n, minor in enumerate(AMOUNTS.values())},
    ),
    damaged("row-18-no-amounts", NO_AMOUNTS, AMOUNT),
    Case(
        "row-19-dates",
        listed(*(line(f"第{n}家日期公司", day=told) for n, told in enumerate(DAYS))),
        kept=tuple(f"第{n}家日期公司" for n in range(len(DAYS))),
        opens="2026-02-08",
    ),
    damaged("row-19-no-dates", NO_DAYS, DAY),
    Case("row-20-formulas", listed(*map(line, LIVE)), kept=LIVE),
    Case(
        "row-28-last-row-bad",
        listed(*many(200), line("末行公司", day="2026-02-30")),
        kept=named(many(200)),
        bad={202: (str(ValueCode.DATE_IMPOSSIBLE), DAY)},
    ),
    Case("row-29-duplicates-in-the-file", listed(*many(3), *many(3)), kept=named(many(3))),
    damaged("row-30-mail-addresses", NO_MAILS, MAIL),
    Case(
        "row-32-markup",
        listed(line("<script>window.__xss=1</script>公司"), line('"><img src=x onerror=alert(1)>展台')),
        kept=("<script>window.__xss=1</script>公司", '"><img src=x onerror=alert(1)>展台'),
        filename="<img src=x onerror=alert(1)>.csv",
    ),
]

XLSX = "名单.xlsx"
XLSX_CASES = [
    Case("row-01-workbook", book(cells(2, *line("甲画廊"))), XLSX, kept=("甲画廊",)),
    Case(
        "row-04-05-06-09-strange-names-in-a-workbook",
        book(*(cells(n, *line(name)) for n, name in enumerate(STRANGE, 2)), last=99),
        XLSX,
        kept=STRANGE,
    ),
    Case(
        "row-07-cell-of-1.7-million",
        book(cells(2, *line("长" * 1_700_000))),
        XLSX,
        bad={2: ("cell_too_long", NAME)},
    ),
    Case(
        "row-08-escaped-controls",
        book(cells(2, *line("空_x0000_字")), cells(3, *line("非_xFFFF_字")), cells(4, *line("半_xD800_字"))),
        XLSX,
        bad=dict.fromkeys((2, 3), ("control_character", NAME)) | {4: ("control_character", NAME)},
    ),
    Case(
        "row-10-digits-that-excel-dropped",
        book(
            with_cell(2, "身份公司", number("D2", "1.10101E+17")),
            with_cell(3, "编号公司", number("D3", "110101199001011000")),
        ),
        XLSX,
        bad={2: ("digits_lost", PHONE), 3: ("digits_lost", PHONE)},
    ),
    Case(
        "row-19-serial-dates-of-1900",
        book(
            with_cell(2, "序列公司", number("F2", "46061", 1)),
            with_cell(3, "六十公司", number("F3", "60", 1)),
        ),
        XLSX,
        kept=("序列公司",),
        bad={3: ("impossible_date", DAY)},
        opens="2026-02-08",
    ),
    Case(
        "row-19-serial-dates-of-1904",
        book(with_cell(2, "序列公司", number("F2", "44599", 1)), date1904=True),
        XLSX,
        kept=("序列公司",),
        opens="2026-02-08",
    ),
    Case(
        "row-19-day-numbers-of-1904-in-every-dress",
        book(
            with_cell(2, "样式公司", number("F2", "44599", 1)),
            with_cell(3, "数字公司", number("F3", "44599")),
            with_cell(4, "文字公司", text("F4", "44599")),
            with_cell(5, "日期公司", text("F5", "2026-02-08")),
            date1904=True,
        ),
        XLSX,
        kept=("样式公司", "数字公司", "文字公司", "日期公司"),
        opens="2026-02-08",
    ),
    Case(
        "row-18-amounts-in-the-format-of-the-cell",
        book(
            with_cell(2, "万元公司", number("G2", "12.5", 1)),
            with_cell(3, "日元公司", number("G3", "1200", 2)),
            extra={
                "xl/styles.xml": (
                    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="0.0&quot;万元&quot;"/>'
                    '<numFmt numFmtId="171" formatCode="[$¥-411]#,##0"/></numFmts><cellXfs><xf/>'
                    '<xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
                ).encode()
            },
        ),
        XLSX,
        amounts={"万元公司": 12500000, "日元公司": 1200},
    ),
    Case(
        "row-21-an-error-in-the-header",
        lambda: workbook(
            sheet(
                cells(1, *HEAD[:7]).replace("</row>", '<c r="H1" t="e"><v>#REF!</v></c></row>'),
                cells(2, *line("甲")),
            )
        ),
        XLSX,
        refused=TableCode.HEADER_DAMAGED,
    ),
    Case(
        "row-20-formulas-in-a-workbook",
        book(*(cells(n, *line(name)) for n, name in enumerate(LIVE, 2)), last=99),
        XLSX,
        kept=LIVE,
    ),
    Case(
        "row-21-errors-and-formulas-without-value",
        book(
            with_cell(2, "错误公司", '<c r="G2" t="e"><v>#N/A</v></c>'),
            with_cell(3, "公式公司", '<c r="G3"><f>A1*2</f></c>'),
            with_cell(4, "算好公司", '<c r="G4"><f>2*3</f><v>6</v></c>'),
        ),
        XLSX,
        bad={2: ("error_cell", AMOUNT), 3: ("formula_without_value", AMOUNT)},
        amounts={"算好公司": 600},
        notes=(NoteCode.FORMULAS,),
    ),
    Case(
        "row-21-hidden-and-merged",
        book(
            cells(2, *line("藏行公司")).replace("<row ", '<row hidden="1" '),
            before='<cols><col min="8" max="8" hidden="1"/></cols>',
            after='<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>',
        ),
        XLSX,
        kept=("藏行公司",),
        notes=(NoteCode.HIDDEN_ROWS, NoteCode.HIDDEN_COLUMNS, NoteCode.MERGED_CELLS),
    ),
    Case(
        "row-21-two-sheets-and-a-hidden-one",
        lambda: workbook(
            sheet(cells(1, *HEAD), cells(2, *line("藏页公司"))),
            sheet(cells(1, *HEAD), cells(2, *line("甲画廊")), cells(3, *line(NEIGHBOUR))),
            sheet(cells(1, *HEAD), cells(2, *line("第三页公司"))),
            names=("藏", "展商", "观众"),
            states=("hidden", "visible", "visible"),
        ),
        XLSX,
        kept=("甲画廊",),
        notes=(NoteCode.SEVERAL_SHEETS, NoteCode.HIDDEN_SHEETS),
    ),
    Case(
        "row-22-phone-as-number-cell",
        book(with_cell(2, "数字公司", number("D2", "13800138000"))),
        XLSX,
        phones={"数字公司": "13800138000"},
    ),
    Case(
        "row-23-entity-of-a-file",
        entity('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
        XLSX,
        refused=TableCode.UNSAFE_XML,
    ),
    Case(
        "row-23-billion-laughs",
        entity(f"<!DOCTYPE x [{ENTITIES}]>", "&k;"),
        XLSX,
        refused=TableCode.UNSAFE_XML,
    ),
    Case("row-24-sheet-of-300-mb", bomb(300 << 20, "sheet"), XLSX, refused=TableCode.UNPACKED_TOO_LARGE),
    Case("row-24-part-nobody-reads", bomb(64 << 20, "picture"), XLSX),
    Case(
        "row-25-far-cell-and-false-dimension",
        book(
            cells(2, *line("近画廊")),
            before='<dimension ref="A1:XFD1048576"/>',
            after="",
            last=3,
        ),
        XLSX,
        kept=("近画廊",),
    ),
    Case(
        "row-25-far-cell",
        lambda: workbook(
            sheet(
                cells(1, *HEAD),
                cells(2, *line(NEIGHBOUR)),
                row(1_048_576, text("A1048576", "末画廊"), text("XFD1048576", "远")),
            )
        ),
        XLSX,
        bad={1_048_576: ("cell_without_header", None)},
    ),
    Case(
        "row-26-zip-slip",
        lambda: workbook(
            sheet(cells(1, *HEAD), cells(2, *line(NEIGHBOUR))), extra={"../../../evil.txt": b"x"}
        ),
        XLSX,
    ),
    Case(
        "row-26-truncated",
        lambda: book(cells(2, *line("甲画廊")))()[:-300],
        XLSX,
        refused=TableCode.DAMAGED_WORKBOOK,
    ),
    Case(
        "row-26-encrypted",
        lambda: ole("EncryptionInfo", "EncryptedPackage"),
        XLSX,
        refused=TableCode.ENCRYPTED_WORKBOOK,
    ),
    Case("row-26-old-excel", lambda: ole("Workbook"), "名单.xls", refused=TableCode.OLD_EXCEL),
    Case("row-26-html-as-xls", lambda: b"<html><table><tr><td>x", "名单.xls", refused=TableCode.HTML_FILE),
    Case(
        "row-26-csv-as-xlsx",
        listed(line("甲画廊")),
        XLSX,
        kept=("甲画廊",),
        notes=(NoteCode.NAME_SAYS_OTHERWISE,),
    ),
    Case(
        "row-26-macros",
        lambda: workbook(sheet(cells(1, *HEAD)), extra={"xl/vbaProject.bin": b"x"}),
        "名单.xlsm",
        refused=TableCode.MACRO_WORKBOOK,
    ),
    Case(
        "row-26-no-workbook",
        lambda: archive({"word/document.xml": b"<x/>"}),
        XLSX,
        refused=TableCode.NOT_A_WORKBOOK,
    ),
    Case("row-26-bottomless", lambda: workbook(sheet("<a>" * 100_000)), XLSX, refused=TableCode.UNSAFE_XML),
    Case(
        "row-26-strings-that-are-not-there",
        book(
            with_cell(2, "缺字公司", '<c r="H2" t="s"><v>99</v></c>'),
            strings=f'{PROLOG}<sst xmlns="{MAIN}"/>',
        ),
        XLSX,
        bad={2: ("damaged_cell", NOTE)},
    ),
]

CASES = [*CSV_CASES, *XLSX_CASES]
