"""The house served as `everfair serve` does, and clients that ask it: how long they wait, what it costs.

Clients are threads with one kept-alive connection each, signed in. Processor time is read from /proc: of the web's
processes, and of PostgreSQL's where it runs on this machine.
"""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
Headers = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """What some clients saw of the pages they asked for."""

    waits: Sequence[float]
    web: float
    """Processor seconds of the web a request."""
    database: float
    paths: Sequence[str] = ()
    """Of which page each wait was."""

    def at(self, share: float) -> float:
        return sorted(self.waits)[min(int(share * len(self.waits)), len(self.waits) - 1)]

    def of(self, path: str) -> "Asked":
        """What they saw of that one."""
        waits = [wait for wait, page in zip(self.waits, self.paths, strict=True) if page == path]
        return Asked(waits, self.web, self.database, [path] * len(waits))

    @property
    def median(self) -> float:
        return statistics.median(self.waits)


@dataclass
class Served:
    port: int
    web: int
    """The process all of the web's come from."""
    cookie: str
    headers: Headers = field(default_factory=dict)

    def ask(self, path: str, clients: int = 1, each: int = 100, think: float = 0.0) -> Asked:
        """So many clients ask for the page so many times each."""
        return self.ask_all([path], clients, each, think)

    def ask_all(self, paths: Sequence[str], clients: int = 1, each: int = 100, think: float = 0.0) -> Asked:
        """Likewise, one page after the other, each client beginning with another one."""
        seen: list[tuple[str, float]] = []
        threads = [
            threading.Thread(target=self._client, args=(paths, number, each, think, seen))
            for number in range(clients)
        ]
        before = spent(self.web), spent(database())
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        web, base = spent(self.web) - before[0], spent(database()) - before[1]
        paths, waits = zip(*seen, strict=True)
        return Asked(waits, web / len(waits), base / len(waits), paths)

    def _client(
        self, paths: Sequence[str], number: int, each: int, think: float, seen: list[tuple[str, float]]
    ) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        for path in islice(cycle(paths), number, number + each):
            begun = time.perf_counter()
            self.get(connection, path)
            seen.append((path, time.perf_counter() - begun))
            time.sleep(think)
        connection.close()

    def get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        connection.request(
            "GET", path, headers={"Cookie": self.cookie, "Accept-Language": "zh-hans", **self.headers}
        )
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} was answered with {answer.status}")
        return body

    def once(self, path: str) -> bytes:
        return self.get(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120), path)

    def memory(self) -> float:
        """MiB of all processes of the web, what they share divided among them."""
        return sum(proportional(pid) for pid in family(self.web)) / 1024


@contextmanager
def serving(username: str, workers: int = 4) -> Iterator[Served]:
    """The web without a worker beside it, asked by that user."""
    port = free_port()
    words = [
        "gunicorn",
        "everfair.wsgi:application",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
    ]
    web = subprocess.Popen(
        [sys.executable, "-m", *words, "--config", "python:everfair.jobs.web", "--log-level", "warning"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "everfair.settings"},
    )
    try:
        served = Served(port, web.pid, f"sessionid={session_of(username)}")
        wait_for(served)
        yield served
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=30)


def session_of(username: str) -> str:
    """The key of a session in which that user is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from everfair.house.models import User

    user, session = User.objects.get(username=username), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def wait_for(served: Served) -> None:
    for _ in range(200):
        try:
            served.once("/health/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the web did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database() -> int | None:
    """The process all of PostgreSQL's come from, if that is the database and runs here."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    return parent(backend) if Path(f"/proc/{backend}").exists() else None


def spent(pid: int | None) -> float:
    """Processor seconds of a process, of its children and of those that have ended."""
    if pid is None:
        return 0.0
    return sum(ticks(one) for one in family(pid)) / TICK


def ticks(pid: int) -> int:
    told = numbers(pid)
    return sum(int(told[place]) for place in (11, 12, 13, 14)) if told else 0


def family(pid: int) -> list[int]:
    """A process and its children."""
    every = (int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdecimal())
    return [pid, *(one for one in every if parent(one) == pid)]


def parent(pid: int) -> int:
    told = numbers(pid)
    return int(told[1]) if told else 0


def numbers(pid: int) -> list[str]:
    """What /proc tells of a process after its name; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def proportional(pid: int) -> int:
    """KiB, shared pages divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
