"""Pages of a big house as HTML, fifty rows, by four web workers: how long one waits and what it costs, beside what
Odoo's processor time was for the same, as JSON, of 100,000 customers. Then the memory of the web, and of a bare one.

On PostgreSQL: `python tools/postgres.py -- python -m bench.run web`. EVERFAIR_BENCH_PARTIES asks for another number;
EVERFAIR_BENCH_KEEP=1 measures the house of EVERFAIR_DATA or DATABASE_URL as it is, filled by bench.crowd, bench.scored.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bench.figures import Figure, seconds
from bench.served import Served, serving

OURS = "import everfair.wsgi, everfair.urls"
BARE = """
import django
from django.conf import settings
settings.configure(ROOT_URLCONF="__main__")
django.setup()
import django.core.handlers.wsgi, django.urls
"""
# VmHWM is the most this process ever held; ru_maxrss would count the parent it was forked from.
SPEND = "\nprint([l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')][0])"
CLIENTS, ASKED = (1, 4, 16), 80
LIST, FILTER, SEARCH, FILE = 12, 68, 39, 9  # milliseconds of processor time: Odoo's
MEMORY = 400


@dataclass(frozen=True)
class Page:
    what: str
    path: str
    cost: float


def figures() -> Iterator[Figure]:
    import django

    django.setup()
    prepare()
    with serving("director") as served:
        pages = list(pages_of())
        for page in pages:
            served.ask(page.path, 4, 10)
        table(served, pages)
        yield Figure("memory of the web: master and four workers", served.memory(), "MiB", MEMORY, "aim")
    yield Figure("start of a web process", start(OURS), "s", start(BARE), "bare Django")
    yield Figure("memory of a web process", memory(OURS), "MiB", memory(BARE), "bare Django")


def prepare() -> None:
    if os.environ.get("EVERFAIR_BENCH_KEEP") == "1":
        return
    from bench.bench_import import begin
    from bench.crowd import fill
    from bench.scored import publish

    begin()
    fill(int(os.environ.get("EVERFAIR_BENCH_PARTIES", "100000")))
    publish()
    settle()


def settle() -> None:
    """What autovacuum does within a minute or two, or else the first figures would be slower than those of a house
    that has stood for a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")


def table(served: Served, pages: Iterable[Page]) -> None:
    """A line for each page: half and 95 of 100 wait less at so many clients, then what a request costs."""
    waits = "".join(f"{f'{clients} clients':>14}" for clients in CLIENTS)
    print(f"  {'milliseconds':<32}{waits}{'web':>8}{'database':>10}{'Odoo':>6}{'ratio':>7}")
    for page in pages:
        print(line(served, page), flush=True)


def line(served: Served, page: Page) -> str:
    asked = [served.ask(page.path, clients, ASKED // clients) for clients in CLIENTS]
    waits = "".join(f"{f'{one.median * 1000:.0f}/{one.at(0.95) * 1000:.0f}':>14}" for one in asked)
    web, database = asked[0].web * 1000, asked[0].database * 1000
    told = f"{web:>8.1f}{database:>10.1f}{page.cost:>6.0f}{(web + database) / page.cost:>7.2f}"
    return f"  {page.what:<32}{waits}{told}"


def pages_of() -> Iterator[Page]:
    from everfair.house.models import User
    from everfair.relations.models import Score
    from everfair.shows.models import Edition

    last, before = Edition.objects.order_by("-ordinal").values_list("pk", flat=True)[:2]
    customer = Score.objects.order_by("-chance", "relationship").values_list(
        "relationship__party", flat=True
    )[0]
    owner, listed = User.objects.get(username="owner3").pk, "/customers/?"
    yield Page("customers", listed, LIST)
    yield Page("customers, page 20", f"{listed}page=20", LIST)
    yield Page("sorted by area", f"{listed}sort=-area", LIST)
    yield Page("at a stage", f"{listed}stage=trust", FILTER)
    yield Page("of an owner", f"{listed}owner={owner}", FILTER)
    yield Page("in a city", f"{listed}city={quote('上海')}", FILTER)
    yield Page("came to the last edition", f"{listed}came={last}", FILTER)
    yield Page("came to one, not to the next", f"{listed}came={before}&not_came={last}", FILTER)
    yield Page("likely and large", f"{listed}chance=40..60&size=2", FILTER)
    for typed in ("青山", "qingshan", "qs", "gall", "shanghai tech"):
        yield Page(f"found: {typed}", f"{listed}q={quote(typed)}", SEARCH)
    yield Page("typed ahead: qings", "/palette/?q=qings", SEARCH)
    yield Page("a customer's file", f"/customers/{customer}/", FILE)
    full = f"/customers/{whole()}/"
    yield Page("a file with every card", full, FILE)
    yield Page("its cards further down", f"{full}further/", FILE)
    yield Page("the board of stages", "/relationships/", LIST)


def whole() -> int:
    """A customer of whom everything is known."""
    from bench.whole_file import complete
    from everfair.relations.models import Score

    likely = Score.objects.order_by("-chance", "relationship").values_list("relationship__party", flat=True)
    complete(party := likely[1])
    return int(party)


def start(program: str) -> float:
    return seconds(lambda: run(program), times=3)


def memory(program: str) -> float:
    return int(run(program + SPEND).split()[-1]) / 1024


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
