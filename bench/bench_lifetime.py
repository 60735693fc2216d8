"""How often the 90 % interval of lifetime value holds what customers then bring, true parameters unknown to the fit.

Customers as BG/BB has them, each with a worth of an edition that varies about its own mean and a cost of being kept;
fitted on the editions so far, then lived to the end. By seed, and by how often and how lately they came; and with
lives that begin with the chance that the forecast shows, as the pages have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.figures import Figure
from everfair.science import bgbb, forecast, gammagamma
from everfair.science.arrays import Bools, Floats, Ints
from everfair.science.histories import histories
from everfair.science.lifetime_value import uncertainty, value

CUSTOMERS, EDITIONS, LIVED = 5_000, 7, 80
RATE, COST, DRAWS = 0.1, 600.0, 400
WILLING, LEAVES = (1.2, 0.75), (0.65, 2.8)
SPEND = (6.0, 4.0, 15_000.0)  # p, q, gamma: about 30,000 an edition
SEEDS = range(8)
AIM = 0.9


@dataclass(frozen=True)
class World:
    x: Floats
    t_x: Floats
    attended: Ints  # [customers, editions so far and the first]
    mean_spend: Floats  # over x + 1 editions
    brought: Floats  # discounted, what they bring from now on less what keeping them costs


@dataclass(frozen=True)
class Held:
    world: World
    inside: Bools

    def share(self, among: Bools) -> float:
        return float(self.inside[among].mean())


def figures() -> Iterator[Figure]:
    yield from covered([held(seed) for seed in SEEDS])
    shown = [held(seed, shown=True).inside.mean() for seed in SEEDS]
    yield Figure("begun with the chance shown: holds", float(np.mean(shown)), "", AIM, "aim: .85 to .95")


def covered(told: list["Held"]) -> Iterator[Figure]:
    shares = [one.share(np.ones(CUSTOMERS, dtype=bool)) for one in told]
    yield Figure("90 % interval of lifetime value holds", float(np.mean(shares)), "", AIM, "aim: .85 to .95")
    yield Figure("  the lowest of the seeds", min(shares), "", 0.85, "aim: at least")
    yield Figure("  the highest of the seeds", max(shares), "", 0.95, "aim: at most")
    for name, x_from, x_to, missed in GROUPS:
        yield Figure(
            f"  {name}",
            float(np.mean([one.share(among(one.world, x_from, x_to, missed)) for one in told])),
            "",
            AIM,
            "aim: .85 to .95",
        )


GROUPS = (
    ("came once, seven editions ago", 0, 0, None),
    ("came again, missed the last two or more", 1, EDITIONS, 2),
    ("came again, missed the last one", 1, EDITIONS, 1),
    ("came one to three times more, and last time", 1, 3, 0),
    ("came four times more or oftener, and last time", 4, EDITIONS, 0),
)


def among(world: World, x_from: int, x_to: int, missed: int | None) -> Bools:
    those = (world.x >= x_from) & (world.x <= x_to)
    away = np.minimum(EDITIONS - world.t_x, 2)
    return np.asarray(those if missed is None else those & (away == missed))


def held(seed: int, shown: bool = False) -> Held:
    """One world: fit, value, and whose interval held."""
    world = lived(np.random.default_rng(seed))
    n = np.full(CUSTOMERS, float(EDITIONS))
    (x, t_x), count = np.unique(np.stack([world.x, world.t_x]), axis=1, return_counts=True)
    model = bgbb.fit(x, t_x, EDITIONS, count)
    parameters = uncertainty(model, x, t_x, np.full(len(x), EDITIONS), count).draws(DRAWS, seed=seed)
    spend = gammagamma.fit(world.x + 1, world.mean_spend)
    worth = spend.own_mean(world.x + 1, world.mean_spend, DRAWS, seed)
    chance = chance_shown(world.attended) if shown else None
    found = value(
        model,
        world.x,
        world.t_x,
        n,
        worth,
        rate=RATE,
        cost=COST,
        parameters=parameters,
        chance=chance,
        seed=seed,
    )
    slack = 1e-6
    return Held(
        world, np.asarray((found.low - slack <= world.brought) & (world.brought <= found.high + slack))
    )


def chance_shown(attended: Ints) -> Floats:
    rows, back, count = np.unique(attended, axis=0, return_inverse=True, return_counts=True)
    cells = histories(rows, np.zeros(len(rows), dtype=np.int64))
    return forecast.fit(rows, cells.first, count).chance(cells)[0][back.reshape(-1)]


def lived(random: np.random.Generator) -> World:
    willing, leaves = random.beta(*WILLING, CUSTOMERS), random.beta(*LEAVES, CUSTOMERS)
    p, q, gamma = SPEND
    own = random.gamma(q, 1 / gamma, CUSTOMERS)  # rate of each one's spend
    alive, x, t_x = np.ones(CUSTOMERS, bool), np.zeros(CUSTOMERS), np.zeros(CUSTOMERS)
    spent, brought = random.gamma(p, 1 / own), np.zeros(CUSTOMERS)
    attended = [np.ones(CUSTOMERS, dtype=np.int64)]
    for edition in range(1, EDITIONS + LIVED + 1):
        alive &= random.random(CUSTOMERS) >= leaves
        comes, spend = alive & (random.random(CUSTOMERS) < willing), random.gamma(p, 1 / own)
        if edition <= EDITIONS:
            attended.append(comes.astype(np.int64))
            x, t_x, spent = x + comes, np.where(comes, edition, t_x), spent + comes * spend
        else:
            brought += (comes * spend - alive * COST) / (1 + RATE) ** (edition - EDITIONS)
    return World(x, t_x, np.column_stack(attended), spent / (x + 1), brought)
