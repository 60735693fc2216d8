"""Bringing in lists of participations: dry run and load of ten editions with rebooking, of new customers only, and
of customers on file.

Each list has a process and a house of its own; on PostgreSQL: `python tools/postgres.py -- python -m bench.run
import`, which empties the database named by DATABASE_URL. EVERFAIR_BENCH_ROWS asks for other sizes,
EVERFAIR_BENCH_LISTS for some of mixed, new and known. Peers were measured bringing in plain companies without
looking for duplicates.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import Figure

AIM = 5_000.0
PEERS = {"Odoo": 163.0, "Bottle CRM": 270.0}
MEMORY = 300.0
HEADER = (
    "展会", "届次", "开幕日期", "参展商名称", "英文名称", "国家", "城市", "行业", "网址", "邮箱", "电话",
    "展位号", "面积（平方米）", "金额（元）", "状态",
)  # fmt: skip
SEED = 20
EDITIONS = 10
REBOOKED = 0.5
FIRST_YEAR = 2014


@dataclass(frozen=True)
class Spent:
    """What one step over a file took; `cpu` is that of the process, and of PostgreSQL's for it; `grown` is how much
    the peak of memory rose, in MiB, `first` how long until the first rows were done."""

    step: str
    rows: int
    wall: float
    cpu: float
    grown: float
    first: float


def figures() -> Iterator[Figure]:
    lists = os.environ.get("EVERFAIR_BENCH_LISTS", "mixed,new,known").split(",")
    for size in os.environ.get("EVERFAIR_BENCH_ROWS", "10000,100000").split(","):
        for one in lists:
            with tempfile.TemporaryDirectory(prefix="everfair-house-") as folder:
                yield from measured(int(size), one, folder)


def measured(size: int, one: str, folder: str) -> Iterator[Figure]:
    here = os.environ | {"EVERFAIR_DATA": folder, "EVERFAIR_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "bench.bench_import", str(size), one]
    with subprocess.Popen(command, env=here, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            yield from told(Spent(**json.loads(line)))
    if child.returncode:
        raise SystemExit(child.returncode)


def told(spent: Spent) -> Iterator[Figure]:
    what = f"{spent.rows:,} rows, {spent.step}"
    pace = spent.rows / spent.wall
    yield Figure(f"{what}: by the clock", pace, "rows/s", AIM, "aim")
    if spent.step.startswith("load"):
        for peer, theirs in PEERS.items():
            yield Figure(f"{what}: against {peer}", pace, "rows/s", theirs, peer)
    yield Figure(f"{what}: by processor time", spent.rows / spent.cpu, "rows/s", AIM, "aim")
    yield Figure(f"{what}: peak of memory rose by", spent.grown, "MiB", MEMORY, "limit")
    yield Figure(f"{what}: until the first rows are done", spent.first, "s")


def in_a_house_of_its_own(size: int, one: str) -> None:
    """The child: prints what each step took, a line of JSON each."""
    import django

    django.setup()
    begin()
    with tempfile.TemporaryDirectory(prefix="lists-") as folder:
        path = Path(folder) / "list.csv"
        if one == "known":
            write(path, rows_of_edition(size, 1))
            for _, act in steps(path):
                act(None)
        write(path, ten_editions(size) if one == "mixed" else rows_of_edition(size, 1 + (one == "known")))
        for step, act in steps(path):
            print(json.dumps(asdict(spent(f"{step}, {one}", size, act))), flush=True)


def begin() -> None:
    """Tables and what a new house starts from, and nothing else."""
    from django.core.management import call_command
    from django.db import connection

    from everfair.shows import seeds

    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        call_command("flush", verbosity=0, interactive=False)
        seeds.plant()


def steps(path: Path) -> Iterator[tuple[str, Callable[[Any], None]]]:
    from everfair.intake.kinds import Kind
    from everfair.jobs.imports.bringing import Importer

    importer = Importer.of_file(Kind.PARTICIPATIONS, path)
    yield "dry run", importer.check
    yield "load", importer.load


def spent(step: str, rows: int, act: Callable[[Any], None]) -> Spent:
    first = threading.Event()
    moment = [0.0]
    before, wall, cpu = peak(), time.perf_counter(), processor()

    def look(job: Any) -> None:
        if job.done and not first.is_set():
            moment[0] = time.perf_counter() - wall
            first.set()

    act(look)
    took, cpu = time.perf_counter() - wall, processor() - cpu
    return Spent(step, rows, took, cpu, peak() - before, moment[0])


def processor() -> float:
    """Seconds of this process, and of the one that serves it where PostgreSQL runs beside."""
    from django.db import connection

    own = time.process_time()
    connection.ensure_connection()
    if connection.vendor != "postgresql":
        return own
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not stat.exists():
        return own
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return own + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def write(path: Path, rows: Iterator[tuple[int, int]]) -> None:
    """A list as an organiser keeps it; `rows`: edition and number of the organisation."""
    from everfair.demo.naming import Namer

    namer = Namer(SEED)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(HEADER)
        for at, (edition, number) in enumerate(rows):
            one = namer.organisation(number)
            place = (one.country, one.city, one.industry, one.website, one.email, one.phone)
            stand = (f"A{at}", 9 * (1 + number % 4), 8800 + 100 * (number % 7), "参展")
            day = f"{FIRST_YEAR + edition}-05-01"
            out.writerow(("百业博览会", edition, day, one.name, one.en, *place, *stand))


def rows_of_edition(rows: int, edition: int) -> Iterator[tuple[int, int]]:
    return ((edition, number) for number in range(rows))


def ten_editions(rows: int) -> Iterator[tuple[int, int]]:
    """At each edition about half of those who came last time come again; the others are new."""
    random, held, next_one = Random(SEED), list[int](), 0
    for edition in range(1, EDITIONS + 1):
        again = [number for number in held if random.random() < REBOOKED]
        fresh = rows // EDITIONS - len(again)
        held = again + list(range(next_one, next_one + fresh))
        next_one += fresh
        random.shuffle(held)
        yield from ((edition, number) for number in held)


if __name__ == "__main__":
    in_a_house_of_its_own(int(sys.argv[1]), sys.argv[2])
