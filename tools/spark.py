"""A cluster of Spark on this machine: a master and two workers on loopback, which end with what they were started for.

    python -m tools.spark                  until Ctrl-C
    python -m tools.spark -- COMMAND ...   while the command runs, with EVERFAIR_ENGINE and EVERFAIR_SPARK_MASTER set

It is for trying and measuring. The wheel of PySpark brings no scripts to start a master, but its classes can be run.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

from tools.postgres import free_port

WORKERS, CORES, MEMORY = 2, 1, "2g"
HERE = "127.0.0.1"
DEPLOY = "org.apache.spark.deploy"
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
        running.enter_context(started(home, "master.Master", "--port", port, "--webui-port", page))
        for number in range(WORKERS):
            folder = home / f"worker-{number}"
            running.enter_context(
                started(
                    home, "worker.Worker", "--webui-port", 0, "--cores", CORES, "--memory", MEMORY,
                    "--work-dir", folder, master,
                )
            )  # fmt: skip
        wait_for_workers(page)
        yield master


@contextmanager
def started(home: Path, program: str, *words: object) -> Iterator[None]:
    """A process of Spark's on loopback; it is stopped by its own number, and takes what it started with it."""
    import pyspark

    spark = Path(pyspark.__file__).parent
    with (home / f"{program}.log").open("ab") as log:
        process = subprocess.Popen(
            [spark / "bin" / "spark-class", f"{DEPLOY}.{program}", "--host", HERE, *map(str, words)],
            env=os.environ | {"SPARK_LOCAL_IP": HERE, "SPARK_HOME": str(spark)},
            stdout=log, stderr=log, start_new_session=True,
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


if __name__ == "__main__":
    main()
