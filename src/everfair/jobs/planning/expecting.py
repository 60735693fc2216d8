"""What a plan is expected to bring, by what is believed of its plays, beside other ways to spend the same budget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from everfair.jobs.planning.choosing import NONE, Chosen, exactly, spent
from everfair.jobs.planning.taught import Taught
from everfair.jobs.planning.whom import Whom
from everfair.loop.models import Learned, Way
from everfair.loop.telling import FEWEST_PER_ARM
from everfair.relations.models import Stage
from everfair.science.arrays import Floats, Ints, floats, inner
from everfair.science.planning import Effects

DRAWS = 100
PLAN = "plan"
Z_95 = 1.96


def learned(of: Taught, effects: Effects) -> Iterator[Learned]:
    """What each play that was tried does at each stage it was tried at."""
    tried, held_out = of.counts(of.treated), of.counts(~of.treated)
    for play, stage in np.argwhere(tried + held_out > 0).tolist():
        at = of.stage == stage
        chance = float(of.seen.chance[at].mean())
        told = min(tried[play, stage], held_out[play, stage]) >= FEWEST_PER_ARM and of.enough
        value, low, high = effect_at(effects, chance, stage)
        yield Learned(
            play=of.plays[play],
            stage=list(Stage)[stage].value,
            tried=int(tried[play, stage]),
            held_out=int(held_out[play, stage]),
            chance=round(chance, 4),
            effect=round(float(value[play]), 4) if told else None,
            low=round(float(low[play]), 4) if told else None,
            high=round(float(high[play]), 4) if told else None,
        )


def effect_at(effects: Effects, chance: float, stage: int) -> tuple[Floats, Floats, Floats]:
    """[plays] what is added to a chance at a stage that is certain, and its 95 % interval."""
    odds = np.eye(len(Stage))[stage]
    value, low, high = bounds(effects, floats(chance), odds)
    return value[0], low[0], high[0]


def bounds(effects: Effects, chance: Floats, odds: Floats) -> tuple[Floats, Floats, Floats]:
    return (
        effects.uplift(chance, odds),
        effects.lower(chance, odds, Z_95),
        effects.lower(chance, odds, -Z_95),
    )


@dataclass(frozen=True)
class Spending:
    """A way to spend the budget: `share` [n] of certain to be given `play` [n]."""

    code: str
    play: Ints
    share: Floats

    def given(self, of: Whom) -> tuple[Ints, Ints, Floats]:
        """(customers who may get one, their plays, the chance that they do, hold-out reckoned in)"""
        rows = np.flatnonzero((self.play != NONE) & (self.share > 0))
        return rows, self.play[rows], self.share[rows] * of.treated[rows]


def ways(of: Whom, chosen: Chosen, first: Ints, budget: float, effects: Effects | None) -> list[Way]:
    """The plan and the three simple ways, each customer getting what the playbook chooses (`first`); expectations
    only where effects are known."""
    own = Spending(PLAN, chosen.play, np.ones(len(of)))
    all_of_them = [own, *simple_ways(of, first, budget)]
    if effects is None:
        return [told(of, each, None, None) for each in all_of_them]
    more, money = drawn(of, all_of_them, effects)
    return [told(of, each, *sums) for each, *sums in zip(all_of_them, more.T, money.T, strict=True)]


def drawn(of: Whom, spendings: Sequence[Spending], effects: Effects) -> tuple[Floats, Floats]:
    """[draws, ways] customers more, and what they bring: the same draws of the effects for every way."""
    random, worth = np.random.default_rng(0), np.ones(len(of)) if of.worth is None else of.worth
    more, money = np.zeros((DRAWS, len(spendings))), np.zeros((DRAWS, len(spendings)))
    for draw in range(DRAWS):
        effect = effects.drawn(of.chance, of.odds, random)
        for way, each in enumerate(spendings):
            rows, plays, share = each.given(of)
            added = effect[rows, plays] * share
            more[draw, way], money[draw, way] = added.sum(), inner(added, worth[rows])
    return more, money


def simple_ways(of: Whom, first: Ints, budget: float) -> Iterator[Spending]:
    value = np.zeros(len(of)) if of.worth is None else of.worth
    for code, rank in (("value", -value), ("churn_risk", of.chance)):
        yield Spending(code, first, from_the_top(of, first, rank, budget))
    everybody = spent(of, first)
    yield Spending("equally", first, np.full(len(of), min(1.0, budget / everybody) if everybody else 1.0))


def from_the_top(of: Whom, play: Ints, rank: Floats, budget: float) -> Floats:
    """1 for those who are given it until the money is spent."""
    order = np.argsort(rank, kind="stable")
    cost = np.nan_to_num(of.cost[np.arange(len(of)), play]) * of.treated
    share = np.zeros(len(of))
    share[order] = np.cumsum(cost[order]) <= budget
    return share


def told(of: Whom, spending: Spending, more: Floats | None, money: Floats | None) -> Way:
    rows, plays, share = spending.given(of)
    value, low, high = around(more)
    cost = inner(np.nan_to_num(of.cost[rows, plays]), share)
    returned, returned_low, returned_high = around(None if of.worth is None else money)
    return Way(
        code=spending.code,
        customers=round(float(spending.share[rows].sum())),
        cost_minor=exactly(of, spending.play) if spending.code == PLAN else round(cost),
        more=value,
        more_low=low,
        more_high=high,
        returned_minor=whole(returned),
        returned_low_minor=whole(returned_low),
        returned_high_minor=whole(returned_high),
    )


def around(values: Floats | None) -> tuple[float | None, float | None, float | None]:
    """(mean, low, high)"""
    if values is None:
        return None, None, None
    low, high = np.quantile(values, (0.025, 0.975))
    return round(float(values.mean()), 2), round(float(low), 2), round(float(high), 2)


def whole(value: float | None) -> int | None:
    return None if value is None else round(value)
