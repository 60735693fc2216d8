"""Tables for people: CSV that opens in Excel, and XLSX without a formula in it.

`neutralise` is for files that people open. In a CSV, text that a spreadsheet would run as a formula gets an
apostrophe in front, which `as_it_was` takes away again; in an XLSX it is a string cell and is marked as quoted text,
so that it stays text when edited. `neutralise=False` writes every text exactly, for moving to another system.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem
from everfair.tables.shape import letter

Value = str | int | float | Decimal | date | bool | None

BOM = b"\xef\xbb\xbf"
BATCH = 500  # rows handed on at a time
ROWS = 1_048_576  # of a sheet; more go on a second one
CELL = 32_767  # characters of a cell of a sheet

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_QUOTES = "'\"`´‘’‚“”„«»‹›＇＂｀"
_STARTERS = "=+-@|%"
_NOT_IN_A_NAME = re.compile(r'[/\\:*?"<>|\[\]]+')


def live(text: str) -> bool:
    """Whether a spreadsheet might run this text, whatever stands before its sign.

    Spaces of any kind, control and invisible characters and quotation marks are looked through; full-width and
    other forms of the sign count. A plain negative number does not.
    """
    if not text or _NUMBER.fullmatch(text):
        return False
    for char in text:
        if char in "\t\r\n\0":
            return True
        if char.isspace() or char in _QUOTES or unicodedata.category(char) in ("Cc", "Cf", "Zs", "Mn"):
            continue
        return unicodedata.normalize("NFKC", char)[0] in _STARTERS or char in "−﹦﹢﹣﹫"
    return False


def neutral(text: str) -> str:
    return f"'{text}" if live(text) else text


def as_it_was(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text[:1] == "'" and live(text[1:]) else text


def file_name(text: str) -> str:
    """A name for a file, without what a file system, a header or a spreadsheet would take for something else."""
    plain = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = _NOT_IN_A_NAME.sub("-", plain).strip(" .")[:100]
    return f"list {kept}".strip() if live(kept) or not kept else kept


def write_csv(rows: Iterable[Sequence[Value]], neutralise: bool = True) -> Iterator[bytes]:
    """The file in pieces: UTF-8 with byte order mark, commas, CRLF. The header is simply the first row."""
    yield BOM
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for count, row in enumerate(rows, 1):
        writer.writerow([_csv_text(value, neutralise) for value in row])
        if count % BATCH == 0:
            yield _drain(buffer)
    yield _drain(buffer)


def _drain(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


def _csv_text(value: Value, neutralise: bool) -> str:
    text = written(value)
    return neutral(text) if neutralise and isinstance(value, str) else text


def written(value: Value) -> str:
    """The value as text: dates in ISO, decimals without exponent, TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def write_xlsx(
    stream: BinaryIO,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    neutralise: bool = True,
    sheet: str = "Sheet1",
) -> None:
    """Write a workbook, row by row, to a stream that need not be seekable; a sheet that is full goes on in another.

    Every cell is a string or a number. Raises `ValueProblem` for a text longer than a cell can hold.
    """
    titles: list[str] = []
    source, sheet = iter(rows), file_name(sheet)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        row: Sequence[Value] | None = next(source, None)
        while row is not None or not titles:
            titles.append(sheet[:28] if not titles else f"{sheet[:25]} {len(titles) + 1}")
            with archive.open(f"xl/worksheets/sheet{len(titles)}.xml", "w", force_zip64=True) as part:
                row = _write_sheet(part, header, row, source, neutralise)
        for name, text in _frame(titles).items():
            archive.writestr(name, XML + text)


def _write_sheet(
    part: io.BufferedIOBase | object,
    header: Sequence[str],
    row: Sequence[Value] | None,
    rest: Iterator[Sequence[Value]],
    neutralise: bool,
) -> Sequence[Value] | None:
    """Fill one sheet; the first row that no longer fits, or None."""
    put = part.write  # type: ignore[union-attr]
    put(f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{_row(1, header, neutralise)}'.encode())
    number = 2
    while row is not None and number <= ROWS:
        put(_row(number, row, neutralise).encode())
        row, number = next(rest, None), number + 1
    put(b"</sheetData></worksheet>")
    return row


def _row(number: int, values: Sequence[Value], neutralise: bool) -> str:
    cells = "".join(
        _cell(f"{letter(place)}{number}", value, neutralise) for place, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(reference: str, value: Value, neutralise: bool) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and _exact(value):
        return f'<c r="{reference}"><v>{written(value)}</v></c>'
    text = written(value)
    if len(text) > CELL:
        raise ValueProblem(ValueCode.TEXT_TOO_LONG, {"length": len(text), "limit": CELL})
    quoted = ' s="1"' if neutralise and isinstance(value, str) and live(text) else ""
    return f'<c r="{reference}"{quoted} t="inlineStr"><is><t xml:space="preserve">{_xml(text)}</t></is></c>'


def _exact(value: int | float | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit; other numbers are written as text."""
    number = Decimal(str(value))
    return number.is_finite() and len(number.as_tuple().digits) <= 15 and abs(number.adjusted()) < 15


_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def _xml(text: str) -> str:
    """As Excel does: what XML cannot hold is written _x000D_, and so is an underscore that would look like that."""
    return escape(_UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf {_PLAIN}/></cellStyleXfs>'
    f'<cellXfs count="2"><xf {_PLAIN} xfId="0"/><xf {_PLAIN} xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _frame(titles: list[str]) -> dict[str, str]:
    """The parts around the sheets."""
    numbers = range(1, len(titles) + 1)
    sheets = "".join(f'<sheet name={quoteattr(titles[n - 1])} sheetId="{n}" r:id="s{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    return {
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="main" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>',
    }
