"""One snapshot of the books as fact tables in Parquet."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection
from django.utils import timezone


class SnapshotFailed(Exception):
    """The facts could not be read; carries what the reader said."""


@dataclass(frozen=True)
class Snapshot:
    folder: Path
    data_moment: datetime
    counts: dict[str, int]  # table -> rows


def facts_out(folder: Path) -> Snapshot:
    """Write the fact tables into `folder` from one state of the books. Must not be called in a transaction."""
    folder.mkdir(parents=True, exist_ok=True)
    moment = timezone.now()
    with _source(folder) as (driver, uri):
        counts = _read(driver, uri, folder)
    return Snapshot(folder, moment, counts)


@contextmanager
def _source(folder: Path) -> Iterator[tuple[str, str]]:
    """(driver, uri) of what may be read outside Django: the server, or a copy of the file."""
    if connection.vendor == "postgresql":
        yield "postgresql", _postgresql_uri()
        return
    copy = folder / "books.sqlite3"
    copy.unlink(missing_ok=True)
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        yield "sqlite", f"file:{quote(str(copy))}?mode=ro"
    finally:
        copy.unlink(missing_ok=True)


def _postgresql_uri() -> str:
    given = connection.get_connection_params()
    host, port = given.pop("host", ""), given.pop("port", "")
    named = {key: str(given[key]) for key in ("user", "password", "sslmode") if given.get(key)}
    named |= {key: str(value) for key, value in (("host", host), ("port", port)) if value}
    return f"postgresql:///{quote(str(given['dbname']))}?{urlencode(named)}"


def _read(driver: str, uri: str, folder: Path) -> dict[str, int]:
    asked = json.dumps({"driver": driver, "uri": uri, "folder": str(folder)})
    done = subprocess.run(
        [sys.executable, "-m", "everfair.jobs.facts_reading"],
        input=asked, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SnapshotFailed(done.stderr.strip()[-1000:])
    return {str(table): int(count) for table, count in json.loads(done.stdout).items()}
