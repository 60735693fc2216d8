"""Satisfaction: gaps, what matters, importance against performance, penalty and reward, zones, goals."""

import numpy as np

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.replies import Matrix
from everfair.jobs.analysis.strand import Strand, around, drill, rounded
from everfair.relations.findings import satisfaction as told
from everfair.relations.findings.body import LackingTopic
from everfair.science import satisfaction
from everfair.science.arrays import Floats, plain
from everfair.science.backtest import wilson
from everfair.science.enough import NotEnough

OUTCOMES = ("overall", "recommend", "intent")
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


class Rows:
    """Respondents with every topic that enough of them answered, and an outcome."""

    def __init__(self, of: Strand) -> None:
        seen = of.replies.matrix("performance")
        self.outcome, result = _outcome(of, seen)
        answered = np.isfinite(seen.values[np.isfinite(result)]).sum(axis=0)
        asked = max(satisfaction.NEEDS, 0.5 * float(answered.max(initial=0)))
        kept = answered >= asked
        self.topics = tuple(topic for topic, here in zip(seen.topics, kept, strict=True) if here)
        self.lacking: list[LackingTopic] = [
            {"topic": topic, "n": int(n), "needs": int(asked), "of": "respondents"}
            for topic, n, here in zip(seen.topics, answered, kept, strict=True)
            if not here
        ]
        table = np.column_stack([seen.values[:, kept], result])
        self.table = table[np.isfinite(table).all(axis=1)]
        if not self.topics:
            raise NotEnough(int(answered.max(initial=0)), satisfaction.NEEDS, "respondents")

    @property
    def attributes(self) -> Floats:
        return self.table[:, :-1]

    @property
    def result(self) -> Floats:
        return self.table[:, -1]


def _outcome(of: Strand, seen: Matrix) -> tuple[str, Floats]:
    """The first that enough respondents answered."""
    asked = [(name, of.replies.one(name, seen.who)) for name in OUTCOMES]
    most = [(name, answers) for name, answers in asked if np.isfinite(answers).sum() >= satisfaction.NEEDS]
    if not most:
        n = max(int(np.isfinite(answers).sum()) for _, answers in asked)
        raise NotEnough(n, satisfaction.NEEDS, "respondents with overall satisfaction")
    return most[0]


@finder("importance")
def importance(of: Strand) -> told.Importance:
    rows = of.once("rows", Rows)
    found = of.once("weights", lambda it: satisfaction.importance(rows.attributes, rows.result))
    stated = of.replies.matrix("importance").of(of.replies.respondents("importance"), rows.topics).values
    return {
        "n": found.n,
        "drill": drill("answers", "performance", "topic"),
        "outcome": rows.outcome,
        "r2": rounded(found.r2),
        "marks": [_weight(found, rows.topics, stated, at) for at in range(len(rows.topics))],
        "lacking": rows.lacking,
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
    weights = importance(of)
    seen = of.once("rows", Rows).attributes
    marks = [_placed(weight, seen[:, at], weights["r2"]) for at, weight in enumerate(weights["marks"])]
    matters, done = [mark["importance"] for mark in marks], [mark["performance"] for mark in marks]
    for mark, quadrant in zip(marks, satisfaction.importance_performance(matters, done), strict=True):
        mark["quadrant"] = quadrant  # type: ignore[typeddict-item]
    return {
        "n": weights["n"],
        "drill": weights["drill"],
        "lines": {
            "performance": rounded(sum(done) / len(done)),
            "importance": rounded(sum(matters) / len(matters)),
        },
        "marks": marks,
    }


def _placed(weight: told.Weight, seen: Floats, r2: float) -> told.Placed:
    mean, low, high = around(seen)
    part = r2 if r2 > 0 else 1.0
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
    rows = of.once("rows", Rows)
    many = len(rows.topics)
    found = satisfaction.penalty_reward(rows.attributes, rows.result, low=[POOR] * many, high=[GOOD] * many)
    return {
        "n": len(rows.table),
        "drill": drill("answers", "performance", "topic"),
        "marks": [
            {"topic": topic, **plain(one.to_dict()), "kind": one.kind}  # type: ignore[typeddict-item]
            for topic, one in zip(rows.topics, found, strict=True)
        ],
    }


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
