"""The pace of bookings on simulated editions: alarms, false alarms, and the count foretold at half time.

Bookings by day over 40 weeks: a rush at the start, quiet months, a rush before the deadline, in weekly moods, with a
course that shifts somewhat from edition to edition. Eight past editions teach the course; the forecast of the coming
one is as far off as its own interval says. A shock takes bookings away from a day on. Beside it stands what one would
see, by the same alarm, who knew the very course of each edition, and the moods of weeks, beforehand; and one who also
knew how many would have booked without the shock.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bench.figures import Figure
from everfair.science.arrays import Floats
from everfair.science.pace import Pace, Reading, follow, learn

DAYS, USUAL, SPREAD = 280, 1_000, 0.14
PAST, WORLDS, EDITIONS = 8, 20, 12  # editions of each kind in each world
CALM = 36
MOOD = 0.2  # of weeks: coefficient of variation
KNOWN_FROM = 10**6  # past editions: a course known for sure
FORTNIGHT, WITHIN = 14, 0.15
WHEN = {"from the start": 0, "from the third week": 14, "in the last rush": DAYS - 28}
REAL_SHOCK = 1 / 2.4  # real ones drew 2.4 times fewer
SHOCKS = (0.3, REAL_SHOCK, 0.6)


@dataclass(frozen=True)
class Followed:
    """An edition of a world: what came in all, and the readings week by week."""

    total: float
    readings: list[Reading]

    def alarm(self, start: int, end: int) -> bool:
        return any(one.contradicts for one in self.readings if start < one.day <= end)

    @property
    def half(self) -> Reading:
        return next(one for one in self.readings if one.day >= DAYS // 2)


Knowing = Literal["the past", "the course", "the course and the size"]


@dataclass(frozen=True)
class Made:
    """An edition's bookings a day, and what nobody knows of it: its course, as shares, and its size without a shock."""

    booked: Floats
    course: Floats
    size: float


class World:
    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.pace: Pace = learn([self.made().booked for _ in range(PAST)])

    def made(self, shock: float = 1.0, from_day: int = 0) -> Made:
        day = np.arange(DAYS) / DAYS
        early, late = self.random.normal(12, 1), self.random.normal(4, 0.3)
        course = 0.4 * np.exp(-day * early) * early + 0.6 * (0.3 + 3 * day**late)
        course, size = course / course.sum(), USUAL * self.random.lognormal(0, SPREAD)
        left = size * np.where(np.arange(DAYS) >= from_day, shock, 1.0)
        mood = np.repeat(self.random.gamma(MOOD**-2, MOOD**2, DAYS // 7 + 1), 7)[:DAYS]
        return Made(np.asarray(self.random.poisson(left * course * mood), dtype=np.float64), course, size)

    def followed(self, shock: float = 1.0, from_day: int = 0, knowing: Knowing = "the past") -> Followed:
        made = self.made(shock, from_day)
        course = tuple(np.minimum(made.course.cumsum(), 1.0).tolist())
        pace = self.pace if knowing == "the past" else Pace(course, MOOD**2, KNOWN_FROM)
        forecast, spread = (made.size, 0.0) if knowing == "the course and the size" else (USUAL, SPREAD)
        return Followed(float(made.booked.sum()), follow(pace, forecast, spread, made.booked))


def figures() -> Iterator[Figure]:
    worlds = [World(seed) for seed in range(WORLDS)]
    for what, day in WHEN.items():
        for shock in SHOCKS:
            for days in (FORTNIGHT, FORTNIGHT + 7):
                seen = share(worlds, seen_within(day, days), shock, day)
                yield Figure(f"{shock:.0%} book, {what}: seen in {days} days", seen, "", 1.0, "all")
    for shock, from_day in ((REAL_SHOCK, 0), (REAL_SHOCK, 28), (0.6, 0), (1.0, 0), (1.4, 0)):
        how = f"{shock:.0%} of the forecast come" + (f", from day {from_day} on" if from_day else "")
        yield Figure(f"{how}: half time within 15 %", share(worlds, is_near, shock, from_day), "", 1.0, "all")
        yield Figure(
            "  its 90 % interval holds the count", share(worlds, holds, shock, from_day), "", 0.9, "aim"
        )
        yield Figure(
            "  distance from the count, median", off(worlds, shock, from_day), "", WITHIN, "aim: at most"
        )
    calm = false_alarms(worlds, "the past")
    yield Figure("calm editions with any alarm in forty weeks", calm, "", 0.1, "meant: one in ten")
    yield from bound(worlds, "the course")
    yield from bound(worlds, "the course and the size")


def bound(worlds: list[World], knowing: Knowing) -> Iterator[Figure]:
    for what, day in WHEN.items():
        seen = share(worlds, seen_within(day, FORTNIGHT), REAL_SHOCK, day, knowing)
        yield Figure(f"who knew {knowing}: {REAL_SHOCK:.0%} book, {what}: seen in {FORTNIGHT} days", seen, "")
    yield Figure("  calm editions with any alarm", false_alarms(worlds, knowing), "")


def false_alarms(worlds: list[World], knowing: Knowing) -> float:
    return share(worlds, seen_within(0, DAYS), 1.0, 0, knowing, CALM)


def seen_within(start: int, days: int) -> Callable[[Followed], bool]:
    return lambda one: one.alarm(start, start + days)


def share(
    worlds: list[World],
    holds: Callable[[Followed], bool],
    shock: float,
    day: int,
    knowing: Knowing = "the past",
    editions: int = EDITIONS,
) -> float:
    told = (world.followed(shock, day, knowing) for world in worlds for _ in range(editions))
    return float(np.mean([holds(one) for one in told]))


def off(worlds: list[World], shock: float, day: int) -> float:
    told = (world.followed(shock, day) for world in worlds for _ in range(EDITIONS))
    return float(np.median([abs(one.half.expected / one.total - 1) for one in told]))


def is_near(one: Followed) -> bool:
    return abs(one.half.expected / one.total - 1) <= WITHIN


def holds(one: Followed) -> bool:
    return one.half.low <= one.total <= one.half.high
