"""The stage of each relationship, named from what was booked and heard, against the stage that was planted.

Lives drawn from the demo's tables (which the model does not know: it learns from the very histories it names), beside
what the planting tables themselves make of the same observations, which nobody can beat; and lives drawn from the
model's own. "Now" is the last edition, where decisions are made.
"""

from collections.abc import Iterator

import numpy as np

from bench.figures import Figure
from bench.planted_lives import Planted, filtered_by_the_truth, planted
from everfair.demo.life import UNKNOWN, Bools, Floats, Ints
from everfair.science.lifecycle import DEFAULT, fit
from everfair.science.signals import Observations
from everfair.science.stages import Stage
from tests.science.planted_paths import planted as drawn_from_the_model

RELATIONSHIPS, EDITIONS, SHOCK = 5_000, 9, 5
SEEDS = (1, 2, 3)
AIM, ALONE = 0.85, 0.71


def figures() -> Iterator[Figure]:
    lives = [planted(seed, RELATIONSHIPS, EDITIONS, SHOCK) for seed in SEEDS]
    rich = [learned(one.seen) for one in lives]
    alone = [learned(one.booking_alone) for one in lives]
    ceiling = [filtered_by_the_truth(one) for one in lives]
    yield Figure("demo's lives, all signals, now: right", now(lives, rich), "", AIM, "aim")
    yield Figure("demo's lives, all signals, every edition: right", always(lives, rich), "", AIM, "aim")
    yield Figure("  the planting tables, now", now(lives, ceiling), "", now(lives, rich), "ours")
    yield Figure("  said of itself (mean probability), now", hoped(lives, rich), "", now(lives, rich), "ours")
    yield Figure("demo's lives, booking alone, now: right", now(lives, alone), "", ALONE, "expected")
    yield Figure(
        "demo's lives, booking alone, every edition: right", always(lives, alone), "", ALONE, "expected"
    )
    for stage in Stage:
        name = stage.name.lower()
        most = of_stage(lives, ceiling, stage)
        yield Figure(
            f"demo's lives, all signals, now: {name}",
            of_stage(lives, rich, stage),
            "",
            most,
            "planting tables",
        )
    yield from of_the_model()


def of_the_model() -> Iterator[Figure]:
    for rich, how, aim in ((True, "all signals", AIM), (False, "booking alone", ALONE)):
        seen, path = drawn_from_the_model(1, RELATIONSHIPS, EDITIONS, rich=rich)
        right = DEFAULT.filter(seen).argmax(axis=2) == path
        there = np.cumsum(seen.booking == 1, axis=1) > 0
        yield Figure(
            f"model's own lives, {how}, now: right", share(right[:, -1], there[:, -1]), "", aim, "aim"
        )
        yield Figure(f"model's own lives, {how}, every edition: right", share(right, there), "", aim, "aim")


def learned(seen: Observations) -> Floats:
    """As the product does it: fitted on these histories, without a look at the truth."""
    return fit(seen, np.ones(len(seen))).filter(seen)


def share(right: Bools, among: Bools) -> float:
    return float(right[among].mean())


def right_of(one: Planted, posterior: Floats) -> Bools:
    return np.asarray(posterior.argmax(axis=2) == one.stage)


def now(lives: list[Planted], posteriors: list[Floats]) -> float:
    """Among those who have ever come."""
    told = zip(lives, posteriors, strict=True)
    return float(np.mean([share(right_of(one, p)[:, -1], one.customers[:, -1]) for one, p in told]))


def always(lives: list[Planted], posteriors: list[Floats]) -> float:
    told = zip(lives, posteriors, strict=True)
    return float(np.mean([share(right_of(one, p), one.customers) for one, p in told]))


def hoped(lives: list[Planted], posteriors: list[Floats]) -> float:
    told = zip(lives, posteriors, strict=True)
    return float(np.mean([p[:, -1].max(axis=1)[one.customers[:, -1]].mean() for one, p in told]))


def of_stage(lives: list[Planted], posteriors: list[Floats], stage: Stage) -> float:
    told = zip(lives, posteriors, strict=True)
    return float(np.mean([share(right_of(one, p)[:, -1], in_it(one.stage, stage)) for one, p in told]))


def in_it(stages: Ints, stage: Stage) -> Bools:
    return np.asarray((stages[:, -1] == stage) & (stages[:, -1] != UNKNOWN))
