"""Who gets which play: part of the customers to learn from, by what the plays may do; the others to earn, by what
they do at least as far as is known. What people chose by hand is kept, and paid first."""

from dataclasses import dataclass

import numpy as np

from everfair.jobs.planning.whom import Whom
from everfair.science.arrays import Bools, Floats, Ints
from everfair.science.planning import Effects, explored, plan

NONE = -1
LEAST_LEARNING = 0.1


@dataclass(frozen=True)
class Chosen:
    """`play` [n] is the place of the play, or NONE; `learning` [n] says whether it is given to learn from."""

    play: Ints
    learning: Bools
    by_hand: Bools

    @property
    def given(self) -> Bools:
        return np.asarray(self.play != NONE)

    def each(self) -> tuple[Ints, Ints]:
        """(customers who get a play, their plays)"""
        rows = np.flatnonzero(self.given)
        return rows, self.play[rows]


def share_to_learn(enough: bool, rounds: int) -> float:
    """Everything while nothing is known; then less with every round, but never nothing: what plays do changes."""
    return max(LEAST_LEARNING, 1 / (1 + rounds)) if enough else 1.0


def choose(
    of: Whom, effects: Effects, *, by_hand: dict[int, int], budget: float, learning: float, seed: int
) -> Chosen:
    """`by_hand`: the place of the play (or NONE) by relationship. `budget` in minor units; `learning` the share of
    customers, and of the money, to learn from."""
    hand, play = kept(of, by_hand)
    left = max(0.0, budget - spent(of, play))
    learns = np.random.default_rng(seed).random(len(of)) < learning
    may_be = explored(effects, of.chance, of.odds, seed=seed)
    at_least = effects.lower(of.chance, of.odds)
    for who, uplift, money in (
        (learns & ~hand, may_be, left * learning),
        (~learns & ~hand, at_least, np.inf),
    ):
        found = best(of, uplift, who, min(money, left))
        play = np.where(who, found, play)
        left = max(0.0, left - spent(of, found))
    return Chosen(play, learns & ~hand & (play != NONE), hand)


def kept(of: Whom, by_hand: dict[int, int]) -> tuple[Bools, Ints]:
    """(who was decided by hand, [n] for what), as far as the customer's segment still offers it."""
    play = np.array([by_hand.get(key, NONE) for key in of.relationship.tolist()], dtype=np.int64)
    offered = (play == NONE) | of.offered[np.arange(len(of)), play]
    return np.isin(of.relationship, list(by_hand)) & offered, np.where(offered, play, NONE)


def best(of: Whom, uplift: Floats, who: Bools, budget: float) -> Ints:
    """[n] the plays that gain most of these customers within the budget, hold-out reckoned in."""
    play = np.full(len(of), NONE)
    rows = np.flatnonzero(who)
    if not len(rows) or budget <= 0:
        return play
    treated = of.treated[rows, None]
    told = plan(
        np.where(of.offered[rows], uplift[rows] * treated, np.nan),
        None if of.worth is None else of.worth[rows],
        np.nan_to_num(of.cost[rows]) * treated,
        budget=budget,
    )
    play[rows] = np.where(told.given.any(axis=1), told.given.argmax(axis=1), NONE)
    return play


def spent(of: Whom, play: Ints) -> float:
    """What these plays are expected to cost, those held out costing nothing."""
    rows = np.flatnonzero(play != NONE)
    return float((np.nan_to_num(of.cost[rows, play[rows]]) * of.treated[rows]).sum())


def within(of: Whom, chosen: Chosen, uplift: Floats, budget: int) -> Chosen:
    """Without those who would be too many once hold-outs are whole numbers: the plays that bring least for their cost
    go first."""
    rows, plays = chosen.each()
    cost = of.cost[rows, plays]
    brings = uplift[rows, plays] * (1.0 if of.worth is None else of.worth[rows]) / np.maximum(cost, 1.0)
    play = chosen.play.copy()
    over = exactly(of, play) - budget
    for row in rows[np.argsort(brings, kind="stable")]:
        if over <= 0:
            break
        if not chosen.by_hand[row]:
            play[row] = NONE
            over = exactly(of, play) - budget
    return Chosen(play, chosen.learning & (play != NONE), chosen.by_hand)


def exactly(of: Whom, play: Ints) -> int:
    """The cost as starting will draw it: so many of each play in each segment are held out as whole numbers allow."""
    rows = np.flatnonzero(play != NONE)
    if not len(rows):
        return 0
    groups, first, count = np.unique(
        np.column_stack([of.segment[rows], play[rows]]), axis=0, return_index=True, return_counts=True
    )
    treated = of.treated[rows][first]
    cost = np.nan_to_num(of.cost[rows[first], groups[:, 1]])
    return sum(
        int(each) * (int(n) - round(int(n) * (1 - share)))
        for each, n, share in zip(cost, count, treated.tolist(), strict=True)
    )
