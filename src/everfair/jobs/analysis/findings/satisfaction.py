"""Satisfaction: gaps, what matters, importance against performance, penalty and reward, zones, goals."""

from dataclasses import dataclass

import numpy as np

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.findings.together import Rows, together
from everfair.jobs.analysis.replies import Matrix
from everfair.jobs.analysis.strand import Strand, around, drill, rounded
from everfair.relations.findings import satisfaction as told
from everfair.relations.findings.body import LackingTopic
from everfair.science import satisfaction
from everfair.science.arrays import Floats, plain
from everfair.science.backtest import wilson
from everfair.science.enough import NotEnough

POOR, GOOD = 0.4, 0.8  # of a scale of five: up to 2, and 5
EXPECTED_FROM = 0.5


@finder("gaps")
def gaps(of: Strand) -> told.Gaps:
    found = pairs(of, "expectation", "performance")
    return {
        "n": found.n,
        "drill": drill("answers", "performance", "topic"),
        "marks": found.marks,
        "lacking": found.lacking,
    }


@finder("goals")
def goals(of: Strand) -> told.Goals:
    found = pairs(of, "goal_set", "goal_reached", on_own_scale=False)
    return {
        "n": found.n,
        "drill": drill("answers", "goal_reached", "topic"),
        "marks": [_goal(mark) for mark in found.marks],
        "lacking": found.lacking,
    }


def _goal(mark: told.Gap) -> told.Goal:
    return {
        "topic": mark["topic"], "n": mark["n"], "importance": mark["expectation"], "reached": mark["performance"],
        "gap": mark["gap"], "low": mark["low"], "high": mark["high"], "missed": mark["dissatisfied"],
        "verdict": mark["verdict"],
    }  # fmt: skip


class Pairs:
    """What was hoped for against what was seen, topic by topic."""

    def __init__(self, n: int, marks: list[told.Gap], lacking: list[LackingTopic]) -> None:
        self.n, self.marks, self.lacking = n, marks, lacking


def pairs(of: Strand, before: str, after: str, *, on_own_scale: bool = True) -> Pairs:
    """Raises NotEnough where no topic has enough pairs."""
    hoped, seen = of.replies.matrix(before), of.replies.matrix(after)
    topics = tuple(sorted(set(hoped.topics) & set(seen.topics)))
    who = np.union1d(hoped.who, seen.who)
    hoped, seen = hoped.of(who, topics), seen.of(who, topics)
    both = np.isfinite(hoped.values) & np.isfinite(seen.values)
    low, high = (seen.low, seen.high) if on_own_scale else (np.zeros(len(topics)), np.ones(len(topics)))
    found = (
        satisfaction.gaps(low + hoped.values * (high - low), low + seen.values * (high - low))
        if topics
        else []
    )
    marks = [
        _gap(topic, one, [rounded(low[at]), rounded(high[at])])
        for at, (topic, one) in enumerate(zip(topics, found, strict=True))
        if not isinstance(one, NotEnough)
    ]
    lacking: list[LackingTopic] = [
        {"topic": topic, "n": one.n, "needs": one.needs, "of": one.of}
        for topic, one in zip(topics, found, strict=True)
        if isinstance(one, NotEnough)
    ]
    if not marks:
        raise NotEnough(max((one["n"] for one in lacking), default=0), satisfaction.NEEDS, "respondents")
    return Pairs(int(both.any(axis=1).sum()), marks, lacking)


def _gap(topic: str, one: satisfaction.Gap, scale: list[float]) -> told.Gap:
    figures = {name: rounded(value) for name, value in one.to_dict().items() if name != "n"}
    return {"topic": topic, "n": one.n, "scale": scale, "verdict": one.verdict, **figures}  # type: ignore[typeddict-item]


@finder("importance")
def importance(of: Strand) -> told.Importance:
    (first, *others), lacking = of.once("weighed", weighed)
    return {
        "drill": drill("answers", "performance", "topic"),
        **first.told,
        "lacking": lacking,
        "others": [one.told for one in others],
    }


@dataclass(frozen=True)
class Weighed:
    rows: Rows
    told: told.Weights


def weighed(of: Strand) -> tuple[list[Weighed], list[LackingTopic]]:
    """What each topic of a group weighs among them."""
    stated = of.replies.matrix("importance")
    return of.once("together", together).each(lambda rows: Weighed(rows, _weights(rows, stated)))


def _weights(rows: Rows, stated: Matrix) -> told.Weights:
    found = satisfaction.importance(rows.attributes, rows.result)
    said = stated.of(stated.who, rows.topics).values
    return {
        "n": found.n,
        "outcome": rows.outcome,
        "r2": rounded(found.r2),
        "marks": [_weight(found, rows.topics, said, at) for at in range(len(rows.topics))],
    }


def _weight(found: satisfaction.Importance, topics: tuple[str, ...], stated: Floats, at: int) -> told.Weight:
    said = stated[np.isfinite(stated[:, at]), at]
    return {
        "topic": topics[at],
        "derived": rounded(found.shares[at]),
        "low": rounded(found.low[at]),
        "high": rounded(found.high[at]),
        "relative": rounded(found.relative[at]),
        "rises": found.rises[at],
        "stated": rounded(said.mean()) if len(said) else None,
        "stated_n": len(said),
    }


@finder("importance-performance")
def importance_performance(of: Strand) -> told.ImportancePerformance:
    groups, lacking = of.once("weighed", weighed)
    first, *others = [_map(one) for one in groups]
    return {
        "drill": drill("answers", "performance", "topic"),
        **first,
        "lacking": lacking,
        "others": others,
    }


def _map(one: Weighed) -> told.Map:
    part = one.told["r2"] if one.told["r2"] > 0 else 1.0
    marks = [_placed(mark, one.rows.attributes[:, at], part) for at, mark in enumerate(one.told["marks"])]
    matters, done = [mark["importance"] for mark in marks], [mark["performance"] for mark in marks]
    for mark, quadrant in zip(marks, satisfaction.importance_performance(matters, done), strict=True):
        mark["quadrant"] = quadrant  # type: ignore[typeddict-item]
    lines = {
        "performance": rounded(sum(done) / len(done)),
        "importance": rounded(sum(matters) / len(matters)),
    }
    return {"n": one.told["n"], "lines": lines, "marks": marks}


def _placed(weight: told.Weight, seen: Floats, part: float) -> told.Placed:
    mean, low, high = around(seen)
    return {
        "topic": weight["topic"],
        "n": len(seen),
        "performance": rounded(mean),
        "performance_low": rounded(low),
        "performance_high": rounded(high),
        "importance": weight["relative"],
        "importance_low": rounded(weight["low"] / part),
        "importance_high": rounded(weight["high"] / part),
        "stated": weight["stated"],
        "quadrant": "low_priority",
    }


@finder("penalty-reward")
def penalty_reward(of: Strand) -> told.PenaltyReward:
    (first, *others), lacking = of.once("together", together).each(_contrasts)
    return {
        "drill": drill("answers", "performance", "topic"),
        **first,
        "lacking": lacking,
        "others": others,
    }


def _contrasts(rows: Rows) -> told.Contrasts:
    many = len(rows.topics)
    found = satisfaction.penalty_reward(rows.attributes, rows.result, low=[POOR] * many, high=[GOOD] * many)
    marks: list[told.Contrast] = [
        {"topic": topic, **plain(one.to_dict()), "kind": one.kind}  # type: ignore[typeddict-item]
        for topic, one in zip(rows.topics, found, strict=True)
    ]
    return {"n": len(rows.table), "outcome": rows.outcome, "marks": marks}


@finder("zones")
def zones(of: Strand) -> told.Zones:
    expected, spoken = of.replies.matrix("expectation"), of.replies.matrix("spoken")
    topics = tuple(sorted(set(expected.topics) & set(spoken.topics)))
    who = np.union1d(expected.who, spoken.who)
    hopes, words = expected.of(who, topics).values, spoken.of(who, topics).values
    both = np.isfinite(hopes) & np.isfinite(words)
    marks = [
        _zone(topic, hopes[both[:, at], at], words[both[:, at], at])
        for at, topic in enumerate(topics)
        if both[:, at].sum() >= satisfaction.NEEDS
    ]
    if not marks:
        raise NotEnough(int(both.sum(axis=0).max(initial=0)), satisfaction.NEEDS, "respondents")
    return {"n": int(both.any(axis=1).sum()), "drill": drill("answers", "spoken", "topic"), "marks": marks}


def _zone(topic: str, hopes: Floats, words: Floats) -> told.Zone:
    n = len(hopes)
    expect, speak = (int((answers >= EXPECTED_FROM).sum()) for answers in (hopes, words))
    ends = [wilson(float(many), float(n)) for many in (expect, speak)]
    return {
        "topic": topic,
        "n": n,
        "expected": rounded(expect / n),
        "expected_low": rounded(ends[0][0]),
        "expected_high": rounded(ends[0][1]),
        "spoken": rounded(speak / n),
        "spoken_low": rounded(ends[1][0]),
        "spoken_high": rounded(ends[1][1]),
        "zone": satisfaction.zone(expected=expect * 2 >= n, spoken=speak * 2 >= n),  # type: ignore[typeddict-item]
    }
