"""Whether peers follow a leader: planted effects are found, planted zeros are not."""

import numpy as np
import pytest

from everfair.science.arrays import Floats, Ints
from everfair.science.demonstration import study
from everfair.science.enough import NotEnough

DAYS, LEADERS, EDITIONS = 180, 12, 8


def show(random: np.random.Generator, follow: float) -> tuple[Floats, Ints, Ints]:
    """Peers book faster as the opening nears; where the leader booked, `follow` more come in the next ten days."""
    pace = 0.1 + 0.5 * (np.arange(DAYS) / DAYS) ** 2
    bookings, event, leader = [], [], []
    for one in range(LEADERS):
        liked = random.gamma(4, 0.25)
        for edition in range(EDITIONS):
            days = random.poisson(pace * liked).astype(float)
            booked = int(random.integers(30, 150)) if edition % 3 else -1
            if booked >= 0 and follow:
                came = booked + 1 + random.integers(0, 10, random.poisson(follow))
                np.add.at(days, came[came < DAYS], 1)
            bookings.append(days)
            event.append(booked)
            leader.append(one)
    return np.array(bookings), np.array(event), np.array(leader)


def test_a_planted_effect_is_found() -> None:
    found = study(*show(np.random.default_rng(1), follow=3.0))
    assert found.low < 3.0 < found.high
    assert found.verdict == "follow"
    assert found.placebo < 0.02
    assert found.leaders == LEADERS


def test_intervals_hold_the_planted_effect_and_a_zero_is_rejected_one_time_in_twenty() -> None:
    covered, rejected, placebo = [], [], []
    for seed in range(120):
        found = study(*show(np.random.default_rng(seed), follow=2.0), placebos=1)
        covered.append(found.low <= 2.0 <= found.high)
        nothing = study(*show(np.random.default_rng(1000 + seed), follow=0.0), placebos=60)
        rejected.append(nothing.verdict != "unclear")
        placebo.append(nothing.placebo < 0.05)
    assert np.mean(covered) >= 0.88
    assert np.mean(rejected) <= 0.11
    assert np.mean(placebo) <= 0.16


def test_everybody_booking_late_is_no_example() -> None:
    """The pace rises before the opening whether the leader books or not."""
    random = np.random.default_rng(8)
    bookings, event, leader = show(random, follow=0.0)
    bookings[:, 120:] += 2
    event = np.where(event >= 0, 119, -1)
    assert study(bookings, event, leader, placebos=1).verdict == "unclear"


def test_few_leaders_give_no_figure() -> None:
    with pytest.raises(NotEnough, match="n=2, needs about 6 leaders"):
        study(np.ones((4, 60)), [20, -1, 30, -1], [0, 0, 1, 1])
