"""What recommendations bring, along the tree of who brought whom; and what is lost with one who brings others.

A child counts with its value times what it would not have brought anyway. It is shared among those who recommended
it by weights that sum to 1, so that what is credited directly adds up to what the children brought. Beyond that a
referrer is credited `gamma` of the credit of those it brought, generation after generation.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.special import gammaincinv

from .arrays import Floats, Interval, Ints, Jsonable, floats, ints
from .enough import NotEnough
from .ripple import Ripple

NEEDS = 30


@dataclass(frozen=True, slots=True)
class Credit:
    """A number per party, in the unit of value."""

    direct: Floats  # for those it brought itself: sums to what the children brought beyond anyway
    further: Floats  # for those they brought in turn, gamma per generation

    @property
    def total(self) -> Floats:
        return self.direct + self.further


def credit(
    referrer: npt.ArrayLike,
    child: npt.ArrayLike,
    weight: npt.ArrayLike,
    value: npt.ArrayLike,
    anyway: npt.ArrayLike,
    *,
    gamma: float = 0.5,
) -> Credit:
    """One row a referral: positions of referrer and child in `value` (of each party) and `anyway` (P(it would have
    come without)); weights in any unit. A value below 0 is of one whom bad words deterred.

    ValueError where parties recommended each other in a circle, or a weight is not above 0.
    """
    value, anyway = floats(value), floats(anyway)
    shares = _shares(ints(referrer), ints(child), floats(weight), len(value))
    own = value * (1 - anyway)
    direct = floats(shares @ own)
    further, wave = np.zeros(len(value)), direct
    while wave.any():
        wave = gamma * floats(shares @ wave)
        further += wave
    return Credit(direct, further)


def _shares(referrer: Ints, child: Ints, weight: Floats, parties: int) -> csr_array:
    """[referrers, children], each child's column summing to 1."""
    if (weight <= 0).any():
        raise ValueError(f"the weight at {int(np.argmax(weight <= 0))} is not above 0")
    of_child = np.bincount(child, weight, minlength=parties)
    shares = csr_array((weight / of_child[child], (referrer, child)), shape=(parties, parties))
    groups, _ = connected_components(shares, connection="strong")
    if groups < parties or (referrer == child).any():
        raise ValueError("parties recommended each other in a circle: leave out the later referral")
    return shares


@dataclass(frozen=True, slots=True)
class Following(Jsonable):
    """How many a customer brings, from the record, with the interval asked for."""

    brought: float
    interval: Interval
    customers: int

    def lost(self, worth: float, *, gamma: float = 0.5) -> Ripple:
        """The value that does not come with a lost customer: those it would bring, and theirs in turn."""
        low, high = self.interval
        ends = [each / (1 - min(gamma * each, 0.95)) for each in (low, self.brought, high)]
        return Ripple(ends[0] * worth, ends[1] * worth, ends[2] * worth, ends[1])


def following(brought: npt.ArrayLike, share: float = 0.9) -> Following:
    """`brought`: who came on each customer's recommendation, 0 for those who brought nobody; Garwood's exact Poisson
    interval (1936), widened where some bring many more than others. Raises NotEnough below about 30 customers."""
    counts = floats(brought)
    if len(counts) < NEEDS:
        raise NotEnough(len(counts), NEEDS, "customers")
    total, many = float(counts.sum()), len(counts)
    over = max(1.0, float(counts.var(ddof=1) / counts.mean())) if total else 1.0
    tail = (1 - share) / 2
    effective = total / over
    low = float(gammaincinv(effective, tail)) if effective > 0 else 0.0
    high = float(gammaincinv(effective + 1, 1 - tail))
    return Following(total / many, (low * over / many, high * over / many), many)
