"""How customers decide, by rules on what they did; answers of their own count before these (`opinions`)."""

from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.grid import CAME, Codes, Ints

DECISIONS = (None, "trial", "rational", "mainstream", "exploring", "cautious", "average")
SEEN, FAITHFUL, CHOOSY = 4, 0.8, 0.7  # editions since the first; shares of them attended
STEADY = 3  # editions


def decisions(side: str, past: Ints, first: Ints, attended: Codes) -> Ints:
    """Positions in `DECISIONS`; the first rule that holds decides. Never came: not known.

    Exhibitors: came once: trial. Over four editions or more since the first, came to some and not to others (seven
    in ten at most): rational, weighs each edition. Else mainstream. Visitors: came once: exploring. Came to at least
    three, and to four fifths since the first: cautious. Else average.
    """
    came, share = past > 0, _share(first, attended)
    since = np.where(first >= 0, attended.shape[1] - first, 0)
    if side == "visitor":
        rules = [
            ("exploring", past == 1),
            ("cautious", (past >= STEADY) & (share >= FAITHFUL)),
            ("average", came),
        ]
    else:
        rules = [
            ("trial", past == 1),
            ("rational", (since >= SEEN) & (share <= CHOOSY)),
            ("mainstream", came),
        ]
    codes = [DECISIONS.index(name) for name, _ in rules]
    return np.select([came & holds for _, holds in rules], codes, 0).astype(np.int64)


def _share(first: Ints, attended: Codes) -> npt.NDArray[Any]:
    """Of the editions since the first, those attended."""
    since = np.where(first >= 0, attended.shape[1] - first, 1)
    return np.asarray((attended == CAME).sum(axis=1) / np.maximum(since, 1), dtype=np.float64)
