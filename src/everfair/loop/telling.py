"""What a hold-out of a given size can tell: plain arithmetic of two shares, before anything is done.

Normal approximation, level 5 %, power 80 %; the forecast, used as a covariate afterwards, does a little better.
"""

from dataclasses import dataclass
from math import ceil, sqrt

FEWEST_PER_ARM = 10
Z = 1.959964 + 0.841621
TEN_POINTS = 0.10


@dataclass(frozen=True)
class Telling:
    """`chance` is the share expected to come without care (None: not known, taken as one half)."""

    treated: int
    held_out: int
    chance: float | None = None

    @property
    def share(self) -> float:
        return 0.5 if self.chance is None else min(max(self.chance, 0.0), 1.0)

    @property
    def enough(self) -> bool:
        return min(self.treated, self.held_out) >= FEWEST_PER_ARM

    @property
    def points(self) -> int | None:
        """The smallest change, in points of a hundred, that four such rounds of five would show; None if too few."""
        if not self.enough:
            return None
        variance = max(self.share * (1 - self.share), 0.01)
        return max(1, round(100 * Z * sqrt(variance * (1 / self.treated + 1 / self.held_out))))

    @property
    def needs(self) -> int:
        """How many on each side it would take to see ten points."""
        return needs_about(self.share)


def needs_about(share: float, difference: float = TEN_POINTS) -> int:
    """How many on each side to see `difference` from `share` in four rounds of five."""
    other = min(max(share + difference, 0.0), 1.0)
    variance = share * (1 - share) + other * (1 - other)
    return max(FEWEST_PER_ARM, ceil(Z**2 * variance / difference**2))
