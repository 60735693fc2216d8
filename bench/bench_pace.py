"""The pace of bookings on simulated editions: alarms, false alarms, and the count foretold at half time.

Bookings by day over 40 weeks: a rush at the start, quiet months, a rush before the deadline, in weekly moods, with a
course that shifts somewhat from edition to edition. Eight past editions teach the course; the forecast of the coming
one is as far off as its own interval says. A shock takes bookings away from a day on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from bench.figures import Figure
from everfair.science.arrays import Floats
from everfair.science.pace import Pace, Reading, follow, learn

DAYS, USUAL, SPREAD = 280, 1_000, 0.14
PAST, WORLDS, EDITIONS = 8, 10, 12  # editions of each kind in each world
FORTNIGHT, WITHIN = 14, 0.15
WHEN = {"from the start": 0, "from the third week": 14, "in the last rush": DAYS - 28}
SHOCKS = (0.3, 1 / 2.4, 0.6)  # real shocks drew 2.4 times fewer


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


class World:
    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.pace: Pace = learn([self.bookings() for _ in range(PAST)])

    def bookings(self, shock: float = 1.0, from_day: int = 0) -> Floats:
        day = np.arange(DAYS) / DAYS
        early, late = self.random.normal(12, 1), self.random.normal(4, 0.3)
        course = 0.4 * np.exp(-day * early) * early + 0.6 * (0.3 + 3 * day**late)
        course = course / course.sum() * USUAL * self.random.lognormal(0, SPREAD)
        course = course * np.where(np.arange(DAYS) >= from_day, shock, 1.0)
        mood = np.repeat(self.random.gamma(25, 1 / 25, DAYS // 7 + 1), 7)[:DAYS]
        return np.asarray(self.random.poisson(course * mood), dtype=np.float64)

    def followed(self, shock: float = 1.0, from_day: int = 0) -> Followed:
        booked = self.bookings(shock, from_day)
        return Followed(float(booked.sum()), follow(self.pace, USUAL, SPREAD, booked))


def figures() -> Iterator[Figure]:
    worlds = [World(seed) for seed in range(WORLDS)]
    for what, day in WHEN.items():
        for shock in SHOCKS:
            for days in (FORTNIGHT, FORTNIGHT + 7):
                seen = share(worlds, seen_within(day, days), shock, day)
                yield Figure(f"{shock:.0%} book, {what}: seen in {days} days", seen, "", 1.0, "all")
    for shock, from_day in ((1 / 2.4, 0), (1 / 2.4, 28), (0.6, 0), (1.0, 0), (1.4, 0)):
        how = f"{shock:.0%} of the forecast come" + (f", from day {from_day} on" if from_day else "")
        yield Figure(f"{how}: half time within 15 %", share(worlds, is_near, shock, from_day), "", 1.0, "all")
        yield Figure(
            "  its 90 % interval holds the count", share(worlds, holds, shock, from_day), "", 0.9, "aim"
        )
        yield Figure(
            "  distance from the count, median", off(worlds, shock, from_day), "", WITHIN, "aim: at most"
        )
    calm = share(worlds, seen_within(0, DAYS), 1.0, 0)
    yield Figure("calm editions with any alarm in forty weeks", calm, "", 0.1, "meant: one in ten")


def seen_within(start: int, days: int) -> Callable[[Followed], bool]:
    return lambda one: one.alarm(start, start + days)


def share(worlds: list[World], holds: Callable[[Followed], bool], shock: float, day: int) -> float:
    return float(np.mean([holds(world.followed(shock, day)) for world in worlds for _ in range(EDITIONS)]))


def off(worlds: list[World], shock: float, day: int) -> float:
    told = (world.followed(shock, day) for world in worlds for _ in range(EDITIONS))
    return float(np.median([abs(one.half.expected / one.total - 1) for one in told]))


def is_near(one: Followed) -> bool:
    return abs(one.half.expected / one.total - 1) <= WITHIN


def holds(one: Followed) -> bool:
    return one.half.low <= one.total <= one.half.high
