"""The pace of bookings for the edition to come, against the usual course and the forecast."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import CAME, Arrays
from everfair.jobs.analysis.strand import Strand, drill, rounded
from everfair.relations.findings import booking as told
from everfair.science import pace
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough

RUNNING = 3  # weeks
RECENT = 3  # editions whose first-timers and recorded share stand for the next
TWO_SIDED = 3.29  # standard deviations in a 90 % interval


@dataclass(frozen=True)
class Course:
    """Bookings per day of past editions, the last column being the day before the opening."""

    editions: tuple[int, ...]
    table: Floats  # [editions, days]

    @property
    def days(self) -> int:
        return int(self.table.shape[1])


def course(of: Strand) -> Course:
    rows = of.mine("booking_days", "edition, ahead")
    past = tuple(edition for edition in of.editions if (rows["edition"] == edition).any())
    days = int(rows["ahead"][np.isin(rows["edition"], past)].max(initial=0))
    table = np.array([_per_day(rows, edition, days) for edition in past]).reshape(len(past), days)
    return Course(past, table)


def _per_day(rows: Arrays, edition: int, days: int) -> Floats:
    here = rows["edition"] == edition
    at = np.maximum(days - rows["ahead"][here], 0)
    return np.bincount(at, rows["n"][here], minlength=days).astype(np.float64)[:days]


@finder("booking-pace")
def booking_pace(of: Strand) -> told.BookingPace:
    past = of.once("course", course)
    usual = pace.learn(past.table) if past.days else _nothing()
    opened, day, per_day = _so_far(of, past.days)
    forecast = _forecast(of, past) if opened is not None else None
    follows = forecast is not None and day >= pace.WEEK
    readings = pace.follow(usual, forecast.expected, forecast.spread, per_day) if forecast and follows else []
    return {
        "n": usual.editions,
        "drill": drill("score", "next_mark", "edition"),
        "days": past.days,
        "usual": [
            [end, rounded(usual.booked_by[end - 1])] for end in range(pace.WEEK, past.days + 1, pace.WEEK)
        ],
        "past": [_past(past, at) for at in range(len(past.editions))],
        "edition": opened,
        "day": day if opened is not None else None,
        "forecast": rounded(forecast.expected) if forecast else None,
        "counts": forecast.told if forecast else None,
        "readings": [_reading(one) for one in readings],
        "alarm": alarmed(readings, forecast.expected if forecast else 0.0),
    }


def _nothing() -> pace.Pace:
    raise NotEnough(0, pace.NEEDS, "past editions with booking days")


def _so_far(of: Strand, days: int) -> tuple[int | None, int, Floats]:
    """(the edition to come, how many of its booking days have passed, bookings on each of these)."""
    following = of.grid.next_edition if of.grid is not None else None
    if following is None:
        return None, 0, np.zeros(0)
    editions = of.pipeline.arrays("opening", "edition")
    left = editions["days_left"][editions["edition"] == following]
    if not len(left) or left[0] > days:
        return None, 0, np.zeros(0)
    day = days - max(int(left[0]), 0)
    return following, day, _per_day(of.mine("booking_days", "edition, ahead"), following, days)[:day]


@dataclass(frozen=True)
class Forecast:
    """Bookings expected before there is any: those who came before by their chances (with the ends of its interval),
    first-timers as of late; of these as many as are recorded with a day as a rule."""

    known: tuple[float, float, float]
    fresh: float
    recorded: float

    @property
    def counts(self) -> list[float]:
        return [max(one + self.fresh, 1.0) * self.recorded for one in self.known]

    @property
    def expected(self) -> float:
        return self.counts[0]

    @property
    def spread(self) -> float:
        """Of the logarithm."""
        _, low, high = self.counts
        return math.log(high / low) / TWO_SIDED

    @property
    def told(self) -> told.Counts:
        return {
            "known": [rounded(one) for one in self.known],
            "fresh": rounded(self.fresh),
            "recorded": rounded(self.recorded),
            "before": [rounded(one) for one in self.counts],
        }


def _forecast(of: Strand, past: Course) -> Forecast | None:
    if of.chance is None or of.grid is None:
        return None
    came = of.grid.attended == CAME
    there = [of.grid.relationships_where(came[:, at]) for at in range(len(of.editions))]
    fresh = [of.grid.relationships_where(of.grid.first == at) for at in range(1, len(of.editions))][-RECENT:]
    return Forecast(of.chance.expected, float(np.mean(fresh)) if fresh else 0.0, _recorded(of, past, there))


def _recorded(of: Strand, past: Course, there: list[int]) -> float:
    latest = [at for at, edition in enumerate(past.editions)][-RECENT:]
    booked = sum(float(past.table[at].sum()) for at in latest)
    return booked / max(sum(there[of.editions.index(past.editions[at])] for at in latest), 1)


def _past(past: Course, at: int) -> dict[str, Any]:
    total = past.table[at].cumsum()
    weeks = range(pace.WEEK, past.days + 1, pace.WEEK)
    return {
        "edition": past.editions[at],
        "n": int(total[-1]),
        "line": [[end, int(total[end - 1])] for end in weeks],
    }


def _reading(one: pace.Reading) -> told.PaceReading:
    return {
        "day": one.day,
        "booked": round(one.booked),
        "meant": rounded(one.meant),
        "expected": rounded(one.expected),
        "low": rounded(one.low),
        "high": rounded(one.high),
        "evidence": rounded(one.evidence),
        "contradicts": one.contradicts,
    }


def alarmed(readings: list[pace.Reading], forecast: float) -> bool:
    """The last fortnight contradicts what was known; or an earlier one did, or three weeks running left the forecast
    out of the interval, and it still lies outside."""
    if not readings:
        return False
    outside = [not one.low <= forecast <= one.high for one in readings]
    drifted = len(outside) >= RUNNING and all(outside[-RUNNING:])
    return readings[-1].contradicts or (outside[-1] and (drifted or any(one.contradicts for one in readings)))
