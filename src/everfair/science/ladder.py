"""Means-end ladders: from attributes over consequences to end goals.

Reynolds & Gutman (1988), "Laddering Theory, Method, Analysis, and Interpretation", Journal of Advertising Research
28(1): implication matrix of direct and indirect relations, and the hierarchical value map above a cutoff.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Ints

LEVELS = ("attribute", "consequence", "goal")


@dataclass(frozen=True, slots=True)
class Step:
    """An arrow of the map: how many ladders go from one to the other at once, and with others between."""

    origin: str
    target: str
    direct: int
    indirect: int


@dataclass(frozen=True, slots=True)
class Implications:
    """[concepts, concepts] counts of ladders in which the row leads to the column; each ladder counts once."""

    concepts: tuple[str, ...]
    direct: Ints
    indirect: Ints
    ladders: int

    def abstractness(self) -> dict[str, float]:
        """Share of a concept's direct relations that lead to it: 0 is a means only, 1 an end only (Pieters,
        Baumgartner & Allen 1995)."""
        received, sent = self.direct.sum(axis=0), self.direct.sum(axis=1)
        return {
            concept: float(inward / (inward + outward)) if inward + outward else 0.0
            for concept, inward, outward in zip(self.concepts, received, sent, strict=True)
        }

    def centrality(self) -> dict[str, float]:
        """Share of all direct relations that a concept is part of."""
        total = max(1, int(self.direct.sum()))
        touching = self.direct.sum(axis=0) + self.direct.sum(axis=1)
        return {concept: float(many / total) for concept, many in zip(self.concepts, touching, strict=True)}

    def map(self, cutoff: int) -> tuple[Step, ...]:
        """Arrows that `cutoff` ladders or more have, the strongest first; an arrow that only skips what lies between
        is left out where the way over the middle is on the map."""
        strong = self.direct >= cutoff
        steps = [
            Step(
                self.concepts[row],
                self.concepts[column],
                int(self.direct[row, column]),
                int(self.indirect[row, column]),
            )
            for row, column in np.argwhere(strong & ~_skips(strong))
        ]
        return tuple(sorted(steps, key=lambda step: (-step.direct, step.origin, step.target)))

    def covered(self, cutoff: int) -> float:
        """Share of all direct relations that lie at or above the cutoff: Reynolds & Gutman look for about 2/3."""
        total = int(self.direct.sum())
        return float(self.direct[self.direct >= cutoff].sum() / total) if total else 0.0

    def cutoff_covering(self, share: float = 2 / 3) -> int:
        """The highest cutoff that still covers the share."""
        counts = np.unique(self.direct[self.direct > 0])[::-1]
        return next((int(cutoff) for cutoff in counts if self.covered(int(cutoff)) >= share), 1)


def _skips(strong: np.ndarray) -> np.ndarray:
    """Arrows a -> c for which a longer way over the map exists (transitive reduction)."""
    reach = strong.copy()
    for middle in range(len(strong)):
        reach |= reach[:, [middle]] & reach[[middle], :]
    circular = np.diag(reach)
    over_others = (strong.astype(int) @ (reach & ~circular[:, None] & ~circular[None, :]).astype(int)) > 0
    return np.asarray(strong & over_others)


def implications(ladders: Sequence[Sequence[str]]) -> Implications:
    """Each ladder names concepts from the concrete to the abstract. A concept said twice in a ladder is taken where
    it was said first."""
    climbed = [tuple(dict.fromkeys(ladder)) for ladder in ladders]
    concepts = tuple(dict.fromkeys(concept for ladder in climbed for concept in ladder))
    place = {concept: at for at, concept in enumerate(concepts)}
    direct, indirect = (np.zeros((len(concepts), len(concepts)), dtype=np.int64) for _ in range(2))
    for ladder in climbed:
        steps = [place[concept] for concept in ladder]
        for at, low in enumerate(steps):
            for between, high in enumerate(steps[at + 1 :]):
                (indirect if between else direct)[low, high] += 1
    return Implications(concepts, direct, indirect, len(climbed))
