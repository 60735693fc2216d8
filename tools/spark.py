"""A cluster of Spark on this machine: a master and two workers on loopback, which end with what they were started for;
and a server of Spark Connect.

    python -m tools.spark                  until Ctrl-C
    python -m tools.spark -- COMMAND ...   while the command runs, with EVERFAIR_ENGINE and EVERFAIR_SPARK_MASTER set

It is for trying and measuring. The wheel of PySpark brings no scripts to start a master, but its classes can be run.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tools.postgres import free_port

WORKERS, CORES, MEMORY = 2, 1, "2g"
HERE = "127.0.0.1"
DEPLOY = "org.apache.spark.deploy"
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
PATIENCE = 60  # seconds for the workers to report


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as master:
        if command:
            return subprocess.call(command, env=os.environ | settings(master))
        print("\n".join(f"export {name}={value}" for name, value in settings(master).items()), flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            return 0
    return 0


def settings(master: str) -> dict[str, str]:
    return {"EVERFAIR_ENGINE": "spark", "EVERFAIR_SPARK_MASTER": master, "SPARK_LOCAL_IP": HERE}


@contextmanager
def cluster() -> Iterator[str]:
    """A master with its workers; yields its address."""
    port, page = free_port(), free_port()
    master = f"spark://{HERE}:{port}"
    home = Path(tempfile.mkdtemp(prefix="everfair-spark-"))
    with ExitStack() as running:
        running.callback(shutil.rmtree, home, ignore_errors=True)
        running.enter_context(deployed(home, "master.Master", "--port", port, "--webui-port", page))
        for number in range(WORKERS):
            folder = home / f"worker-{number}"
            running.enter_context(
                deployed(
                    home, "worker.Worker", "--webui-port", 0, "--cores", CORES, "--memory", MEMORY,
                    "--work-dir", folder, master,
                )
            )  # fmt: skip
        wait_for_workers(page)
        yield master


@contextmanager
def server(master: str = "local[1]") -> Iterator[str]:
    """A server of Spark Connect; yields its address, for SPARK_REMOTE."""
    port = free_port()
    said = {
        "spark.connect.grpc.binding.address": HERE,
        "spark.connect.grpc.binding.port": port,
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": 4,
    }
    words = [word for name, value in said.items() for word in ("--conf", f"{name}={value}")]
    home = Path(tempfile.mkdtemp(prefix="everfair-spark-"))
    with ExitStack() as running:
        running.callback(shutil.rmtree, home, ignore_errors=True)
        submit = ["spark-submit", "--class", CONNECT, "--master", master, *words, "spark-internal"]
        running.enter_context(started(home / "connect.log", *submit))
        wait_for_port(port)
        yield f"sc://{HERE}:{port}"


def deployed(home: Path, program: str, *words: object) -> AbstractContextManager[None]:
    return started(home / f"{program}.log", "spark-class", f"{DEPLOY}.{program}", "--host", HERE, *words)


@contextmanager
def started(log: Path, program: str, *words: object) -> Iterator[None]:
    """A process of Spark's on loopback; it is stopped by its own number, and takes what it started with it."""
    import pyspark

    spark = Path(pyspark.__file__).parent
    with log.open("ab") as told:
        process = subprocess.Popen(
            [spark / "bin" / program, *map(str, words)],
            env=os.environ | {"SPARK_LOCAL_IP": HERE, "SPARK_HOME": str(spark)},
            stdout=told, stderr=told, start_new_session=True,
        )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for_workers(page: int) -> None:
    for _ in range(PATIENCE * 5):
        time.sleep(0.2)
        try:
            with urlopen(f"http://{HERE}:{page}/json/", timeout=5) as answer:
                if json.load(answer)["aliveworkers"] == WORKERS:
                    return
        except OSError:
            continue
    sys.exit("spark: the workers did not report")


def wait_for_port(port: int) -> None:
    for _ in range(PATIENCE * 5):
        time.sleep(0.2)
        with suppress(OSError), socket.create_connection((HERE, port), timeout=5):
            return
    sys.exit("spark: the server of Spark Connect does not answer")


if __name__ == "__main__":
    main()
