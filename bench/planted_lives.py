"""The demo's planted lives as the life cycle sees them: what was booked and heard at each edition, and the true stage.

The same tables as the demo's, drawn in arrays, without a database.
"""

from dataclasses import dataclass

import numpy as np

from everfair.demo.dealings import ANSWERS, COMPLAINT, ENGAGEMENT, SATISFACTION
from everfair.demo.fair import RESIZES, SIZES
from everfair.demo.life import (
    AWAY,
    CAME,
    COMES,
    CONFIRMATION,
    CULTIVATION,
    DEEPENS,
    IN_A_SHOCK,
    NEVER,
    OF_SIZE,
    TRUST,
    UNKNOWN,
    WEAKENING,
    Bools,
    Floats,
    Ints,
    Living,
    entries,
)
from everfair.science.signals import MISSING, Codes, Observations, observations

PROSPECTS = 0.13


@dataclass(frozen=True)
class Planted:
    stage: Ints  # [n, t] as planted, UNKNOWN before they were known
    attended: Ints  # [n, t]
    size: Ints  # [n] of their stand
    seen: Observations

    @property
    def booking_alone(self) -> Observations:
        return observations(self.attended, shock=self.seen.shock)

    @property
    def customers(self) -> Bools:
        """[n, t] whether they have come at least once by then."""
        return np.asarray(np.cumsum(self.attended == 1, axis=1) > 0)


def planted(seed: int, relationships: int, editions: int, shock: int | None = None) -> Planted:
    """`shock`: the edition that few come to."""
    random = np.random.default_rng(seed)
    entry = entries(relationships, editions, random)
    entry[random.random(relationships) < PROSPECTS] = NEVER
    known = np.where(
        entry == NEVER, random.integers(editions // 2, editions, relationships), np.maximum(entry - 1, 0)
    )
    size = random.choice(3, relationships, p=SIZES)
    living = Living(entry, known, size, editions, random)
    for at in range(editions):
        living.hold(at, shock=at == shock)
    stage, came = living.lives.stage, living.lives.came
    attended = np.where(np.arange(editions) < entry[:, None], -1, came)
    hit = np.arange(editions) == shock
    return Planted(stage, attended, size, observations(attended, *heard(stage, came, random), hit))


def heard(stage: Ints, came: Bools, random: np.random.Generator) -> tuple[Ints, Ints, Ints, Ints]:
    """Change of area, engagement, satisfaction and complaint, [n, t] each, where they were seen."""
    known, levels = stage != UNKNOWN, np.clip(stage, 0, 4)
    before = np.cumsum(came, axis=1) - came > 0
    area = drawn(np.cumsum(RESIZES, axis=1), levels, random)
    engagement = drawn(ENGAGEMENT, levels, random)
    satisfaction = drawn(SATISFACTION, levels, random)
    complaint = drawn(COMPLAINT, levels, random)
    complained = came | (stage == WEAKENING)
    answered = came & (random.random(came.shape) < ANSWERS)
    return (
        np.where(came & before, area, MISSING),
        np.where(known, engagement, MISSING),
        np.where(answered, satisfaction, MISSING),
        np.where(known, complaint * complained, MISSING),
    )


def drawn(steps: Floats, levels: Ints, random: np.random.Generator) -> Ints:
    """A code per relationship and edition from cumulative chances by stage."""
    found: Ints = (random.random(levels.shape)[..., None] > steps[levels]).sum(axis=-1)
    return found


def filtered_by_the_truth(lives: Planted) -> Floats:
    """[n, t, 5] what the very tables that planted the stages make of what was seen: nobody can know more."""
    came, seen = lives.attended == 1, lives.seen
    n, editions = came.shape
    first = np.where(came.any(axis=1), came.argmax(axis=1), NEVER)
    belief, found = np.eye(5)[np.full(n, CULTIVATION)], np.empty((n, editions, 5))
    tables = [_shares(steps) for steps in (np.cumsum(RESIZES, axis=1), ENGAGEMENT, SATISFACTION, COMPLAINT)]
    for at in range(editions):
        if at:
            belief = _moved(belief, came[:, :at], lives.size)
        belief[first == at], belief[first > at] = np.eye(5)[CONFIRMATION], np.eye(5)[CULTIVATION]
        turnout = np.clip(
            COMES * (1 + 0.03 * (lives.size[:, None] - 1)) * (IN_A_SHOCK if seen.shock[at] else 1), 0, 0.99
        )
        booked = np.where(came[:, [at]], turnout, 1 - turnout)
        belief = np.where((first < at)[:, None], belief * booked, belief)
        for table, codes in zip(tables[:-1], seen.signals()[1:], strict=False):
            belief = belief * table[codes[:, at]]
        belief = belief * _complained(tables[-1], seen.complaint[:, at], came[:, at])
        belief = found[:, at] = belief / belief.sum(axis=1, keepdims=True)
    return found


def _shares(steps: Floats) -> Floats:
    """[level, stage] from cumulative chances, a last level of ones for what was not seen."""
    return np.vstack([np.diff(steps, axis=1, prepend=0).T, np.ones(5)])


def _complained(table: Floats, code: Codes, came: Bools) -> Floats:
    """Of those who stayed away only the weakening complain."""
    heard_of_none = np.where(np.arange(5) == WEAKENING, table[code], (code <= 0)[:, None])
    return np.where(came[:, None], table[code], np.where((code == MISSING)[:, None], 1.0, heard_of_none))


def _moved(belief: Floats, came: Bools, size: Ints) -> Floats:
    deepens, last = DEEPENS[np.searchsorted([2, 4], came.sum(axis=1), side="right")], came[:, -1]
    after = np.zeros(belief.shape)
    for before in range(5):
        rows = np.where(last[:, None], CAME[before], AWAY[before])
        if before in {CONFIRMATION, TRUST}:
            stays = (OF_SIZE[size] + deepens * (before == TRUST)) * last
            rows = np.clip(rows + np.outer(stays, [0, 0, 1, -0.5, -0.5]), 0, 1)
        after += belief[:, [before]] * rows / rows.sum(axis=1, keepdims=True)
    return after
