"""What to do for whom: effects of plays learned from rounds with hold-outs, and the plan that earns most by them.

For a customer of chance c, in groups by membership w (one group, or probabilities of stages), given plays k:

    logit P(comes) = a logit(c) + round + w' group + sum over k of  w' effect[k]

effect[k, g] ~ Normal(m[k], s), m[k] ~ Normal(overall, r): what a play does in one group is believed of it in others,
and what plays do of a play not yet tried, as far as the data say that they are alike (s and r by empirical Bayes).
Laplace approximation, so that a play tried on few stays uncertain. A round that is to teach plans on effects drawn
from what is believed (Thompson 1933), a draw for each part of the customers: a play is tried as often as it may be
the best. A round that is to earn plans on lower bounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import expit, logit

from .allocation import Allocation, allocate
from .arrays import Floats, Ints, Jsonable, floats, ints
from .logistic import Posterior, Prior, Rows, climb

OVERALL, OVERALL_SPREAD = 0.3, 0.4  # logits: an average play moves a chance of .5 to .57, give or take
PLAYS_DIFFER, GROUPS_DIFFER, DOUBT = 0.4, 0.3, 0.5  # log-normal priors of the spreads
CALIBRATION_SPREAD, ROUND_SPREAD, GROUP_SPREAD = 0.1, 0.5, 0.3
CLIP = 1e-4
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
CAUTION = 0.5  # standard deviations below what is believed: a play must be better than its luck
PARTS = 20
ONE_BY_ONE = 20_000  # more customers than these are planned in cells
GOOD_ENOUGH = 1e-3  # of the profit: what effects are known to is far coarser


@dataclass(frozen=True, slots=True)
class Seen:
    """What rounds showed of their members, held out or not; a row each."""

    chance: Floats  # [n] forecast before the round
    groups: Floats  # [n, groups] memberships, summing to 1
    given: npt.NDArray[np.bool_]  # [n, plays]; none for those held out
    came: Floats  # [n] 0 or 1
    round: Ints  # [n]

    @classmethod
    def none(cls, plays: int, groups: int) -> "Seen":
        empty = np.zeros(0)
        return cls(empty, np.zeros((0, groups)), np.zeros((0, plays), dtype=bool), empty, ints(empty))

    def and_then(self, other: "Seen") -> "Seen":
        """With a further round's members, whose rounds are numbered after these."""
        after = other.round + (int(self.round.max()) + 1 if len(self.round) else 0)
        return Seen(
            np.concatenate([self.chance, other.chance]),
            np.concatenate([self.groups, other.groups]),
            np.concatenate([self.given, other.given]),
            np.concatenate([self.came, other.came]),
            np.concatenate([self.round, after]),
        )


@dataclass(frozen=True, slots=True)
class Effects(Jsonable):
    """What is believed of plays x groups, on the logit scale, play by play."""

    plays: int
    groups: int
    mean: tuple[float, ...]  # [plays * groups]
    covariance: tuple[tuple[float, ...], ...]
    plays_differ: float  # standard deviations
    groups_differ: float
    members: float  # learned from

    def uplift(self, chance: npt.ArrayLike, groups: npt.ArrayLike) -> Floats:
        """[n, plays] chance to come that a play is expected to add."""
        middle, spread = self._of(groups)
        return floats(
            sum(w * self._added(chance, middle + z * spread) for z, w in zip(NODES, WEIGHTS, strict=True))
        )

    def lower(self, chance: npt.ArrayLike, groups: npt.ArrayLike, caution: float = CAUTION) -> Floats:
        """[n, plays] the same at `caution` standard deviations below what is believed."""
        middle, spread = self._of(groups)
        return self._added(chance, middle - caution * spread)

    def drawn(self, chance: npt.ArrayLike, groups: npt.ArrayLike, random: np.random.Generator) -> Floats:
        """[n, plays] as it may be: one draw of all effects."""
        root = np.linalg.cholesky(floats(self.covariance))
        effects = floats(self.mean) + root @ random.standard_normal(len(self.mean))
        return self._added(chance, _rows(groups) @ effects.reshape(self.plays, self.groups).T)

    def _of(self, groups: npt.ArrayLike) -> tuple[Floats, Floats]:
        """(mean, standard deviation) of each play's effect on each customer, [n, plays]."""
        w, mean = _rows(groups), floats(self.mean).reshape(self.plays, self.groups)
        blocks = floats(self.covariance).reshape(self.plays, self.groups, self.plays, self.groups)
        within = np.einsum("kgkh->kgh", blocks)
        return floats(w @ mean.T), floats(np.sqrt(np.einsum("ng,kgh,nh->nk", w, within, w)))

    @staticmethod
    def _added(chance: npt.ArrayLike, effect: Floats) -> Floats:
        eta = logit(np.clip(floats(chance), CLIP, 1 - CLIP))[:, None]
        return floats(expit(eta + effect) - expit(eta))


def learn(seen: Seen) -> Effects:
    """What the rounds taught; with no members what is believed before any round."""
    start = np.log([PLAYS_DIFFER, GROUPS_DIFFER])
    model = _Model.of(seen)
    spreads = start if not len(seen.came) else _spreads(model, start)
    return model.told(spreads, model.climbed(spreads))


def plan(
    uplift: Floats,
    worth: npt.ArrayLike | None,
    cost: npt.ArrayLike,
    *,
    budget: float,
    capacity: npt.ArrayLike | None = None,
    count: npt.ArrayLike | None = None,
) -> Allocation:
    """At most one play for each: the most profit, `uplift` [n, plays] times `worth` [n] less `cost` [plays] or [n,
    plays]; where nobody knows what one who comes is worth (None), the most who come. A play whose `uplift` is nan may
    not be given."""
    gain = uplift if worth is None else uplift * floats(worth)[:, None] - floats(cost)
    pays = np.where(gain > 0, gain, np.nan)
    prices = np.broadcast_to(floats(cost), pays.shape)
    if count is None and len(pays) > ONE_BY_ONE:
        return _planned_in_cells(pays, prices, budget, capacity)
    many = np.ones(len(uplift)) if count is None else count
    return allocate(pays, prices, many, budget=budget, capacity=capacity, gap=GOOD_ENOUGH)


def _planned_in_cells(
    pays: Floats, prices: Floats, budget: float, capacity: npt.ArrayLike | None
) -> Allocation:
    """Customers side by side in what the best play brings them are one cell: so many are planned as one by one."""
    best = np.where(np.isfinite(pays), pays, -np.inf)
    order = np.lexsort((best.max(axis=1), best.argmax(axis=1), *np.isfinite(pays).T, *prices.T))
    starts = np.flatnonzero(_new_cell(np.isfinite(pays)[order], prices[order], -(-len(pays) // ONE_BY_ONE)))
    many = np.diff(starts, append=len(order))
    gain = np.add.reduceat(pays[order], starts) / many[:, None]
    told = allocate(gain, prices[order][starts], many, budget=budget, capacity=capacity, gap=GOOD_ENOUGH)
    given = np.zeros(pays.shape, dtype=np.int64)
    given[order] = _one_each(told.given, many)
    gained = float(np.where(given > 0, pays, 0.0).sum())
    return Allocation(given, gained, told.cost, max(told.bound, gained))


def _new_cell(allowed: npt.NDArray[np.bool_], prices: Floats, size: int) -> npt.NDArray[np.bool_]:
    """Where a cell begins among sorted customers: at other plays or prices, and after so many."""
    other = (allowed[1:] != allowed[:-1]).any(axis=1) | (prices[1:] != prices[:-1]).any(axis=1)
    kind = np.concatenate([[0], np.cumsum(other)])
    within = np.arange(len(kind)) - np.searchsorted(kind, kind)
    return np.asarray(within % size == 0)


def _one_each(given: Ints, many: Ints) -> Ints:
    """What cells get, dealt to their customers: the last of a cell, who gain most, go first."""
    cell = np.repeat(np.arange(len(many)), many)
    from_last = np.cumsum(many)[cell] - 1 - np.arange(len(cell))
    upto = np.cumsum(given, axis=1)
    return ints((from_last[:, None] < upto[cell]) & (from_last[:, None] >= (upto - given)[cell]))


def explored(
    effects: Effects, chance: npt.ArrayLike, groups: npt.ArrayLike, *, seed: int, parts: int = PARTS
) -> Floats:
    """[n, plays] uplift to plan a teaching round on: customers fall into parts at random, each with its own draw."""
    random = np.random.default_rng(seed)
    c, w = floats(chance), _rows(groups)
    part, found = random.integers(0, parts, len(c)), np.zeros((len(c), effects.plays))
    for each in range(parts):
        here = part == each
        found[here] = effects.drawn(c[here], w[here], random)
    return found


@dataclass(frozen=True, slots=True)
class _Model:
    """Columns: logit of the chance | rounds | groups | overall | plays | plays x groups."""

    rows: Rows
    rounds: int
    plays: int
    groups: int

    @classmethod
    def of(cls, seen: Seen) -> "_Model":
        n, plays = seen.given.shape
        rounds = int(seen.round.max(initial=-1)) + 1
        given = seen.given.astype(np.float64)
        parts = [
            logit(np.clip(seen.chance, CLIP, 1 - CLIP))[:, None],
            seen.round[:, None] == np.arange(rounds),
            seen.groups,
            given.sum(axis=1, keepdims=True),
            given,
            (given[:, :, None] * seen.groups[:, None, :]).reshape(n, plays * seen.groups.shape[1]),
        ]
        return cls(
            Rows(csr_array(np.hstack(parts)), seen.came, np.ones(n)), rounds, plays, seen.groups.shape[1]
        )

    def climbed(self, spreads: Floats, start: Floats | None = None) -> Posterior:
        plays, groups = np.exp(spreads)
        width = list(self._widths(plays, groups))
        mean = np.zeros(len(width))
        mean[0], mean[1 + self.rounds + self.groups] = 1.0, OVERALL
        return climb(self.rows, Prior.normal(mean, floats(width)), start)

    def _widths(self, plays: float, groups: float) -> Iterator[float]:
        yield CALIBRATION_SPREAD
        yield from [ROUND_SPREAD] * self.rounds + [GROUP_SPREAD] * self.groups
        yield OVERALL_SPREAD
        yield from [plays] * self.plays + [groups] * (self.plays * self.groups)

    def told(self, spreads: Floats, posterior: Posterior) -> Effects:
        """overall + play + play x group, summed; with their covariance."""
        sums = self._sums()
        covariance = sums @ posterior.covariance() @ sums.T
        plays, groups = (float(each) for each in np.exp(spreads))
        return Effects(
            self.plays,
            self.groups,
            tuple((sums @ posterior.mode).tolist()),
            tuple(tuple(row) for row in covariance.tolist()),
            plays,
            groups,
            float(len(self.rows.came)),
        )

    def _sums(self) -> Floats:
        before = np.zeros((self.plays * self.groups, 1 + self.rounds + self.groups))
        of_play = np.repeat(np.eye(self.plays), self.groups, axis=0)
        return np.hstack([before, np.ones((len(before), 1)), of_play, np.eye(len(before))])


def _spreads(model: _Model, centre: Floats) -> Floats:
    at: Floats | None = None

    def negative(spreads: Floats) -> float:
        nonlocal at
        posterior = model.climbed(spreads, at)
        at = posterior.mode
        return -posterior.log_evidence + 0.5 * float((((spreads - centre) / DOUBT) ** 2).sum())

    best = minimize(negative, centre, method="Nelder-Mead", options={"xatol": 0.05, "fatol": 0.02})
    return floats(best.x)


def _rows(groups: npt.ArrayLike) -> Floats:
    return np.atleast_2d(floats(groups))
