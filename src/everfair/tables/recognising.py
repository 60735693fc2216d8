"""What a file is, by its first bytes; its name only serves to say that it says otherwise."""

from pathlib import Path

from everfair.tables.codes import TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import TableError

HEAD = 1 << 13
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
BINARY = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
    b"MZ\x90": "EXE",
    b"SQLite format 3\0": "SQLite",
    b"PAR1": "Parquet",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"{\\rtf": "RTF",
}
# the last is how Excel begins a web page saved in a single file
HTML = (
    b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<!--", b"mime-version:",
)  # fmt: skip


def recognise(path: Path, limits: Limits) -> str:
    """ "csv" or "xlsx"; refuses what is neither."""
    if not path.is_file():
        raise TableError(TableCode.FILE_MISSING, {})
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise TableError(TableCode.FILE_TOO_LARGE, {"size": size, "limit": limits.file_bytes})
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise TableError(TableCode.EMPTY_FILE, {})
    if head.startswith(OLE):
        raise TableError(_ole(path, head), {})
    if head.startswith(ZIP):
        return "xlsx"
    _refuse_binary(head)
    _refuse_markup(head)
    return "csv"


def _ole(path: Path, head: bytes) -> TableCode:
    """Old Excel and encrypted workbooks share a container; the directory names what is inside."""
    shift = int.from_bytes(head[30:32], "little")
    sector = int.from_bytes(head[48:52], "little")
    with path.open("rb") as file:
        file.seek((sector + 1) << min(shift, 12))
        directory = file.read(1 << 12)
    inside = head + directory
    encrypted = any(name.encode("utf-16-le") in inside for name in ("EncryptedPackage", "EncryptionInfo"))
    return TableCode.ENCRYPTED_WORKBOOK if encrypted else TableCode.OLD_EXCEL


def _refuse_binary(head: bytes) -> None:
    for magic, kind in BINARY.items():
        if head.startswith(magic):
            raise TableError(TableCode.BINARY_FILE, {"kind": kind})
    if _wide(head):
        return
    control = sum(byte < 9 or 13 < byte < 32 and byte != 0x1F for byte in head)
    if control * 10 > len(head) and control > 8:
        raise TableError(TableCode.BINARY_FILE, {"kind": ""})


def _wide(head: bytes) -> bool:
    """UTF-16, whose every other byte may be NUL."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or min(even, odd) * 20 <= even + odd > len(head) // 50


def _refuse_markup(head: bytes) -> None:
    start = _text(head).lstrip()[:200].lower()
    if start.startswith(HTML):
        raise TableError(TableCode.HTML_FILE, {})
    if start.startswith(b"<?xml"):
        raise TableError(TableCode.HTML_FILE if b"<html" in head.lower() else TableCode.XML_FILE, {})
    if start.startswith(b"{") or (start.startswith(b"[") and start[1:].lstrip()[:1] in (b"{", b"[")):
        raise TableError(TableCode.JSON_FILE, {})


def _text(head: bytes) -> bytes:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")
