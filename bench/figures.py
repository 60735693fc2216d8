"""What a measurement reports, and a stopwatch."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number. `against` is what it is compared with: a plain way of doing it, or an aim."""

    what: str
    value: float
    unit: str
    against: float | None = None
    against_what: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.against if self.against else None


def seconds(act: Callable[[], object], *, times: int = 5) -> float:
    """The median of several runs, after one that warms up."""
    act()
    return statistics.median(once(act) for _ in range(times))


def once(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
