"""Files as they come, made by hand: no library would write most of them."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
WORDS = {"名称", "name", "电话", "phone", "日期", "date", "金额", "amount", "备注", "note"}


def known(text: str) -> bool:
    return text.lower() in WORDS


def row(number: int, *cells: str, attributes: str = "") -> str:
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def number(reference: str, value: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


HEADER = row(1, text("A1", "名称"), text("B1", "电话"), text("C1", "日期"))


def sheet(*rows: str, before: str = "", after: str = "", head: str = "") -> str:
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    return f'{PROLOG}{head}<worksheet xmlns="{MAIN}">{before}{data}{after}</worksheet>'


# style 1 is a date, 2 a date and time, 3 a time, 4 a duration, 5 an amount
STYLES = (
    f'{PROLOG}<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts><cellXfs count="6">'
    '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="165"/>'
    '<xf numFmtId="4"/></cellXfs></styleSheet>'
)


def workbook(
    *sheets: str,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    strings: str | None = None,
    date1904: bool = False,
    extra: dict[str, bytes] | None = None,
) -> bytes:
    numbers = range(1, len(sheets) + 1)
    names = names or tuple(f"Sheet{n}" for n in numbers)
    states = states or ("visible",) * len(sheets)
    listed = "".join(
        f'<sheet name="{names[n - 1]}" sheetId="{n}" state="{states[n - 1]}" r:id="r{n}"/>' for n in numbers
    )
    links = "".join(relation(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    links += relation("st", "styles", "styles.xml") + relation("ss", "sharedStrings", "sharedStrings.xml")
    system = '<workbookPr date1904="1"/>' if date1904 else ""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(relation("m", "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relations(links),
        "xl/styles.xml": STYLES.encode(),
        "xl/workbook.xml": f'{PROLOG}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{system}'
        f"<sheets>{listed}</sheets></workbook>".encode(),
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings.encode()
    for n in numbers:
        parts[f"xl/worksheets/sheet{n}.xml"] = sheets[n - 1].encode()
    return archive(parts | (extra or {}))


def relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(links: str) -> bytes:
    return f'{PROLOG}<Relationships xmlns="{PACKAGE}">{links}</Relationships>'.encode()


def archive(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    """The start of an OLE container whose directory names these streams."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    head[48:52] = (1).to_bytes(4, "little")
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return bytes(head) + bytes(512) + directory.ljust(512, b"\0")


def save(folder: Path, data: bytes | str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
