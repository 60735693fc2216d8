"""The planted life keeps to the levels of real fairs, within the bounds stated here."""

import numpy as np
import pytest

from everfair.demo.life import CONFIRMATION, NEVER, UNKNOWN, Lives, Living, entries

EDITIONS = 9


@pytest.fixture(scope="module")
def lives() -> Lives:
    random = np.random.default_rng(5)
    entry = entries(60_000, EDITIONS, random)
    size = random.choice(3, len(entry), p=(0.42, 0.40, 0.18))
    living = Living(entry, np.maximum(entry - 1, 0), size, EDITIONS, random)
    for at in range(EDITIONS):
        living.hold(at)
    return living.lives


def came_again(lives: Lives, missed: int, past: int | None = None, size: int | None = None) -> float:
    came, known = 0, 0
    for at in range(1, EDITIONS):
        before = lives.came[:, :at]
        since = np.where(before.any(axis=1), at - 1 - (at - 1 - before[:, ::-1].argmax(axis=1)), -1)
        chosen = since == missed
        if past is not None:
            chosen &= before.sum(axis=1) == past
        if size is not None:
            chosen &= lives.size == size
        came, known = came + int(lives.came[chosen, at].sum()), known + int(chosen.sum())
    return came / known


@pytest.mark.parametrize(
    ("missed", "level", "bound"),
    [(0, 0.553, 0.04), (1, 0.128, 0.04), (2, 0.057, 0.03), (3, 0.024, 0.02), (4, 0.010, 0.02)],
)
def test_fewer_come_back_the_longer_they_have_been_away(
    lives: Lives, missed: int, level: float, bound: float
) -> None:
    assert came_again(lives, missed) == pytest.approx(level, abs=bound)


@pytest.mark.parametrize(
    ("past", "level"),
    [(1, 0.42), (2, 0.56), (3, 0.62), (4, 0.66), (5, 0.67), (6, 0.70), (7, 0.70), (8, 0.74)],
)
def test_more_of_those_here_last_time_come_again_the_more_often_they_came(
    lives: Lives, past: int, level: float
) -> None:
    assert came_again(lives, 0, past) == pytest.approx(level, abs=0.07)


def test_about_half_come_once(lives: Lives) -> None:
    times = lives.came.sum(axis=1)
    assert 0.47 < (times[times > 0] == 1).mean() < 0.60


def test_larger_stands_rebook_more(lives: Lives) -> None:
    assert came_again(lives, 0, size=2) > came_again(lives, 0, size=0) + 0.08


def test_about_a_third_of_an_edition_are_first_timers(lives: Lives) -> None:
    for at in range(4, EDITIONS):
        assert 0.30 < (lives.entry == at).sum() / lives.came[:, at].sum() < 0.44


def test_the_first_time_is_confirmation_and_nobody_is_known_before_they_are_known(lives: Lives) -> None:
    rows = np.arange(len(lives.entry))
    assert (lives.stage[rows, lives.entry] == CONFIRMATION).all()
    for at in range(EDITIONS):
        assert (lives.stage[lives.entry > at + 1, at] == UNKNOWN).all()


def test_in_a_shock_half_as_many_come_and_the_same_seed_lives_the_same_life() -> None:
    def turnout(shock: bool) -> int:
        random = np.random.default_rng(8)
        entry = np.where(np.arange(4000) % 2, 0, NEVER)
        living = Living(entry, np.zeros(4000, dtype=int), np.ones(4000, dtype=int), 2, random)
        living.hold(0)
        return int(living.hold(1, shock=shock).sum())

    assert turnout(False) == turnout(False)
    assert turnout(True) / turnout(False) == pytest.approx(0.5, abs=0.06)
