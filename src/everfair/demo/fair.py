"""The two demo series: what they are, who belongs to them, and how their editions went."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from everfair.demo.calendar import Held, editions
from everfair.demo.life import NEVER, Bools, Change, Ints, Lives, Living, entries
from everfair.demo.naming import Namer

SHOCK = 6  # the edition of the first series that few came to
BOOKED_BY_NOW = 0.55  # of the bookings of an edition, four months before it opens
PROSPECTS = 0.13  # of the organisations of a series have never taken part
SIZES = (0.42, 0.40, 0.18)
AREAS = np.array([900, 1800, 2700, 3600, 5400, 7200, 10800, 14400, 21600])  # dm2
# chance of a smaller, the same, a larger stand than last time, by stage
RESIZES = np.array([
    (0.0, 1.0, 0.0), (0.10, 0.80, 0.10), (0.07, 0.68, 0.25), (0.42, 0.53, 0.05), (0.40, 0.52, 0.08),
])  # fmt: skip


@dataclass(frozen=True)
class About:
    """What a series is called and how it is kept."""

    slug: str
    zh: str
    en: str
    city: str
    venue: str
    types: tuple[str, ...]
    maturity: str
    count: int
    days_ahead: int
    price_minor: int  # a square metre
    plan_dm2: int


FIRST = About(
    "zhijiang", "之江文化装备与艺术博览会", "Zhijiang Culture and Art Fair", "杭州", "之江国际博览中心",
    ("specialised", "trade"), "mature", 10, 120, 118_000, 1_200_000,
)  # fmt: skip
SECOND = About(
    "xihu-design", "西湖创意设计周", "West Lake Design Week", "杭州", "西湖文化广场展厅",
    ("consumer", "specialised"), "new", 3, 62, 96_000, 240_000,
)  # fmt: skip


@dataclass
class Fair:
    """A series with its organisations (by number) and their planted life."""

    about: About
    calendar: list[Held]
    numbers: Ints
    living: Living
    level: Ints  # [n] the size of their stand last time, as a place in AREAS
    random: np.random.Generator
    namer: Namer
    areas: dict[int, Ints] = field(default_factory=dict)
    row_of: dict[int, int] = field(default_factory=dict)

    @property
    def lives(self) -> Lives:
        return self.living.lives

    @property
    def next(self) -> int:
        """The place of the edition to come."""
        return len(self.calendar) - 1

    def is_shock(self, at: int) -> bool:
        return self.about is FIRST and at == SHOCK - 1

    def hold(self, at: int, change: Change | None = None) -> Bools:
        """Let edition `at` take place: who comes, on how large a stand."""
        came = self.living.hold(at, shock=self.is_shock(at), change=change)
        before = self.lives.came[:, :at].any(axis=1)
        chances = np.cumsum(RESIZES[np.clip(self.lives.stage[:, at], 0, 4)], axis=1)
        step = (self.random.random(len(came))[:, None] > chances).sum(axis=1) - 1
        moves = np.where(came & before, step, 0)
        self.level = np.clip(self.level + moves, 0, len(AREAS) - 1)
        self.areas[at] = AREAS[self.level]
        return came

    def bookings(self) -> Ints:
        """Rows that have a place in the edition to come: 1 booked, 2 applied, 3 invited, 0 nothing yet."""
        self.living.settle(self.next)
        chances = self.lives.chances(self.next)
        draws = self.random.random((2, len(chances)))
        known = self.lives.entry < self.next
        booked = known & (draws[0] < chances * BOOKED_BY_NOW)
        applied = known & ~booked & (draws[1] < chances * 0.12)
        fresh = (self.lives.entry == self.next) & (draws[0] < BOOKED_BY_NOW)
        invited = ~booked & ~applied & (draws[1] > 0.985)
        self.areas[self.next] = AREAS[self.level]
        return np.select([booked | fresh, applied, invited], [1, 2, 3], 0)


def first_fair(organisations: int, seed: int, today: date) -> Fair:
    """Nine editions held and one to come; a tenth of the organisations know the other series only."""
    random = np.random.default_rng([seed, 1])
    numbers = np.flatnonzero(random.random(organisations) >= 0.1)
    return fair(FIRST, numbers, random, Namer(seed), today)


def second_fair(organisations: int, seed: int, today: date) -> Fair:
    """A young series: the organisations that the first one lacks, and some of its own."""
    random = np.random.default_rng([seed, 1])
    others = random.random(organisations) < 0.1
    random = np.random.default_rng([seed, 2])
    numbers = np.flatnonzero(others | (random.random(organisations) < 0.1))
    return fair(SECOND, numbers, random, Namer(seed), today)


def fair(about: About, numbers: Ints, random: np.random.Generator, namer: Namer, today: date) -> Fair:
    n, count = len(numbers), about.count
    entry = entries(n, count, random)
    entry[random.random(n) < PROSPECTS] = NEVER
    known = np.where(entry == NEVER, random.integers(count // 2, count, n), np.maximum(entry - 1, 0))
    size = random.choice(3, n, p=SIZES)
    living = Living(entry, known, size, count, random)
    level = np.choose(size, [random.integers(0, 2, n), random.integers(1, 4, n), random.integers(4, 7, n)])
    numbers = random.permutation(numbers)
    made = Fair(
        about, editions(today, count, days_ahead=about.days_ahead), numbers, living, level, random, namer
    )
    made.row_of = {int(number): row for row, number in enumerate(numbers)}
    return made
