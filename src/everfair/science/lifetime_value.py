"""What a relationship will still bring: editions to come times their worth, less what keeping it costs, discounted.

Expected value: discounted expected transactions (`BGBB.det`, Fader, Hardie & Shang 2010, eq. 14) times worth an
edition. The interval is of the value that will be seen, not of its mean: parameters are drawn from their Laplace
approximation, then what the customer is like, then its editions one by one.

Where another forecast says who comes next (`forecast`, which knows more of each), lives begin with its chance: whether
the customer still is one is set so that it holds, and how willing it is where that does not suffice.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Floats, floats
from .bgbb import BGBB, log_likelihood, p_alive
from .draws import shortest
from .likelihood import Top, climb, numeric

SUREST = 0.999  # nobody is more willing to come
SETTLED = 0.05  # what an edition that far ahead still counts: beyond it lives go on as on average


@dataclass(frozen=True, slots=True)
class LifetimeValue:
    """A number per cell. `low` to `high` holds what will be seen with the probability asked for."""

    expected: Floats
    low: Floats
    high: Floats
    editions: Floats  # discounted editions expected


def uncertainty(
    model: BGBB, x: npt.ArrayLike, t_x: npt.ArrayLike, n: npt.ArrayLike, count: npt.ArrayLike
) -> Top:
    """The model's top with its curvature in the very cells it was fitted on, so that parameters can be drawn."""
    x, t_x, n, count = floats(x), floats(t_x), floats(n), floats(count)

    def negative(log_parameters: Floats) -> float:
        alpha, beta, gamma, delta = np.exp(log_parameters)
        at = BGBB(alpha, beta, gamma, delta, 0.0, (None,) * 4, 0.0)
        return -float(count @ log_likelihood(at, x, t_x, n))

    start = np.log([model.alpha, model.beta, model.gamma, model.delta])
    return climb(numeric(negative), [start])


def value(
    model: BGBB,
    x: npt.ArrayLike,
    t_x: npt.ArrayLike,
    n: npt.ArrayLike,
    worth: npt.ArrayLike,
    *,
    rate: float,
    cost: npt.ArrayLike = 0.0,
    parameters: Floats | None = None,
    chance: npt.ArrayLike | None = None,
    draws: int = 400,
    share: float = 0.9,
    seed: int = 0,
) -> LifetimeValue:
    """Value to come of each cell, in the unit of `worth`.

    `worth`: margin of an edition attended, [cells], or [draws, cells] where it is uncertain itself (the mean of the
    draws is expected); `cost`: of keeping the relationship for an edition, spent while it lasts; `rate` per edition
    (.1 is 10 %); `parameters`: [draws, 4] from `uncertainty(...).draws`, else the model's own are taken for sure;
    `chance`: [cells] to come to the next edition, else the model's own.
    """
    x, t_x, n = np.broadcast_arrays(floats(x), floats(t_x), floats(n))
    worth, cost = floats(worth), np.broadcast_to(floats(cost), x.shape)
    begins = _beginning(model, x, t_x, n, chance)
    editions = model.det(x, t_x, n, rate) * begins.alive * begins.willing
    kept = _editions_kept(model, x, t_x, n, rate) * begins.alive
    expected = editions * np.atleast_2d(worth).mean(axis=0) - cost * kept
    known = floats([model.alpha, model.beta, model.gamma, model.delta])
    drawn = np.tile(known, (draws, 1)) if parameters is None else parameters[:draws]
    seen = _lived(drawn, x, t_x, n, np.broadcast_to(worth, (len(drawn), len(x))), cost, rate, seed, begins)
    low, high = shortest(seen, share)
    return LifetimeValue(expected, np.minimum(low, expected), np.maximum(high, expected), editions)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """By how much likelier than the model has it a customer still is one, and is willing to come: [cells]."""

    alive: Floats
    willing: Floats


def _beginning(model: BGBB, x: Floats, t_x: Floats, n: Floats, chance: npt.ArrayLike | None) -> _Beginning:
    if chance is None:
        return _Beginning(np.ones(len(x)), np.ones(len(x)))
    chance, willing = floats(chance), _willing(model, x, n)
    surely = np.minimum(chance / willing, 1.0)
    return _Beginning(surely / model.p_alive(x, t_x, n), np.maximum(chance / willing, 1.0))


def _willing(model: BGBB, x: Floats, n: Floats) -> Floats:
    """Chance to come to an edition of one who still is a customer."""
    return floats((model.alpha + x) / (model.alpha + model.beta + n))


def _editions_kept(model: BGBB, x: Floats, t_x: Floats, n: Floats, rate: float) -> Floats:
    """Discounted editions to come at which the customer is still one, whether it comes or not: being there and being
    willing are independent, so that one is transactions over the other."""
    return floats(model.det(x, t_x, n, rate) / _willing(model, x, n))


def _lived(
    parameters: Floats,
    x: Floats,
    t_x: Floats,
    n: Floats,
    worth: Floats,
    cost: Floats,
    rate: float,
    seed: int,
    begins: _Beginning,
) -> Floats:
    """[draws, cells] values of lives drawn edition by edition; what counts little adds its mean."""
    random = np.random.default_rng(seed)
    shape = (len(parameters), len(x))
    alpha, beta, gamma, delta = (column[:, None] for column in parameters.T)
    alive = random.random(shape) < begins.alive * p_alive(parameters, x, t_x, n)
    known = alpha + beta + n
    comes = np.minimum((alpha + x) * begins.willing, known * SUREST)
    willing, leaves = random.beta(comes, known - comes), random.beta(gamma, delta + n + 1, shape)
    came, kept, drawn = np.zeros(shape), np.zeros(shape), np.empty(shape)
    far = int(np.ceil(np.log(SETTLED) / -np.log1p(rate)))
    for ahead in range(1, far + 1):
        counts = (1 + rate) ** -ahead
        came += counts * (alive & (random.random(out=drawn) < willing))
        kept += counts * alive
        alive &= random.random(out=drawn) >= leaves
    further = alive / (1 - (1 - leaves) / (1 + rate)) * (1 + rate) ** -(far + 1)
    return floats((came + further * willing) * worth - (kept + further) * cost)


__all__ = ["LifetimeValue", "uncertainty", "value"]
