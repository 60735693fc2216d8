"""Whether others follow a leader: its peers' bookings around the day it booked.

An event study as difference in differences: bookings of the peers in the window after the leader booked less those
before, against the same days before the opening in editions where that leader did not book. Clustered by leader
(a leader's editions are not independent). Placebo days, drawn where nothing happened, give the scale of chance.
Associational, unless the day was drawn at random: a leader may book when everybody does.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from .arrays import Floats, Ints, Jsonable, floats, ints
from .enough import NotEnough

NEEDS = 6  # leaders: fewer clusters give no error that means anything
NO_EVENT = -1


@dataclass(frozen=True, slots=True)
class Following(Jsonable):
    """Additional bookings of peers per leader's booking, within the window. 95 % interval."""

    effect: float
    low: float
    high: float
    standard_error: float
    leaders: int
    bookings: int  # how many leaders' bookings were looked at
    placebo: float  # share of placebo studies with an effect at least as large
    window: int

    @property
    def verdict(self) -> str:
        """follow, avoid, or unclear: the interval has 0 in it."""
        return "follow" if self.low > 0 else "avoid" if self.high < 0 else "unclear"


def study(
    bookings: npt.ArrayLike,
    event: npt.ArrayLike,
    leader: npt.ArrayLike,
    *,
    window: int = 14,
    placebos: int = 400,
    seed: int = 0,
) -> Following:
    """One row a leader and edition: `bookings` [rows, days] of its peers per day (the last column is the day before
    the opening), `event` the day it booked (a column; -1: it did not), `leader` its number.

    A row without event of the same leader is its comparison, or of all leaders where it has none. Raises NotEnough
    with fewer than six leaders whose booking has a whole window on both sides.
    """
    curve = np.cumsum(np.pad(np.atleast_2d(floats(bookings)), ((0, 0), (1, 0))), axis=1)
    day, who = ints(event), ints(leader)
    days = curve.shape[1] - 1
    seen = (day >= window) & (day + window < days)
    leaders = len(np.unique(who[seen]))
    if leaders < NEEDS or not (day == NO_EVENT).any():
        raise NotEnough(leaders, NEEDS, "leaders who booked in some editions and not in others")
    jumps = _jumps(curve, window)
    usual = _usual(jumps, day == NO_EVENT, who)
    own = jumps[seen, day[seen]] - usual[seen, day[seen]]
    effect, error = _clustered(own, who[seen])
    chance = _placebos(jumps, usual, day, seen, window, placebos, seed)
    half = float(stdtrit(leaders - 1, 0.975)) * error
    share = float((1 + (np.abs(chance) >= abs(effect)).sum()) / (1 + len(chance)))
    return Following(effect, effect - half, effect + half, error, leaders, int(seen.sum()), share, window)


def excess(
    bookings: npt.ArrayLike, event: npt.ArrayLike, leader: npt.ArrayLike, *, window: int = 14
) -> Floats:
    """[rows] additional bookings of peers at each booking of a leader, as `study` takes them together; nan where the
    leader did not book, or without a whole window on both sides, or with nothing to compare with."""
    curve = np.cumsum(np.pad(np.atleast_2d(floats(bookings)), ((0, 0), (1, 0))), axis=1)
    day, who = ints(event), ints(leader)
    quiet = day == NO_EVENT
    if not quiet.any():
        return np.full(len(day), np.nan)
    jumps = _jumps(curve, window)
    away = jumps - _usual(jumps, quiet, who)
    return floats(np.where(quiet, np.nan, away[np.arange(len(day)), np.maximum(day, 0)]))


def _jumps(curve: Floats, window: int) -> Floats:
    """[rows, days] bookings in the window after each day less those in the window before; nan at the rims."""
    days = curve.shape[1] - 1
    jumps = np.full((len(curve), days), np.nan)
    middle = np.arange(window, days - window)
    after = curve[:, middle + window + 1] - curve[:, middle + 1]
    jumps[:, middle] = after - (curve[:, middle] - curve[:, middle - window])
    return jumps


def _usual(jumps: Floats, quiet: npt.NDArray[np.bool_], who: Ints) -> Floats:
    """[rows, days] what the same days brought when the leader did not book."""
    usual = np.tile(jumps[quiet].mean(axis=0), (len(jumps), 1))
    for one in np.unique(who[quiet]):
        usual[who == one] = jumps[quiet & (who == one)].mean(axis=0)
    return floats(usual)


def _clustered(each: Floats, cluster: Ints) -> tuple[float, float]:
    """Mean, and its error with whole clusters as the units (CR1, Cameron & Miller 2015)."""
    mean = float(each.mean())
    _, place = np.unique(cluster, return_inverse=True)
    sums = np.bincount(place.reshape(-1), each - mean)
    groups = len(sums)
    return mean, float(np.sqrt(groups / (groups - 1) * sums @ sums)) / len(each)


def _placebos(
    jumps: Floats,
    usual: Floats,
    day: Ints,
    seen: npt.NDArray[np.bool_],
    window: int,
    placebos: int,
    seed: int,
) -> Floats:
    """Effects of studies whose days are drawn at least two windows away from what happened."""
    rows, free = np.flatnonzero(seen), np.arange(window, jumps.shape[1] - window)
    quiet = np.abs(free - day[rows, None]) > 2 * window
    rows, quiet = rows[quiet.any(axis=1)], quiet[quiet.any(axis=1)]
    if not len(rows):
        return np.zeros(0)
    first = np.argsort(~quiet, axis=1, kind="stable")  # places of the quiet days, then of the others
    drawn = np.random.default_rng(seed).integers(0, quiet.sum(axis=1), (placebos, len(rows)))
    days = free[first[np.arange(len(rows)), drawn]]
    return floats((jumps[rows, days] - usual[rows, days]).mean(axis=1))
