"""The web and a worker side by side: started together, kept alive, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

STOPPING_SECONDS = 30
Process = subprocess.Popen[bytes]


class House:
    """Runs the web until it ends or the house is told to stop; a worker that dies is started again."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.address = f"{host}:{port}"
        self.workers = workers
        self.stopping = threading.Event()

    def run(self) -> int:
        """The exit code: that of the web, 0 when told to stop."""
        previous = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        web, worker = start_web(self.address, self.workers), start_worker()
        try:
            while web.poll() is None and not self.stopping.wait(0.5):
                if worker.poll() is not None:
                    time.sleep(1)
                    worker = start_worker()
            return 0 if self.stopping.is_set() else web.wait()
        finally:
            end([web, worker])
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _stop(self, *_: Any) -> None:
        self.stopping.set()


def start_web(address: str, workers: int) -> Process:
    words = ["gunicorn", "everfair.wsgi:application", "--bind", address, "--workers", str(workers)]
    return start([*words, "--config", "python:everfair.jobs.web", "--log-level", "warning"])


def start_worker() -> Process:
    return start(["django", "worker", "--beside"])


def start(words: list[str]) -> Process:
    environment = {"DJANGO_SETTINGS_MODULE": "everfair.settings"} | dict(os.environ)
    # A session of its own: Ctrl-C reaches the house, which stops the others in order.
    return subprocess.Popen([sys.executable, "-m", *words], env=environment, start_new_session=True)


def end(processes: list[Process]) -> None:
    """Ask them to stop; who does not in time is killed."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOPPING_SECONDS
    for process in processes:
        try:
            process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
