"""How the bookings come in, beside what was foretold."""

from typing import Any, NotRequired, TypedDict

from .body import Drill


class PaceReading(TypedDict):
    """At the end of a week, `day` days into the booking time: what the pace makes of the forecast."""

    day: int
    booked: int
    meant: float
    expected: float
    low: float
    high: float
    evidence: float
    contradicts: bool


class Counts(TypedDict):
    """How `forecast` comes about. `known`: of those who came before, by their chances; `fresh`: first-timers, as many
    as came of late; `recorded`: share of bookings whose day is recorded; `before`: (known + fresh) x recorded. Those
    with an interval are [expected, low, high]."""

    known: list[float]
    fresh: float
    recorded: float
    before: list[float]


class BookingPace(TypedDict):
    """n: past editions with booking days. Days count from `days` before the opening (0) to the day before it. `usual`:
    share booked by the end of each week, with every past edition's own course in `past`; `readings` of the edition to
    come, `edition`; None: not open yet. `alarm`: the last reading contradicts what was known; or an earlier one did,
    or three weeks running left the forecast out of the interval, and it still lies outside. `forecast`: what was
    expected before any booking."""

    n: int
    drill: Drill
    days: int
    usual: list[list[float]]
    past: list[dict[str, Any]]
    edition: int | None
    day: int | None
    forecast: float | None
    counts: NotRequired[Counts | None]
    readings: list[PaceReading]
    alarm: bool
