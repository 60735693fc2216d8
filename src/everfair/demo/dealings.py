"""What is heard of a relationship between two editions, as its planted stage has it: calls, complaints, scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import numpy as np

from everfair.demo import words
from everfair.demo.fair import Fair
from everfair.demo.life import UNKNOWN, WEAKENING

NAMES = ("cultivation", "confirmation", "trust", "weakening", "disappearance")
# by stage: nothing, some, much heard; low, middle, high scores; no complaint, unsolved, solved
ENGAGEMENT = np.cumsum([
    (0.62, 0.34, 0.04), (0.22, 0.58, 0.20), (0.10, 0.40, 0.50), (0.48, 0.42, 0.10), (0.86, 0.12, 0.02),
], axis=1)  # fmt: skip
SATISFACTION = np.cumsum([
    (0.33, 0.34, 0.33), (0.20, 0.50, 0.30), (0.06, 0.32, 0.62), (0.50, 0.41, 0.09), (0.62, 0.30, 0.08),
], axis=1)  # fmt: skip
COMPLAINT = np.cumsum([
    (0.99, 0.005, 0.005), (0.86, 0.07, 0.07), (0.86, 0.03, 0.11), (0.62, 0.31, 0.07), (0.97, 0.02, 0.01),
], axis=1)  # fmt: skip
ANSWERS = 0.5  # share of those who came that say how satisfied they are
SCORES = ((2, 6), (7, 8), (9, 10))


@dataclass(frozen=True, slots=True)
class Dealing:
    row: int  # of the fair
    on: date
    channel: str
    kind: str
    outcome: str
    score: int | None
    note: words.Said


def dealings(fair: Fair, at: int, until: date) -> Iterator[Dealing]:
    """All from the first day of edition `at` to the day before the next, but none after `until`."""
    n, stage = len(fair.numbers), fair.lives.stage[:, at]
    draws = fair.random.random((4, n))
    known = np.flatnonzero(stage != UNKNOWN)
    levels = np.clip(stage, 0, 4)
    heard = (draws[0][:, None] > ENGAGEMENT[levels]).sum(axis=1)
    scored = (draws[1][:, None] > SATISFACTION[levels]).sum(axis=1)
    complained = (draws[2][:, None] > COMPLAINT[levels]).sum(axis=1)
    opened = fair.calendar[at].starts_on
    ends = fair.calendar[at + 1].starts_on - timedelta(days=1)
    for row in known.tolist():
        random = Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:{row}")
        came = bool(fair.lives.came[row, at])
        told = list(talks(row, int(heard[row]), int(stage[row]), opened, ends, random))
        if came and draws[3][row] < ANSWERS:
            told.append(answer(row, int(scored[row]), opened, random))
        if complained[row] and (came or stage[row] == WEAKENING):
            told.append(complaint(row, int(complained[row]) == 2, opened, random))
        yield from (one for one in told if one.on <= until)


def talks(row: int, level: int, stage: int, opened: date, ends: date, random: Random) -> Iterator[Dealing]:
    count = (int(random.random() < 0.15), random.choice((1, 1, 2)), random.choice((3, 4)))[level]
    for _ in range(count):
        on = opened + timedelta(days=random.randint(5, (ends - opened).days))
        kind = random.choices(("联系", "会面", "咨询", "活动"), (60, 15, 20, 5))[0]
        channel = {"会面": "拜访", "活动": "现场"}.get(kind) or random.choice(
            ("电话", "电话", "微信", "邮件")
        )
        outcome = said(stage, random) if level else "未接通"
        yield Dealing(row, on, channel, kind, outcome, None, random.choice(words.TALKED[NAMES[stage]]))


def said(stage: int, random: Random) -> str:
    return random.choice(("已联系", "有兴趣")) if stage < WEAKENING else "已联系"


def answer(row: int, level: int, opened: date, random: Random) -> Dealing:
    score = random.randint(*SCORES[level])
    note = random.choice(words.PRAISE if score >= 7 else words.BLAME)
    on = opened + timedelta(days=random.randint(5, 30))
    return Dealing(row, on, random.choice(("网站", "电话")), "满意度", "", score, note)


def complaint(row: int, solved: bool, opened: date, random: Random) -> Dealing:
    on = opened + timedelta(days=random.randint(0, 25))
    outcome = "已解决" if solved else "未解决"
    return Dealing(
        row,
        on,
        random.choice(("电话", "现场", "微信")),
        "投诉",
        outcome,
        None,
        random.choice(words.COMPLAINTS),
    )
