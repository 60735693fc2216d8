"""Pages while a long list is brought in: how long clients who read and think wait, against the same with nothing
beside, in a house that has settled. Aim: 95 of 100 wait no more than twice as long.

On PostgreSQL: `python tools/postgres.py -- python -m bench.run beside`, else on SQLite. EVERFAIR_BENCH_PARTIES asks for
another size of house (20,000), EVERFAIR_BENCH_ROWS for another list (100,000), EVERFAIR_BENCH_KEEP=1 for the house as
it is.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.bench_web import pages_of, prepare, settle
from bench.figures import Figure
from bench.served import Asked, serving

CLIENTS, THINK = 4, 0.5
ASKED = 40  # pages each client asks for in one measurement
IDLE = 4  # measurements with nothing beside
TWICE = 2
SEED = 21


def figures() -> Iterator[Figure]:
    import django

    django.setup()
    os.environ.setdefault("EVERFAIR_BENCH_PARTIES", "20000")
    prepare()
    rows = int(os.environ.get("EVERFAIR_BENCH_ROWS", "100000"))
    with serving("director") as served, tempfile.TemporaryDirectory(prefix="lists-") as folder:
        pages = {page.path: page.what for page in pages_of()}
        settle()
        served.ask_all(list(pages), CLIENTS, len(pages))
        path = Path(folder) / "list.csv"
        seen: dict[str, list[Asked]] = {"before": [], "dry run": [], "load": [], "after": []}

        def look(when: str) -> None:
            seen[when].append(one := served.ask_all(list(pages), CLIENTS, ASKED, THINK))
            print(f"  {when}: 95 of 100 wait less than {late(one):.1f} ms", flush=True)

        for _ in range(IDLE):
            look("before")
        with bringing(path, rows) as process:
            while process.poll() is None:
                look("load" if checked(path).exists() else "dry run")
        settle()
        for _ in range(IDLE):
            look("after")
    whole = {when: joined(times) for when, times in seen.items()}
    idle = late(whole["before"])
    table(pages, whole)
    yield Figure("nothing beside: 95 of 100 wait less", idle, "ms")
    for when in ("dry run", "load"):
        yield from told(f"{when} of {rows:,} rows beside", whole[when], seen[when], TWICE * idle)
    yield Figure(
        "nothing beside, afterwards: 95 of 100 wait less", late(whole["after"]), "ms", idle, "before"
    )


def told(what: str, whole: Asked, times: list[Asked], most: float) -> Iterator[Figure]:
    yield Figure(f"{what}: 95 of 100 wait less", late(whole), "ms", most, "twice idle")
    worst = f"{what}: the same in the worst of {len(times)} whiles"
    yield Figure(worst, max(map(late, times)), "ms", most, "twice idle")


def table(pages: dict[str, str], whole: dict[str, Asked]) -> None:
    """A line for each page: half and 95 of 100 wait less, at every time."""
    print(f"  {'milliseconds':<32}" + "".join(f"{when:>12}" for when in whole))
    for path, what in pages.items():
        of_page = (one.of(path) for one in whole.values())
        waits = (f"{one.median * 1000:.0f}/{late(one):.0f}" for one in of_page)
        print(f"  {what:<32}" + "".join(f"{wait:>12}" for wait in waits))


def joined(times: list[Asked]) -> Asked:
    waits = [wait for one in times for wait in one.waits]
    return Asked(waits, 0, 0, [path for one in times for path in one.paths])


def late(asked: Asked) -> float:
    return asked.at(0.95) * 1000


@contextmanager
def bringing(path: Path, rows: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of its own, as the worker is, at its own rest between batches."""
    write(path, rows)
    with subprocess.Popen([sys.executable, "-m", "bench.bench_beside", str(path)]) as load:
        try:
            yield load
        finally:
            load.terminate()


def checked(path: Path) -> Path:
    """There once the dry run is done."""
    return path.with_suffix(".checked")


def write(path: Path, rows: int) -> None:
    """A list of organisations nobody knows yet."""
    from everfair.demo.naming import Namer

    namer = Namer(SEED)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(
            ("展会", "届次", "开幕日期", "参展商名称", "英文名称", "国家", "城市", "邮箱", "展位号", "状态")
        )
        for number in range(rows):
            one = namer.organisation(number)
            fair = ("百业博览会", 1, "2026-05-01")
            out.writerow((*fair, one.name, one.en, one.country, one.city, one.email, f"A{number}", "参展"))


def bring_in(path: Path) -> None:
    import django

    django.setup()
    from everfair.intake.kinds import Kind
    from everfair.jobs.imports.bringing import Importer
    from everfair.jobs.worker import give_way

    give_way()
    importer = Importer.of_file(Kind.PARTICIPATIONS, path)
    importer.check()
    checked(path).touch()
    importer.load()


if __name__ == "__main__":
    bring_in(Path(sys.argv[1]))
