"""Whether the machine and the people of the house agree about who is who, told from what people decided."""

import math
from dataclasses import dataclass
from functools import cached_property

from everfair.parties.decisions import answered
from everfair.parties.duplicates import State
from everfair.parties.joining import contradicted
from everfair.parties.models.linkage import LinkageModel, Thresholds

# Below this a share says little.
ENOUGH = 30
_Z_90 = 1.6449


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, with Wilson's 90 % interval (1927)."""

    part: int
    whole: int

    @property
    def is_telling(self) -> bool:
        return self.whole >= ENOUGH

    @property
    def share(self) -> float:
        return self.part / self.whole if self.whole else 0.0

    @cached_property
    def interval(self) -> tuple[float, float]:
        if not self.whole:
            return 0.0, 1.0
        spread = _Z_90**2 / self.whole
        middle = (self.share + spread / 2) / (1 + spread)
        half = math.sqrt(spread * (self.share * (1 - self.share) + spread / 4)) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Agreement:
    """What people decided about pairs of one kind: how many the same, how many different; of those that the lines
    call certain, how many they found the same; of those that reach neither line, how many."""

    same: int
    different: int
    certain: Share
    below: Share

    @property
    def decided(self) -> int:
        return self.same + self.different


def agreement(kind: str, lines: Thresholds | None = None) -> Agreement:
    """By these lines, else by those of the house; the score is that of the moment of each decision."""
    drawn = lines or LinkageModel.lines()[kind]
    said = answered(kind)
    same = said.filter(state=State.MERGED)
    sure, unlikely = said.filter(score__gte=drawn.certain), said.filter(score__lt=drawn.doubtful)
    sure = sure.exclude(contradicted())
    return Agreement(
        same=same.count(),
        different=said.filter(state=State.APART).count(),
        certain=Share(sure.filter(state=State.MERGED).count(), sure.count()),
        below=Share(unlikely.filter(state=State.MERGED).count(), unlikely.count()),
    )
