"""What is seen of a relationship at each edition, as small codes.

Every array is [c, t] with -1 where nothing was seen; editions run to the last one held.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Bools, Ints
from .histories import BEFORE, CAME

Codes = npt.NDArray[np.int8]

MISSING = -1
SIGNALS = ("booking", "area", "engagement", "satisfaction", "complaint")
LEVELS = {
    "booking": ("not_yet", "came", "away"),
    "area": ("down", "same", "up"),
    "engagement": ("none", "some", "high"),
    "satisfaction": ("low", "middle", "high"),
    "complaint": ("none", "open_or_badly_solved", "well_solved"),
}
NOT_YET, HERE, AWAY = 0, 1, 2

# What was known before an edition, and so moves the stages between editions (the covariate of the transitions).
CONTEXTS = ("never_came", "here_once", "here_2_or_3", "here_4_or_more", "missed_one", "missed_two_or_more")


@dataclass(frozen=True, slots=True)
class Observations:
    booking: Codes  # 0 not yet a customer, 1 came, 2 stayed away
    area: Codes  # 0 smaller, 1 the same, 2 larger than last time
    engagement: Codes  # 0 none, 1 some, 2 high
    satisfaction: Codes  # 0 low, 1 middle, 2 high
    complaint: Codes  # 0 none, 1 open or badly solved, 2 well solved
    shock: Bools  # [t] editions hit by a shock: to stay away tells little

    def __len__(self) -> int:
        return int(self.booking.shape[0])

    @property
    def editions(self) -> int:
        return int(self.booking.shape[1])

    def signals(self) -> list[Codes]:
        return [self.booking, self.area, self.engagement, self.satisfaction, self.complaint]

    def contexts(self) -> Iterator[Ints]:
        """CONTEXTS code per cell: before edition 0, 1, .. and before the one to come."""
        past = np.zeros(len(self), dtype=np.int64)
        missed = np.zeros(len(self), dtype=np.int64)
        for edition in range(self.editions):
            yield context(past, missed)
            came = self.booking[:, edition] == HERE
            past = past + came
            missed = np.where(came, 0, missed + (self.booking[:, edition] == AWAY))
        yield context(past, missed)


def context(past: Ints, missed: Ints) -> Ints:
    """CONTEXTS code of so many participations so far, and editions missed since the last."""
    here = np.searchsorted([1, 2, 4], past, side="right")
    away = 3 + np.minimum(missed, 2)
    return np.asarray(np.where((past > 0) & (missed > 0), away, here), dtype=np.int64)


def observations(
    attended: npt.ArrayLike,
    area: npt.ArrayLike | None = None,
    engagement: npt.ArrayLike | None = None,
    satisfaction: npt.ArrayLike | None = None,
    complaint: npt.ArrayLike | None = None,
    shock: npt.ArrayLike | None = None,
) -> Observations:
    """From attendance (1 came, 0 stayed away, -1 not yet a customer; all -1 for one that never came) and signals."""
    came = np.atleast_2d(np.asarray(attended))
    booking = np.where(came == CAME, HERE, np.where(came == BEFORE, NOT_YET, AWAY)).astype(np.int8)
    seen = (area, engagement, satisfaction, complaint)
    others = {name: _codes(name, codes, came.shape) for name, codes in zip(SIGNALS[1:], seen, strict=True)}
    hit = np.zeros(came.shape[1], dtype=bool) if shock is None else np.asarray(shock, dtype=bool)
    return Observations(booking=booking, shock=hit, **others)


def _codes(name: str, values: npt.ArrayLike | None, shape: tuple[int, ...]) -> Codes:
    if values is None:
        return np.full(shape, MISSING, dtype=np.int8)
    codes = np.atleast_2d(np.asarray(values))
    if codes.shape != shape or codes.min(initial=0) < MISSING or codes.max(initial=0) > 2:
        raise ValueError(f"{name} must be -1, 0, 1 or 2, of shape {shape}")
    return codes.astype(np.int8, copy=False)
