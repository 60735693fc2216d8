"""The likelihood of `bgbb_effects` and its slope, over cells and a grid of the logit of p."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, digamma, expit, log_expit, softmax

from .arrays import Bools, Floats, Ints, floats
from .histories import AWAY, CAME, Histories

GRID = np.linspace(-15.0, 15.0, 61)
LOG_P, LOG_MISS = log_expit(GRID), log_expit(-GRID)
MOST_EDITIONS = 40  # so that chances of missing them all are numbers still at the end of the grid
USUAL_PRECISION = np.log(2.0)


@dataclass(frozen=True, slots=True)
class Seen:
    """Histories as the likelihood asks for them."""

    came: Floats  # [cells, editions] 1 where attended after the first
    missed: Floats  # [cells, editions] 1 where missed before the last attended
    first: Ints  # [cells]
    last: Ints  # [cells] edition last attended
    known: Floats  # [cells, 1 + k] 1 and the covariates
    count: Floats

    @classmethod
    def of(cls, cells: Histories, count: Floats, covariates: npt.ArrayLike | None) -> "Seen":
        if cells.editions > MOST_EDITIONS:
            raise ValueError(f"{cells.editions} editions, at most {MOST_EDITIONS} can be told apart")
        last = cells.editions - 1 - np.argmax(cells.attended[:, ::-1] == CAME, axis=1)
        numbers = np.arange(cells.editions)
        later = numbers > cells.first[:, None]
        missed = (cells.attended == AWAY) & (numbers < last[:, None])
        known = np.ones((len(cells), 1))
        if covariates is not None:
            known = np.hstack([known, np.asarray(covariates, dtype=np.float64).reshape(len(cells), -1)])
        return cls(
            floats((cells.attended == CAME) & later).reshape(later.shape),
            floats(missed).reshape(later.shape),
            cells.first,
            last,
            known,
            np.broadcast_to(count, len(cells)).astype(np.float64),
        )

    @property
    def editions(self) -> int:
        return int(self.came.shape[1])

    @property
    def held(self) -> Ints:
        """[cells] editions since the first."""
        return self.editions - 1 - self.first

    @property
    def ways(self) -> tuple[Ints, Ints, Bools]:
        """[cells, editions] for a customer whose last edition alive was this one: editions survived, whether it left
        then, and whether that can be."""
        numbers = np.arange(self.editions)
        stayed = numbers - self.first[:, None]
        left = np.broadcast_to(numbers < self.editions - 1, stayed.shape).astype(np.int64)
        return np.maximum(stayed, 0), left, numbers >= self.last[:, None]


@dataclass(frozen=True, slots=True)
class Point:
    """Where the likelihood is asked."""

    coming: Floats
    leaving: Floats
    precision: Floats  # logarithms
    cohorts_coming: Floats
    cohorts_leaving: Floats
    editions: Floats

    @classmethod
    def middle(cls, seen: Seen) -> "Point":
        k, editions = seen.known.shape[1], seen.editions
        slopes = np.zeros(k - 1)
        return cls(
            np.r_[0.0, slopes],
            np.r_[-1.0, slopes],
            np.full(2, USUAL_PRECISION),
            np.zeros(editions),
            np.zeros(editions),
            np.zeros(editions - 1),
        )

    @classmethod
    def shaped(cls, seen: Seen, flat: Floats) -> "Point":
        sizes = [len(values) for _, values in cls.middle(seen).named()]
        return cls(*np.split(flat, np.cumsum(sizes)[:-1]))

    def flat(self) -> Floats:
        return np.concatenate([values for _, values in self.named()])

    def named(self) -> Iterator[tuple[str, Floats]]:
        yield "coming", self.coming
        yield "leaving", self.leaving
        yield "precision", self.precision
        yield "cohorts_coming", self.cohorts_coming
        yield "cohorts_leaving", self.cohorts_leaving
        yield "editions", self.editions


@dataclass(frozen=True, slots=True)
class Reached:
    """The likelihood at a point, in the parts its slope is made of."""

    mean: Floats  # [cells] of p
    alpha: Floats
    beta: Floats
    leaves: Floats  # [cells] mean of theta
    gamma: Floats
    delta: Floats
    prior: Floats  # [cells, grid]
    until_last: (
        Floats  # [cells, grid] chance of what was seen, over that of missing all up to the last attended
    )
    missed: Floats  # [editions, grid] chance of missing every edition up to each
    lives: Floats  # [cells, editions] P(alive last at each)
    likelihood: Floats  # [cells]

    @classmethod
    def by(cls, seen: Seen, point: Point) -> "Reached":
        mean = expit(seen.known @ point.coming + point.cohorts_coming[seen.first])
        leaves = expit(seen.known @ point.leaving + point.cohorts_leaving[seen.first])
        alike, alike_leaving = np.exp(point.precision)
        alpha, beta = mean * alike, (1 - mean) * alike
        gamma, delta = leaves * alike_leaving, (1 - leaves) * alike_leaving
        shifted = GRID + np.r_[0.0, point.editions][:, None]
        comes, stays_away = log_expit(shifted), log_expit(-shifted)
        up_to = np.cumsum(stays_away, axis=0)
        seen_so = seen.came @ comes + seen.missed @ stays_away - up_to[seen.last]
        stayed, left, possible = seen.ways
        lives = betaln(gamma[:, None] + left, delta[:, None] + stayed) - betaln(gamma, delta)[:, None]
        lives = np.where(possible, np.exp(lives), 0.0)
        prior = softmax(np.outer(alpha, LOG_P) + np.outer(beta, LOG_MISS), axis=1)
        until_last, missed = np.exp(seen_so), np.exp(up_to)
        likelihood = (lives * ((until_last * prior) @ missed.T)).sum(axis=1)
        return cls(mean, alpha, beta, leaves, gamma, delta, prior, until_last, missed, lives, likelihood)

    def slope(self, seen: Seen, point: Point) -> Floats:
        """Of the log-likelihood, laid out as `Point.flat`."""
        each = seen.count / self.likelihood
        here = self.prior * self.until_last
        on_grid = each[:, None] * here * (self.lives @ self.missed)
        by_way = each[:, None] * self.lives * (here @ self.missed.T)
        coming, alike = self._of_beta(seen, on_grid)
        leaving, alike_leaving = self._of_leaving(seen, by_way)
        cohorts = [np.bincount(seen.first, values, minlength=seen.editions) for values in (coming, leaving)]
        editions = self._of_editions(seen, point, on_grid, each[:, None] * here)
        precision = np.array([alike, alike_leaving])
        return np.concatenate([seen.known.T @ coming, seen.known.T @ leaving, precision, *cohorts, editions])

    def _of_beta(self, seen: Seen, on_grid: Floats) -> tuple[Floats, float]:
        """In the logit of the mean of p, a cell each, and in the logarithm of its precision."""
        surprise = on_grid - seen.count[:, None] * self.prior
        alpha, beta = surprise @ LOG_P, surprise @ LOG_MISS
        mean = self.mean * (1 - self.mean) * (self.alpha + self.beta) * (alpha - beta)
        return mean, float(self.alpha @ alpha + self.beta @ beta)

    def _of_leaving(self, seen: Seen, by_way: Floats) -> tuple[Floats, float]:
        """The same of theta."""
        stayed, left, _ = seen.ways
        both = self.gamma + self.delta
        shared = digamma(both)[:, None] - digamma(both[:, None] + left + stayed)
        gone = digamma(self.gamma[:, None] + left) - digamma(self.gamma)[:, None] + shared
        kept = digamma(self.delta[:, None] + stayed) - digamma(self.delta)[:, None] + shared
        gamma, delta = (by_way * gone).sum(axis=1), (by_way * kept).sum(axis=1)
        mean = self.leaves * (1 - self.leaves) * both * (gamma - delta)
        return mean, float(self.gamma @ gamma + self.delta @ delta)

    def _of_editions(self, seen: Seen, point: Point, on_grid: Floats, weight: Floats) -> Floats:
        """In the effect of each edition but the first: who came, less who was to be expected of those alive."""
        alive = (seen.came + seen.missed).T @ on_grid
        for edition in range(1, seen.editions):
            over = seen.last < edition
            outlived = self.lives[over, edition:].T @ weight[over]
            alive[edition] += (outlived * self.missed[edition:]).sum(axis=0)
        expected = (alive[1:] * expit(GRID + point.editions[:, None])).sum(axis=1)
        return floats(seen.count @ seen.came[:, 1:] - expected)
