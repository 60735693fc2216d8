"""Bringing in lists of participations: dry run and load of as many new customers, then of the same ones again.

Each size has a process and an empty house of its own; on PostgreSQL: `python tools/postgres.py -- python -m
bench.run import`, which empties the database named by DATABASE_URL. EVERFAIR_BENCH_ROWS asks for other sizes.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.figures import Figure

AIM_KNOWN, AIM_NEW = 5_000.0, 2_500.0
HEADER = (
    "展会",
    "届次",
    "开幕日期",
    "参展商名称",
    "英文名称",
    "国家",
    "城市",
    "行业",
    "网址",
    "邮箱",
    "电话",
)
STANDS = ("展位号", "面积（平方米）", "金额（元）", "状态")
SEED = 20


@dataclass(frozen=True)
class Spent:
    """What one step over a file took; `grown` is how much the peak of memory rose, in MiB."""

    step: str
    rows: int
    wall: float
    cpu: float
    grown: float


def figures() -> Iterator[Figure]:
    for size in os.environ.get("EVERFAIR_BENCH_ROWS", "20000,100000").split(","):
        with tempfile.TemporaryDirectory(prefix="everfair-house-") as folder:
            yield from measured(int(size), folder)


def measured(size: int, folder: str) -> Iterator[Figure]:
    here = os.environ | {"EVERFAIR_DATA": folder, "EVERFAIR_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "bench.bench_import", str(size)]
    with subprocess.Popen(command, env=here, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            yield from told(Spent(**json.loads(line)))
    if child.returncode:
        raise SystemExit(child.returncode)


def told(spent: Spent) -> Iterator[Figure]:
    aim = AIM_NEW if "new" in spent.step else AIM_KNOWN
    what = f"{spent.rows:,} rows, {spent.step}"
    yield Figure(f"{what}: by the clock", spent.rows / spent.wall, "rows/s", aim, "aim")
    yield Figure(f"{what}: by processor time", spent.rows / spent.cpu, "rows/s", aim, "aim")
    yield Figure(f"{what}: peak of memory rose by", spent.grown, "MiB")


def in_a_house_of_its_own(size: int) -> None:
    """The child: prints what each step took, a line of JSON each."""
    import django

    django.setup()
    begin()
    with tempfile.TemporaryDirectory(prefix="lists-") as folder:
        for edition, whose in ((1, "new customers"), (2, "known customers")):
            path = Path(folder) / f"{edition}.csv"
            write(path, size, edition)
            for step, act in steps(path):
                print(json.dumps(asdict(spent(f"{step}, {whose}", size, act))), flush=True)


def begin() -> None:
    """Tables and what a new house starts from, and nothing else."""
    from django.core.management import call_command
    from django.db import connection

    from everfair.shows import seeds

    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        call_command("flush", verbosity=0, interactive=False)
        seeds.plant()


def steps(path: Path) -> Iterator[tuple[str, Any]]:
    from everfair.intake.kinds import Kind
    from everfair.jobs.imports.bringing import Importer

    importer = Importer.of_file(Kind.PARTICIPATIONS, path)
    yield "dry run", importer.check
    yield "load", importer.load


def spent(step: str, rows: int, act: Any) -> Spent:
    before, wall, cpu = peak(), time.perf_counter(), time.process_time()
    act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Spent(step, rows, wall, cpu, peak() - before)


def peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def write(path: Path, rows: int, edition: int) -> None:
    """A list as an organiser keeps it: the same organisations at every edition."""
    from everfair.demo.naming import Namer

    namer = Namer(SEED)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(HEADER + STANDS)
        for number in range(rows):
            one = namer.organisation(number)
            place = (one.country, one.city, one.industry, one.website, one.email, one.phone)
            stand = (f"A{number}", 9 * (1 + number % 4), 8800 + 100 * (number % 7), "参展")
            day = f"{2020 + edition}-05-01"
            out.writerow(("百业博览会", edition, day, one.name, one.en, *place, *stand))


if __name__ == "__main__":
    in_a_house_of_its_own(int(sys.argv[1]))
