"""What respondents get for what they give, the quality of the relationship, and what drives trust."""

from typing import Literal

import numpy as np

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.replies import Matrix
from everfair.jobs.analysis.strand import Strand, around, drill, rounded
from everfair.relations.findings import relating as told
from everfair.science import quality as science
from everfair.science import satisfaction
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough

PartName = Literal["satisfaction", "trust", "belonging", "friendship", "overall"]
PARTS: tuple[PartName, ...] = ("satisfaction", "trust", "belonging", "friendship")
DRIVERS = ("reputation", "adaptation", "shared_information", "length")


@finder("delivered-value")
def delivered_value(of: Strand) -> told.DeliveredValue:
    value, cost = of.replies.matrix("value_part"), of.replies.matrix("cost_part")
    who = np.intersect1d(value.who, cost.who)
    if len(who) < satisfaction.NEEDS:
        raise NotEnough(len(who), satisfaction.NEEDS, "respondents")
    gets, gives = (np.nanmean(one.of(who, one.topics).values, axis=1) for one in (value, cost))
    mean, low, high = around(gets - gives)
    return {
        "n": len(who),
        "drill": drill("answers", "value_part,cost_part", "topic"),
        "value": rounded(gets.mean()),
        "cost": rounded(gives.mean()),
        "delivered": rounded(mean),
        "low": rounded(low),
        "high": rounded(high),
        "marks": [*_parts("value", value), *_parts("cost", cost)],
    }


def _parts(kind: Literal["value", "cost"], seen: Matrix) -> list[told.Part]:
    marks: list[told.Part] = []
    for at, topic in enumerate(seen.topics):
        answers = seen.values[np.isfinite(seen.values[:, at]), at]
        mean, low, high = (rounded(one) for one in around(answers))
        marks.append(
            {"kind": kind, "topic": topic, "n": len(answers), "mean": mean, "low": low, "high": high}
        )
    return marks


@finder("quality")
def quality(of: Strand) -> told.Quality:
    who = of.replies.respondents(*science.PARTS)
    parts = {part: of.replies.one(part, who) for part in PARTS}
    if len(who) < science.NEEDS:
        raise NotEnough(len(who), science.NEEDS, "respondents")
    marks = [_part(part, scores, _items(of, part)) for part, scores in parts.items()]
    marks.append(
        _part("overall", science.overall({str(part): scores for part, scores in parts.items()}), None)
    )
    return {
        "n": len(who),
        "drill": drill("score", [*(f"quality_{part}" for part in science.PARTS), "quality"], "part"),
        "marks": [mark for mark in marks if mark is not None],
    }


def _part(part: PartName, scores: Floats, items: Floats | None) -> told.QualityPart | None:
    known = scores[np.isfinite(scores)]
    if len(known) < science.NEEDS:
        return None
    mean, low, high = around(known)
    agree = _alpha(items)
    return {
        "part": part,
        "n": len(known),
        "mean": rounded(mean),
        "low": rounded(low),
        "high": rounded(high),
        "items": 0 if items is None else items.shape[1],
        "alpha": rounded(agree.alpha) if agree else None,
        "alpha_low": rounded(agree.interval[0]) if agree else None,
        "alpha_high": rounded(agree.interval[1]) if agree else None,
    }


def _alpha(items: Floats | None) -> science.Alpha | None:
    """None with a single item, too few respondents, or answers that never differ."""
    if items is None:
        return None
    try:
        return science.alpha(items)
    except (NotEnough, ValueError):
        return None


def _items(of: Strand, part: str) -> Floats:
    """[respondents, items] of a part."""
    here = of.items["asks"] == part
    who, row = np.unique(of.items["response"][here], return_inverse=True)
    items, column = np.unique(of.items["item"][here], return_inverse=True)
    values = np.full((len(who), len(items)), np.nan)
    values[row, column] = of.items["score"][here]
    return values


@finder("trust-drivers")
def trust_drivers(of: Strand) -> told.TrustDrivers:
    who = of.replies.respondents("trust")
    asked = np.column_stack([of.replies.one(driver, who) for driver in DRIVERS[:-1]])
    relationships = of.replies.relationships_of(who, "trust")
    came = (of.attended(relationships) == 1).sum(axis=1).astype(np.float64)
    length = np.where(of.speakers.rows_of(relationships) >= 0, came, np.nan)
    found = satisfaction.importance(np.column_stack([asked, length]), of.replies.one("trust", who))
    return {
        "n": found.n,
        "drill": drill("score", "quality_trust", "driver"),
        "r2": rounded(found.r2),
        "marks": [_driver(found, at) for at in range(len(DRIVERS))],
    }


def _driver(found: satisfaction.Importance, at: int) -> told.Driver:
    return {
        "driver": DRIVERS[at],  # type: ignore[typeddict-item]
        "share": rounded(found.shares[at]),
        "low": rounded(found.low[at]),
        "high": rounded(found.high[at]),
        "relative": rounded(found.relative[at]),
        "rises": found.rises[at],
    }
