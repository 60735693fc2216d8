"""What customers want and for what end; whether those come who say so; how much of their spending is ours."""

import re
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.strand import Strand, around, drill, rounded
from everfair.relations.findings import wanting as told
from everfair.science import ladder
from everfair.science.backtest import wilson
from everfair.science.enough import NotEnough

LADDERS, ANSWERS, SHARES = 20, 30, 10  # as few as each needs
MOST_LEVELS = 6  # of intent that are told apart
BETWEEN = re.compile(r"\s*(?:[>＞→⇒]|->)\s*")


@finder("means-end")
def means_end(of: Strand) -> told.MeansEnd:
    texts = of.words["text"][of.words["asks"] == "ladder"].tolist()
    climbed = [steps for steps in (rungs(text) for text in texts) if len(steps) > 1]
    if len(climbed) < LADDERS:
        raise NotEnough(len(climbed), LADDERS, "ladders")
    found = ladder.implications(climbed)
    cutoff = found.cutoff_covering()
    abstract, central = found.abstractness(), found.centrality()
    related = np.argwhere(found.direct + found.indirect).tolist()
    return {
        "n": len(climbed),
        "drill": drill("answers", "ladder", "concept"),
        "cutoff": cutoff,
        "covered": rounded(found.covered(cutoff)),
        "concepts": [_concept(one, climbed, abstract, central) for one in found.concepts],
        "arrows": [
            {"origin": step.origin, "target": step.target, "direct": step.direct, "indirect": step.indirect}
            for step in found.map(cutoff)
        ],
        "matrix": [_relation(found, row, column) for row, column in related],
    }  # fmt: skip


def _concept(
    one: str, climbed: list[list[str]], abstract: dict[str, float], central: dict[str, float]
) -> told.Concept:
    n = sum(one in steps for steps in climbed)
    return {
        "concept": one,
        "n": n,
        "abstractness": rounded(abstract[one]),
        "centrality": rounded(central[one]),
    }


def _relation(found: ladder.Implications, row: int, column: int) -> list[object]:
    counts = int(found.direct[row, column]), int(found.indirect[row, column])
    return [found.concepts[row], found.concepts[column], *counts]


def rungs(text: str) -> list[str]:
    """A ladder as it was written: attribute > consequence > goal."""
    return [rung for rung in BETWEEN.split(text.strip()) if rung]


@finder("calibration-of-intent")
def calibration_of_intent(of: Strand) -> told.CalibrationOfIntent:
    rows = of.mine("intended", "relationship, score")
    n = len(rows["score"])
    if n < ANSWERS:
        raise NotEnough(n, ANSWERS, "answers whose next edition has been held")
    said, came = rows["score"].astype(float), rows["came"].astype(float)
    levels = said if len(np.unique(said)) <= MOST_LEVELS else np.round(said * (MOST_LEVELS - 1))
    return {
        "n": n,
        "drill": drill("score", "intent", "said"),
        "said": rounded(said.mean()),
        "came": rounded(came.mean()),
        "marks": [_intent(said[levels == level], came[levels == level]) for level in np.unique(levels)],
    }


def _intent(said: npt.NDArray[Any], came: npt.NDArray[Any]) -> told.Intent:
    low, high = wilson(float(came.sum()), float(len(came)))
    return {
        "said": rounded(said.mean()),
        "came": rounded(came.mean()),
        "low": rounded(low),
        "high": rounded(high),
        "n": len(came),
    }


@finder("wallet-share")
def wallet_share(of: Strand) -> told.WalletShare:
    known = of.opinions["wallet_share"] if of.opinions else np.zeros(0)
    shares = known[np.isfinite(known)]
    if len(shares) < SHARES:
        raise NotEnough(len(shares), SHARES, "customers whose share is known")
    mean, low, high = around(shares)
    counts, edges = np.histogram(shares, bins=10, range=(0.0, 1.0))
    return {
        "n": len(shares),
        "drill": drill("score", "wallet_share", "start,end"),
        "mean": rounded(mean),
        "low": rounded(low),
        "high": rounded(high),
        "bins": [
            {"start": rounded(edges[at]), "end": rounded(edges[at + 1]), "n": int(counts[at])}
            for at in range(10)
        ],
    }
