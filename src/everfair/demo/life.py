"""The planted life of relationships: five hidden stages, who comes to which edition, and what is heard of them.

Levels follow real fairs: about half of all exhibitors come once, .42 come again after one edition and .7 after
many, .13, .06, .02 come back after missing one, two, three; larger stands rebook more. Everything is drawn from
one generator, so a seed gives the same show again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CULTIVATION, CONFIRMATION, TRUST, WEAKENING, DISAPPEARANCE = range(5)
LETTERS = "CFTWD"
UNKNOWN = -1
NEVER = 10_000

# Chance to come to an edition, by the stage then; who is cultivated has not come yet.
COMES = np.array([0.0, 0.93, 0.91, 0.47, 0.006])
IN_A_SHOCK = 0.5

# from -> to between two editions, after having come and after having stayed away
CAME = np.array([
    [0.00, 1.00, 0.00, 0.00, 0.00],
    [0.00, 0.08, 0.315, 0.16, 0.445],
    [0.00, 0.00, 0.68, 0.16, 0.16],
    [0.00, 0.00, 0.23, 0.34, 0.43],
    [0.00, 0.20, 0.30, 0.10, 0.40],
])  # fmt: skip
AWAY = np.array([
    [1.00, 0.00, 0.00, 0.00, 0.00],
    [0.00, 0.04, 0.03, 0.08, 0.85],
    [0.00, 0.00, 0.50, 0.25, 0.25],
    [0.00, 0.00, 0.05, 0.28, 0.67],
    [0.00, 0.008, 0.004, 0.006, 0.982],
])  # fmt: skip
DEEPENS = np.array([-0.07, 0.03, 0.06])
"""Share that stays in trust beside the table, for one, two or three, four and more editions come to."""
OF_SIZE = np.array([-0.06, 0.01, 0.12])
"""The same for small, middle and large stands."""


@dataclass(frozen=True)
class Lives:
    """One series: rows are organisations, columns editions. `stage` is UNKNOWN before they were known."""

    entry: Ints  # the edition they first come to; NEVER: only prospects
    size: Ints  # 0 small, 1 middle, 2 large
    stage: Ints  # [n, t]
    came: Bools  # [n, t]

    def chances(self, at: int, shock: bool = False) -> Floats:
        """P(comes to edition `at`) as planted, given the stage then."""
        return np.where(self.entry == at, 1.0, turnout(self.stage[:, at], self.size, shock))

    def letters(self, row: int, until: int) -> str:
        return "".join("-" if stage == UNKNOWN else LETTERS[stage] for stage in self.stage[row, :until])

    def marks(self, row: int, until: int) -> str:
        return "".join("1" if came else "0" for came in self.came[row, :until])


def turnout(stage: Ints, size: Ints, shock: bool) -> Floats:
    usual = np.where(stage == UNKNOWN, 0.0, COMES[stage]) * (1 + 0.03 * (size - 1))
    clipped: Floats = np.clip(usual * (IN_A_SHOCK if shock else 1.0), 0.0, 0.99)
    return clipped


Change = Callable[[int, Floats], Floats]
"""(edition, chances as planted) -> chances as they are when somebody acts upon them."""


class Living:
    """Lets the relationships of a series live edition after edition; between two of them people may act."""

    def __init__(
        self, entry: Ints, known: Ints, size: Ints, editions: int, random: np.random.Generator
    ) -> None:
        """`known`: the edition from which on they are cultivated."""
        self.random = random
        self.known = known
        n = len(entry)
        self.lives = Lives(entry, size, np.full((n, editions), UNKNOWN), np.zeros((n, editions), dtype=bool))

    def hold(self, at: int, *, shock: bool = False, change: Change | None = None) -> Bools:
        """Who comes to edition `at`; the stages of that edition are settled first."""
        self.settle(at)
        chances = self.lives.chances(at, shock)
        draws = self.random.random(len(chances))
        chances = change(at, chances) if change else chances
        self.lives.came[:, at] = draws < chances
        return self.lives.came[:, at]

    def settle(self, at: int) -> None:
        """The stage of each at edition `at`, moved from the one before; asked twice it stays."""
        stage = self.lives.stage
        if (stage[:, at] != UNKNOWN).any():
            return
        if at:
            before = stage[:, at - 1]
            known = before != UNKNOWN
            stage[known, at] = moved(self._tables(at)[known], before[known], self.random)
        fresh = (self.known <= at) & (stage[:, at] == UNKNOWN)
        stage[fresh, at] = CULTIVATION
        stage[self.lives.entry == at, at] = CONFIRMATION
        stage[(self.lives.entry > at) & (self.known <= at), at] = CULTIVATION

    def _tables(self, at: int) -> Floats:
        """The row of the transition table for each relationship, [n, 5]."""
        came, before = self.lives.came[:, at - 1], self.lives.stage[:, at - 1]
        rows = np.where(came[:, None], CAME[before], AWAY[before])
        past = self.lives.came[:, :at].sum(axis=1)
        stays = (
            DEEPENS[np.searchsorted([2, 4], past, side="right")] * (before == TRUST)
            + OF_SIZE[self.lives.size]
        )
        stays = np.where(np.isin(before, (CONFIRMATION, TRUST)) & came, stays, 0.0)
        rows[:, TRUST] += stays
        rows[:, DISAPPEARANCE] -= stays / 2
        rows[:, WEAKENING] -= stays / 2
        return np.clip(rows, 0.0, 1.0)


def moved(rows: Floats, before: Ints, random: np.random.Generator) -> Ints:
    steps = np.cumsum(rows, axis=1)
    after: Ints = (random.random(len(before))[:, None] * steps[:, -1:] > steps).sum(axis=1)
    return after


def entries(n: int, editions: int, random: np.random.Generator, *, share_new: float = 0.29) -> Ints:
    """In which edition each of `n` first comes: all of the first edition are new, later about a third."""
    weights = np.concatenate([[1.0], np.full(editions - 1, share_new) * np.linspace(1.0, 1.2, editions - 1)])
    drawn: Ints = np.sort(random.choice(editions, size=n, p=weights / weights.sum()))
    return drawn
