"""Reading lists: rows a second of 20 columns and how much memory grows, against what others do with the same file.

EVERFAIR_BENCH_FILE_ROWS asks for other sizes. Each reading has a process of its own; its children are counted with it.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures import Figure

COLUMNS = 20


@dataclass(frozen=True)
class Spent:
    rows: int
    wall: float
    cpu: float
    grown: float


def figures() -> Iterator[Figure]:
    for size in map(int, os.environ.get("EVERFAIR_BENCH_FILE_ROWS", "100000").split(",")):
        with tempfile.TemporaryDirectory(prefix="lists-") as folder:
            for ending, others in (("csv", "csv.reader"), ("xlsx", "openpyxl read-only")):
                path = Path(folder) / f"list.{ending}"
                WRITERS[ending](path, size)
                ours, theirs = measured("ours", path), measured(ending, path)
                yield from told(f"{size:,} rows of {ending}", ours, theirs, others)
                resumed = measured("resumed", path)
                yield Figure(f"{size:,} rows of {ending}: taking up the last row", resumed.wall * 1000, "ms")


def told(what: str, ours: Spent, theirs: Spent, others: str) -> Iterator[Figure]:
    yield Figure(f"{what}: by the clock", ours.rows / ours.wall, "rows/s", theirs.rows / theirs.wall, others)
    yield Figure(
        f"{what}: by processor time", ours.rows / ours.cpu, "rows/s", theirs.rows / theirs.cpu, others
    )
    yield Figure(f"{what}: memory grew by", ours.grown, "MiB", theirs.grown, others)


def measured(how: str, path: Path) -> Spent:
    command = [sys.executable, "-m", "bench.bench_files", how, str(path)]
    return Spent(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def ours(path: Path) -> Iterable[Any]:
    from everfair.tables import open_table

    return open_table(path, path.name, header_row=1).rows()


def resumed(path: Path) -> Iterable[Any]:
    """The row behind the last but one."""
    from everfair.tables import open_table

    table = open_table(path, path.name, header_row=1)
    return table.rows(int(path.with_suffix(".rows").read_text()))


def by_csv(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.reader(stream)


def by_openpyxl(path: Path) -> Iterator[Any]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    assert book.active is not None
    yield from book.active.iter_rows(values_only=True)


READERS: dict[str, Callable[[Path], Iterable[Any]]] = {
    "ours": ours, "resumed": resumed, "csv": by_csv, "xlsx": by_openpyxl,
}  # fmt: skip


def lines(size: int) -> Iterator[list[Any]]:
    for n in range(size):
        yield [n * place if place % 4 == 0 else f"杭州青山{n}号展览有限公司" for place in range(COLUMNS)]


def header() -> list[str]:
    return [f"列{place}" for place in range(COLUMNS)]


def as_csv(path: Path, size: int) -> None:
    from everfair.tables.writing import write_csv

    def rows() -> Iterator[list[Any]]:
        yield header()
        yield from lines(size)

    with path.open("wb") as stream:
        stream.writelines(write_csv(rows(), neutralise=False))
    path.with_suffix(".rows").write_text(str(size))


def as_xlsx(path: Path, size: int) -> None:
    from everfair.tables.writing import write_xlsx

    with path.open("wb") as stream:
        write_xlsx(stream, header(), lines(size))
    path.with_suffix(".rows").write_text(str(size))


WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


def spent(how: str, path: Path) -> dict[str, Any]:
    before, wall = peak(), time.perf_counter()
    count = sum(1 for _ in READERS[how](path))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    child = used[1].ru_maxrss / 1024
    return {"rows": count, "wall": time.perf_counter() - wall, "cpu": cpu, "grown": peak() - before + child}


def peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    print(json.dumps(spent(sys.argv[1], Path(sys.argv[2]))))
