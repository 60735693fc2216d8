"""The profit of a plan against an all-knowing planner's, after three rounds of learning from hold-outs.

The demo's planted lives; forecast and stages learned from what was seen. Each round plans at most one play for each
customer within the same budget, on effects drawn from what is believed, and holds a fifth of those chosen out; those
cared for come more often, as planted: in full at the stage a play is made for, by a third at others. In the fourth
round all plans are made for the same customers. The all-knowing planner knows everybody's hidden stage, chance and
what each play would add; "knowing effects and odds" what each play adds on average to customers who look the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.figures import Figure
from bench.planted_lives import heard
from everfair.demo.fair import AREAS, SIZES
from everfair.demo.life import Bools, Floats, Ints, Living, entries
from everfair.science import forecast, lifecycle
from everfair.science.histories import histories
from everfair.science.planning import Effects, Seen, explored, learn, plan
from everfair.science.signals import Observations, observations

RELATIONSHIPS, HELD, ROUNDS = 5_000, 8, 3
SEEDS = (1, 2, 3)
EACH = 30.0  # yuan of budget for each customer
PRICE, MARGIN = 11.8, 0.3  # yuan a dm2, and what is left of it
HELD_OUT = 0.2
ELSEWHERE = 1 / 3  # of a play's effect at stages it is not made for
MOST = 0.97  # nobody comes more surely
STAGES = ("cultivation", "confirmation", "trust", "weakening", "disappearance")
AIM = 0.90


@dataclass(frozen=True)
class Plays:
    stage: Ints  # [k] the stage each is made for
    cost: Floats  # [k] yuan
    effect: Floats  # [k, stage] planted

    def added(self, stage: Ints, chance: Floats) -> Floats:
        """[n, k] what each play truly adds to each customer's chance."""
        return np.minimum(self.effect[:, stage].T, np.maximum(0.0, MOST - chance)[:, None])


def plays() -> Plays:
    """Those of the playbook whose effect the demo plants, for a mature show."""
    import django

    django.setup()
    from everfair.demo.rounds import EFFECTS
    from everfair.loop.playbook import FIRST_PLAYS

    known = [
        (STAGES.index(play[1]), float(play[4]), EFFECTS[play[0]])
        for play in FIRST_PLAYS
        if play[0] in EFFECTS
    ]
    stage, cost, effect = (np.array(column) for column in zip(*known, strict=True))
    fits = np.where(stage[:, None] == np.arange(len(STAGES)), 1.0, ELSEWHERE)
    return Plays(stage, cost, effect[:, None] * fits)


@dataclass(frozen=True)
class Before:
    """What is known of the customers before an edition, and what is true of them."""

    who: npt.NDArray[np.intp]
    chance: Floats
    groups: Floats  # probability of each stage at the edition to come
    worth: Floats
    true_stage: Ints
    true_chance: Floats

    def __len__(self) -> int:
        return len(self.who)

    @property
    def budget(self) -> float:
        return EACH * len(self)


class Show:
    """A series that lives on, edition after edition, with what people do."""

    def __init__(self, seed: int, editions: int) -> None:
        self.seed, self.random = seed, np.random.default_rng(seed)
        n = RELATIONSHIPS
        self.entry = entries(n, editions, self.random)
        size = self.random.choice(3, n, p=SIZES)
        self.living = Living(self.entry, np.maximum(self.entry - 1, 0), size, editions, self.random)
        level = np.choose(
            size, [self.random.integers(low, high, n) for low, high in ((0, 2), (1, 4), (4, 7))]
        )
        self.size, self.worth = size, AREAS[level] * PRICE * MARGIN

    def before(self, at: int) -> Before:
        self.living.settle(at)
        lives = self.living.lives
        who = np.flatnonzero(lives.came[:, :at].any(axis=1))
        attended = np.where(np.arange(at) < self.entry[who][:, None], -1, lives.came[who, :at])
        cells = histories(attended, self.entry[who], self.size[who])
        learned = forecast.fit(cells.attended, cells.first, np.ones(len(who)), cells.size)
        return Before(
            who,
            learned.chance(cells)[0],
            stages_to_come(self.seen(who, at, attended)),
            self.worth[who],
            lives.stage[who, at],
            lives.chances(at)[who],
        )

    def seen(self, who: npt.NDArray[np.intp], at: int, attended: Ints) -> Observations:
        """The same of past editions, whenever one asks."""
        told = heard(self.living.lives.stage, self.living.lives.came, np.random.default_rng(self.seed))
        return observations(attended, *(codes[who, :at] for codes in told))


def stages_to_come(seen: Observations) -> Floats:
    return lifecycle.fit(seen, np.ones(len(seen))).next_stage(seen)


def figures() -> Iterator[Figure]:
    told = [of_seed(seed) for seed in SEEDS]
    knowing = np.array([one["all-knowing"] for one in told])
    ours = np.array([one["ours"] for one in told])
    for name in told[0]:
        profit = np.array([one[name] for one in told])
        yield Figure(
            f"profit of {name}", float((profit / knowing).mean()), "of best", *against(name, ours / knowing)
        )
    yield Figure("ours, the worst of the seeds", float((ours / knowing).min()), "of best", AIM, "aim")
    yield Figure("profit of ours", float(ours.mean()), "yuan", EACH * RELATIONSHIPS, "budget, about")


def against(name: str, ours: Floats) -> tuple[float, str]:
    return (AIM, "aim") if name == "ours" else (float(ours.mean()), "ours")


def of_seed(seed: int) -> dict[str, float]:
    """Profit of each planner in the fourth round."""
    known, show = plays(), Show(seed, HELD + ROUNDS + 1)
    for at in range(HELD):
        show.living.hold(at)
    seen = Seen.none(len(known.cost), len(STAGES))
    for at in range(HELD, HELD + ROUNDS):
        seen = seen.and_then(taught(show, at, learn(seen), known, seed + at))
    now = show.before(HELD + ROUNDS)
    effects = learn(seen)
    return {name: profit(now, known, given) for name, given in planners(now, known, effects, seed)}


def taught(show: Show, at: int, effects: Effects, known: Plays, seed: int) -> Seen:
    """A round: planned to learn, some held out, the edition held, and who of its members came."""
    now, random = show.before(at), np.random.default_rng(seed)
    uplift = explored(effects, now.chance, now.groups, seed=seed)
    given = plan(uplift, now.worth, known.cost, budget=now.budget / (1 - HELD_OUT)).given > 0
    members = given.any(axis=1)
    given &= (random.random(len(now)) >= HELD_OUT)[:, None]
    added = (known.added(now.true_stage, now.true_chance) * given).sum(axis=1)

    def change(_: int, chances: Floats) -> Floats:
        moved = chances.copy()
        moved[now.who] += added
        return moved

    came = show.living.hold(at, change=change)[now.who]
    return Seen(
        now.chance[members],
        now.groups[members],
        given[members],
        came[members].astype(float),
        np.zeros(int(members.sum()), dtype=np.int64),
    )


def planners(now: Before, known: Plays, effects: Effects, seed: int) -> Iterator[tuple[str, Bools]]:
    def planned(uplift: Floats) -> Bools:
        return np.asarray(plan(uplift, now.worth, known.cost, budget=now.budget).given > 0)

    yield "all-knowing", planned(known.added(now.true_stage, now.true_chance))
    yield "knowing effects, not hidden stages", planned(by_odds(now, known))
    yield "ours", planned(effects.lower(now.chance, now.groups))
    yield "ours, without caution", planned(effects.uplift(now.chance, now.groups))
    yield (
        "ours, nothing learned",
        planned(learn(Seen.none(len(known.cost), len(STAGES))).uplift(now.chance, now.groups)),
    )
    yield "top by value", in_order(-now.worth, now, known)
    yield "top by churn risk", in_order(now.chance, now, known)
    yield "everyone equally", in_order(np.random.default_rng(seed).random(len(now)), now, known)


def by_odds(now: Before, known: Plays) -> Floats:
    """The planted effects averaged over the stages one may be in."""
    return np.minimum(now.groups @ known.effect.T, np.maximum(0.0, MOST - now.chance)[:, None])


def in_order(rank: Floats, now: Before, known: Plays) -> Bools:
    """The playbook's best play for the stage that is likeliest, from the first in rank until the budget is spent."""
    best = np.array(
        [
            np.argmax(np.where(known.stage == stage, known.effect[:, stage], -1))
            for stage in range(len(STAGES))
        ]
    )
    play = best[now.groups.argmax(axis=1)]
    order = np.argsort(rank, kind="stable")
    within = np.cumsum(known.cost[play][order]) <= now.budget
    given = np.zeros((len(now), len(known.cost)), dtype=bool)
    given[order[within], play[order[within]]] = True
    return given


def profit(now: Before, known: Plays, given: Bools) -> float:
    added = known.added(now.true_stage, now.true_chance) * given
    return float((added.sum(axis=1) * now.worth).sum() - (given @ known.cost).sum())
