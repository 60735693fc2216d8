"""Fits of customer-base models against `lifetimes`, which fits customer by customer, on the same customers.

EVERFAIR_BENCH_CUSTOMERS asks for other sizes; at a million the peer's BG/BB takes minutes and gigabytes. Ours sums on
one thread, as the analysis does: the few numbers of a climb are not summed faster by two.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from bench.figures import Figure
from bench.peers import asked
from everfair.science import bgbb, bgnbd
from everfair.science.arrays import Floats
from everfair.science.transactions import cells

EDITIONS = 10
WEEKS = 39
PEER = """
import json, sys, time
import numpy as np, lifetimes
held = np.load(sys.argv[2])
fitter = getattr(lifetimes, sys.argv[1])()
begun, used = time.perf_counter(), time.process_time()
fitter.fit(*(held[name] for name in held.files))
spent = {"seconds": time.perf_counter() - begun, "processor": time.process_time() - used}
print(json.dumps(spent | {"parameters": [float(each) for each in fitter.params_]}))
"""


def figures() -> Iterator[Figure]:
    for size in os.environ.get("EVERFAIR_BENCH_CUSTOMERS", "100000").split(","):
        with threadpool_limits(1, "blas"):
            yield from of_editions(int(size))
            yield from of_purchases(int(size))


def of_editions(customers: int) -> Iterator[Figure]:
    x, t_x, n = attended(customers)
    begun, used = time.perf_counter(), time.process_time()
    ours = bgbb.fit(x, t_x, n, np.ones(customers))
    spent, used = time.perf_counter() - begun, time.process_time() - used
    peer = fitted_by_peer("BetaGeoBetaBinomFitter", frequency=x, recency=t_x, n_periods=n)
    alpha, beta, gamma, delta = peer.parameters
    theirs = bgbb.BGBB(alpha, beta, gamma, delta, 0.0, (None,) * 4, 0.0)
    likelihood = float(bgbb.log_likelihood(theirs, x, t_x, n).sum())
    yield from told("BG/BB", customers, (spent, used), peer, ours.log_likelihood - likelihood)


def of_purchases(customers: int) -> Iterator[Figure]:
    x, t_x, T = bought(customers)
    begun, used = time.perf_counter(), time.process_time()
    ours = bgnbd.fit(x, t_x, T)
    spent, used = time.perf_counter() - begun, time.process_time() - used
    peer = fitted_by_peer("BetaGeoFitter", frequency=x, recency=t_x, T=T)
    likelihood = -bgnbd._negative(np.log(peer.parameters), cells(x, t_x, T))[0]
    yield from told("BG/NBD", customers, (spent, used), peer, ours.log_likelihood - likelihood)


def told(
    model: str, customers: int, ours: tuple[float, float], peer: "Fitted", better: float
) -> Iterator[Figure]:
    """`ours`: seconds by the clock, and of processors."""
    what, (spent, used) = f"{model}, {customers:,} customers", ours
    yield Figure(f"{what}: fit", spent, "s", peer.seconds, "lifetimes")
    yield Figure(f"{what}: how much faster", peer.seconds / spent, "times")
    yield Figure(f"{what}: how much less processor time", peer.processor / used, "times")
    yield Figure(f"{what}: log-likelihood above lifetimes'", better, "nats")


@dataclass(frozen=True)
class Fitted:
    seconds: float
    processor: float
    parameters: list[float]


def fitted_by_peer(fitter: str, **columns: Floats) -> Fitted:
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "customers.npz"
        np.savez(held, **columns)  # type: ignore[arg-type]
        return Fitted(**asked("lifetimes", PEER, fitter, str(held)))


def attended(customers: int) -> tuple[Floats, Floats, Floats]:
    """Editions attended, the last of them, and all there were: first ones at different editions."""
    random = np.random.default_rng(1)
    willing, leaves = random.beta(1.2, 0.75, customers), random.beta(0.65, 2.8, customers)
    n = random.integers(1, EDITIONS, customers).astype(float)
    alive, x, t_x = np.ones(customers, bool), np.zeros(customers), np.zeros(customers)
    for edition in range(1, EDITIONS):
        alive &= random.random(customers) >= leaves
        comes = alive & (edition <= n) & (random.random(customers) < willing)
        x, t_x = x + comes, np.where(comes, edition, t_x)
    return x, t_x, n


def bought(customers: int) -> tuple[Floats, Floats, Floats]:
    """Repeat purchases, the last and the time watched, in weeks, by the day."""
    random = np.random.default_rng(2)
    rate, leaves = random.gamma(0.243, 1 / 4.414, customers), random.beta(0.793, 2.426, customers)
    watched = WEEKS - random.integers(0, 84, customers) / 7
    alive, now = np.ones(customers, bool), np.zeros(customers)
    x, t_x = np.zeros(customers), np.zeros(customers)
    while alive.any():
        now = now + random.exponential(1 / np.maximum(rate, 1e-12))
        buys = alive & (now <= watched)
        x, t_x = x + buys, np.where(buys, np.ceil(now * 7) / 7, t_x)
        alive = buys & (random.random(customers) >= leaves)
    return x, np.minimum(t_x, watched), watched
