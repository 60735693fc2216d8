"""The booking pace, judged on simulated editions: calm ones, and ones hit by a shock."""

import numpy as np
import pytest

from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough
from everfair.science.pace import Pace, follow, learn

DAYS, USUAL, SPREAD = 280, 1_000, 0.14


def edition(random: np.random.Generator, size: float, *, shock: float = 1.0, from_day: int = 0) -> Floats:
    """Bookings a day: a rush at the start, quiet months, a rush before the deadline; from a day on fewer."""
    day = np.arange(DAYS) / DAYS
    course = 0.4 * np.exp(-day * 12) * 12 + 0.6 * (0.3 + 3 * day**4)
    course = course / course.sum() * size * np.where(np.arange(DAYS) >= from_day, shock, 1.0)
    mood = np.repeat(random.gamma(25, 1 / 25, DAYS // 7 + 1), 7)[:DAYS]
    return np.asarray(random.poisson(course * mood), dtype=float)


@pytest.fixture(scope="module")
def pace() -> Pace:
    random = np.random.default_rng(1)
    return learn([edition(random, USUAL * random.lognormal(0, SPREAD)) for _ in range(8)])


def test_the_course_rises_to_one_and_bunches_are_seen(pace: Pace) -> None:
    assert (np.diff(pace.booked_by) >= 0).all()
    assert pace.booked_by[-1] == pytest.approx(1)
    assert pace.mood == pytest.approx(1 / 25, abs=0.03)
    assert learn(np.random.default_rng(2).poisson(2, (8, 140))).mood < 0.03


def test_calm_editions_are_seldom_called_a_contradiction(pace: Pace) -> None:
    random = np.random.default_rng(3)
    called = [
        any(
            reading.contradicts
            for reading in follow(pace, USUAL, SPREAD, edition(random, USUAL * random.lognormal(0, SPREAD)))
        )
        for _ in range(100)
    ]
    assert np.mean(called) < 0.2


@pytest.mark.parametrize("from_day", [0, 14, 252])
def test_a_shock_while_people_book_is_seen_within_two_weeks(pace: Pace, from_day: int) -> None:
    random = np.random.default_rng(4)
    seen = 0
    for _ in range(40):
        readings = follow(pace, USUAL, SPREAD, edition(random, USUAL, shock=0.35, from_day=from_day))
        seen += any(reading.contradicts for reading in readings if from_day < reading.day <= from_day + 17)
    assert seen / 40 >= 0.8


@pytest.mark.parametrize("shock", [0.4, 0.6, 1.0, 1.4])
def test_at_half_time_the_count_is_foretold_within_fifteen_per_cent(pace: Pace, shock: float) -> None:
    random = np.random.default_rng(5)
    off = []
    for _ in range(40):
        booked = edition(random, USUAL, shock=shock)
        half = follow(pace, USUAL, SPREAD, booked[: DAYS // 2])[-1]
        off.append(abs(half.expected / booked.sum() - 1))
    assert np.median(off) < 0.10
    assert np.mean(np.array(off) < 0.15) >= 0.8


def test_nine_intervals_in_ten_hold_what_came(pace: Pace) -> None:
    random, held = np.random.default_rng(6), []
    for _ in range(80):
        booked = edition(random, USUAL * random.lognormal(0, SPREAD))
        reading = follow(pace, USUAL, SPREAD, booked[: DAYS // 2])[-1]
        held.append(reading.low <= booked.sum() <= reading.high)
    assert 0.82 <= np.mean(held) <= 0.99


def test_the_interval_narrows_and_ends_at_what_was_booked(pace: Pace) -> None:
    booked = edition(np.random.default_rng(7), USUAL)
    readings = follow(pace, USUAL, SPREAD, booked)
    widths = [reading.high - reading.low for reading in readings]
    assert widths[-1] < widths[len(widths) // 2] < widths[0]
    assert readings[-1].expected == pytest.approx(booked.sum(), rel=0.02)


def test_after_a_break_few_weeks_tell_the_count_and_a_quiet_week_is_no_break(pace: Pace) -> None:
    booked = edition(np.random.default_rng(8), USUAL, shock=0.3, from_day=28)
    readings = follow(pace, USUAL, SPREAD, booked)
    first = next(at for at, reading in enumerate(readings) if reading.contradicts)
    told = readings[first + 4]
    assert told.low < booked.sum() < told.high < 0.7 * readings[3].expected
    assert not any(reading.contradicts for reading in readings[first + 2 :])


def test_one_past_edition_tells_no_course() -> None:
    with pytest.raises(NotEnough, match="n=1, needs about 2 past editions"):
        learn([np.ones(100), np.zeros(100)])
    with pytest.raises(ValueError, match="one can book on 3 only"):
        follow(Pace((0.2, 0.6, 1.0), 1.0, 4), 100, 0.1, np.ones(5))
