"""How far a job has come, on a terminal: one line that is written over."""

from typing import Any, Self

from everfair.work.models import Job

WIDTH = 30


class Bar:
    """Quiet where nobody watches (no terminal)."""

    def __init__(self, stream: Any, name: str) -> None:
        self.stream = stream
        self.name = name
        self.watched = bool(getattr(stream, "isatty", lambda: False)())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.watched:
            self.stream.write("\r\033[K", ending="")

    def show(self, job: Job) -> None:
        if not self.watched:
            return
        percent = job.percent or 0
        filled = WIDTH * percent // 100
        left = f" {job.seconds_left} s" if job.seconds_left is not None else ""
        bar = "█" * filled + "·" * (WIDTH - filled)
        self.stream.write(
            f"\r{self.name} {bar} {percent:3d} % {job.done}/{job.total or '?'}{left}\033[K", ending=""
        )
        self.stream.flush()
