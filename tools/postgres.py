"""Run a command with a PostgreSQL of its own: ``python tools/postgres.py -- pytest ...``

Starts a private cluster in a temporary directory on a free port of 127.0.0.1, sets ``DATABASE_URL``, runs
the command, stops the cluster and removes it. Where ``DATABASE_URL`` is given already, that server is used.
Nothing is flushed to disk: the cluster is for tests and measurements only.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=128MB",
)


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    if not command:
        sys.exit(__doc__)
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as url:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster with an empty database ``everfair``; yields its URL."""
    programs, account = found_programs(), other_account()
    # The socket's path must stay under 108 bytes: a short directory of our own.
    home = Path(tempfile.mkdtemp(prefix="everfair-pg-", dir="/tmp"))
    try:
        if account:
            shutil.chown(home, account["user"], account["group"])
        initialise(programs, home / "data", account)
        port = free_port()
        server = start(programs, home, port, account)
        try:
            create_database(server, port)
            yield f"postgresql://everfair@127.0.0.1:{port}/everfair"
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def found_programs() -> Path:
    """The directory of initdb and postgres: the newest of Debian's, or the one on the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]))
    if versions:
        return versions[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    sys.exit("postgres: no initdb found; `make system` installs PostgreSQL")


def other_account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; root starts it as the account its package made."""
    if os.geteuid() != 0:
        return {}
    named = {account.pw_name: account for account in pwd.getpwall()}
    account = named.get("postgres") or named["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def initialise(programs: Path, data: Path, account: dict[str, Any]) -> None:
    subprocess.run(
        [
            programs / "initdb", "--pgdata", data, "--username=everfair", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        ],
        check=True, stdout=subprocess.DEVNULL, cwd="/", **account,
    )  # fmt: skip


def start(programs: Path, home: Path, port: int, account: dict[str, Any]) -> "subprocess.Popen[bytes]":
    settings = [part for pair in FAST for part in ("-c", pair)]
    log = (home / "log").open("wb")
    return subprocess.Popen(
        [
            programs / "postgres", "-D", home / "data", "-h", "127.0.0.1",
            "-p", str(port), "-k", home, *settings,
        ],
        stdout=log, stderr=log, cwd="/", start_new_session=True, **account,
    )  # fmt: skip


def create_database(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait for the server, then make the database that `DATABASE_URL` names."""
    for _ in range(150):
        if server.poll() is not None:
            break
        try:
            with psycopg.connect(
                host="127.0.0.1", port=port, user="everfair", dbname="postgres", autocommit=True
            ) as connection:
                connection.execute("CREATE DATABASE everfair")
                return
        except psycopg.OperationalError:
            time.sleep(0.2)
    sys.exit("postgres: the server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
