"""How far a job has come, on a terminal: one line that is written over."""

import time
from typing import Any, Self

from django.utils.translation import gettext as _

from everfair.work.models import Job

WIDTH = 30


class Bar:
    """Quiet where nobody watches (no terminal)."""

    def __init__(self, stream: Any, name: str) -> None:
        self.stream = stream
        self.name = name
        self.begun = time.monotonic()
        self.watched = bool(getattr(stream, "isatty", lambda: False)())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self.watched:
            self.stream.write("\r\033[K", ending="")

    def show(self, job: Job) -> None:
        self._draw(job.percent or 0, f"{job.done}/{job.total or '?'}", job.seconds_left)

    def say(self, what: str, done: int, total: int) -> None:
        """What is being done, where no job keeps count; the time left goes by the pace so far."""
        spent = time.monotonic() - self.begun
        self._draw(100 * done // total, what, round(spent / done * (total - done)) if done else None)

    def _draw(self, percent: int, said: str, seconds_left: int | None) -> None:
        if not self.watched:
            return
        filled = WIDTH * percent // 100
        bar = "█" * filled + "·" * (WIDTH - filled)
        self.stream.write(f"\r{self.name} {bar} {percent:3d} % {said}{_left(seconds_left)}\033[K", ending="")
        self.stream.flush()


def _left(seconds: int | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    told = _("%(minutes)s min %(seconds)s s left") if minutes else _("%(seconds)s s left")
    return "  " + told % {"minutes": minutes, "seconds": rest}
