"""Lists with bytes changed at random: read, or refused in words; never anything else, never without end.

EVERFAIR_FUZZ_SECONDS asks for more than the few that a run of all tests spends.
"""

import os
import random
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from everfair.tables import Limits, TableError, open_table
from everfair.tables.shape import Record
from everfair.tables.xlsx.workbook import read_xlsx
from tests.tables.book import CASES, CSV_CASES, XLSX_CASES, Case
from tests.tables.nasty import known

SECONDS = float(os.environ.get("EVERFAIR_FUZZ_SECONDS", "3"))
SMALL = Limits(
    part_bytes=8 << 20, ratio_from=1 << 20, strings_bytes=8 << 20, cells=100_000, line_bytes=1 << 20
)
LARGEST = 200_000
PIECES = [
    b'"', b",", b"\r", b"\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<", b">", b"&", b"]]>",
    b"<!--", b"<![CDATA[", b"</row>",
    b'<row r="1">', b'<c r="A1" t="s"><v>', b"<!DOCTYPE x>", b"_x0000_", b"sep=;", b"1e309", "甲".encode("gb18030"),
]  # fmt: skip


def mutated(data: bytes, draw: random.Random) -> bytes:
    """With one to eight bytes changed, pieces put in, cut out or said twice."""
    made = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at, to = sorted((draw.randrange(len(made) + 1), draw.randrange(len(made) + 1)))
        act = draw.randrange(5)
        if act == 0 and made:
            made[min(at, len(made) - 1)] = draw.randrange(256)
        elif act == 1:
            made[at:at] = draw.choice(PIECES)
        elif act == 2:
            del made[at : min(to, at + 50)]
        elif act == 3:
            made[at:at] = made[at : min(to, at + 50)]
        elif draw.random() < 0.1:
            del made[at:]
    return bytes(made)


def inside(data: bytes, draw: random.Random) -> bytes:
    """A workbook one of whose parts is mutated and packed again, so that the damage is not found by the archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = draw.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, mutated(old.read(name), draw) if name == chosen else old.read(name))
    return buffer.getvalue()


def seeds(cases: list[Case]) -> list[bytes]:
    return [data for data in (case.data() for case in cases if "mb" not in case.name and "part" not in case.name)
            if 0 < len(data) < LARGEST]  # fmt: skip


def drawn() -> Iterator[random.Random]:
    """Until the time is over, the same beginning every time; once at least."""
    end, number = time.monotonic() + SECONDS, 0
    while number == 0 or time.monotonic() < end:
        yield random.Random(number)
        number += 1


def read_all(path: Path) -> None:
    try:
        table = open_table(path, path.name, known=known, limits=SMALL)
        for row in table.rows() if table.header_row is not None else table.sample(100):
            assert row.problems or len(row.cells) >= len(table.headers)
    except TableError:
        return


def test_a_csv_damaged_anyhow_is_read_or_refused(tmp_path: Path) -> None:
    whole = seeds(CSV_CASES)
    path = tmp_path / "a.csv"
    for draw in drawn():
        path.write_bytes(mutated(draw.choice(whole), draw))
        read_all(path)


@pytest.mark.parametrize("damage", [mutated, inside])
def test_a_workbook_damaged_anyhow_is_read_or_refused(tmp_path: Path, damage: object) -> None:
    """In this process, where anything but a refusal would be seen."""
    whole = [data for data in seeds(XLSX_CASES) if zipfile.is_zipfile(BytesIO(data))]
    path = tmp_path / "a.xlsx"
    for draw in drawn():
        path.write_bytes(damage(draw.choice(whole), draw))  # type: ignore[operator]
        with suppress(TableError):
            assert all(record.number > 0 for record in read_xlsx(path, limits=SMALL))


def test_what_is_read_without_the_parser_is_what_the_parser_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comment in front hands all rows to the parser: both ways give the same records or the same refusal."""
    from everfair.tables.xlsx import plain_rows

    def one_told(one: Record) -> tuple[object, ...]:
        return one.number, [(str(cell), getattr(cell, "kind", None)) for cell in one.cells]

    def told(path: Path) -> object:
        try:
            return [(*one_told(one), one.faults, one.hidden) for one in read_xlsx(path, limits=SMALL)]
        except TableError as refused:
            return refused.code

    for case in XLSX_CASES:
        data = case.data() if "mb" not in case.name and "part" not in case.name else b""
        if not data.startswith(b"PK"):
            continue
        path = tmp_path / f"{case.name}.xlsx"
        path.write_bytes(data)
        quick = told(path)
        with monkeypatch.context() as patched:
            patched.setattr(plain_rows, "without_plain_rows", lambda chunks, reader: chunks)
            assert told(path) == quick, case.name


def test_the_book_is_large_enough_to_begin_with() -> None:
    assert len(CASES) > 60
    assert len(seeds(CSV_CASES)) > 30
