"""Topics that the same respondents answered: only among these can one be weighed against another.

Several questionnaires may ask for performance, each of other topics and of other people. No respondent answers them
all, so no table holds them all; whoever kept the largest alone would drop the rest. So each group of topics is a table
of its own. Scales do not part them: every answer is a score from 0 to 1.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from everfair.jobs.analysis.grid import Bools
from everfair.jobs.analysis.replies import Matrix
from everfair.jobs.analysis.strand import Strand
from everfair.relations.findings.body import LackingTopic
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough
from everfair.science.satisfaction import NEEDS

OUTCOMES = ("overall", "recommend", "intent")
Part = TypeVar("Part")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Rows:
    """Respondents with every one of the topics and an outcome; nothing is missing in `table`, the outcome is last."""

    topics: tuple[str, ...]
    outcome: str
    table: Floats

    @property
    def attributes(self) -> Floats:
        return self.table[:, :-1]

    @property
    def result(self) -> Floats:
        return self.table[:, -1]


@dataclass(frozen=True)
class Together:
    """The group most answered first; `lacking`: topics that stand in none."""

    groups: list[Rows]
    lacking: list[LackingTopic]

    def each(self, found: Callable[[Rows], Found]) -> tuple[list[Found], list[LackingTopic]]:
        """Of every group that has enough for it, and the topics of which nothing is told. Raises NotEnough where no
        group has."""
        told, missing = _tried(self.groups, found)
        if not told:
            raise max((lacks for _, lacks in missing), key=lambda lacks: lacks.n)
        held = {topic for rows, _ in told for topic in rows.topics}
        poor = [one for rows, lacks in missing for one in _lacking(set(rows.topics) - held, lacks)]
        return [one for _, one in told], [*self.lacking, *poor]


def together(of: Strand) -> Together:
    """Raises NotEnough where there is no group."""
    seen = of.replies.matrix("performance")
    there = np.isfinite(seen.values)
    topics, answered = np.array(seen.topics, dtype=object), there.sum(axis=0)
    told, missing = _tried(list(_parts(there)), lambda here: _rows(of, seen, here))
    if not told:
        nobody = NotEnough(int(answered.max(initial=0)), NEEDS, "respondents")
        raise max((lacks for _, lacks in missing), key=lambda lacks: lacks.n, default=nobody)
    held = {topic for _, rows in told for topic in rows.topics}
    few = [(topic, int(n)) for topic, n in zip(seen.topics, answered, strict=True) if n < NEEDS]
    lacking = [one for topic, n in few for one in _lacking({topic}, NotEnough(n, NEEDS, "respondents"))]
    poor = [one for here, lacks in missing for one in _lacking(set(topics[here]) - held, lacks)]
    return Together([rows for _, rows in told], [*lacking, *poor])


def _tried(
    parts: list[Part], found: Callable[[Part], Found]
) -> tuple[list[tuple[Part, Found]], list[tuple[Part, NotEnough]]]:
    told, missing = [], []
    for part in parts:
        try:
            told.append((part, found(part)))
        except NotEnough as lacks:
            missing.append((part, lacks))
    return told, missing


def _lacking(topics: set[str], lacks: NotEnough) -> list[LackingTopic]:
    return [{"topic": topic, "n": lacks.n, "needs": lacks.needs, "of": lacks.of} for topic in sorted(topics)]


def _parts(there: Bools) -> Iterator[Bools]:
    """Which of the topics stand together, again and again: the topic most answered of those left, with all topics that
    half of its respondents answered too. A topic may stand in several groups."""
    left = there.sum(axis=0) >= NEEDS
    while left.any():
        lead = int(np.argmax(np.where(left, there.sum(axis=0), -1)))
        both = there[there[:, lead]].sum(axis=0)
        here = both >= max(NEEDS, both[lead] / 2)
        left = left & ~here
        yield here


def _rows(of: Strand, seen: Matrix, here: Bools) -> Rows:
    whole = np.asarray(np.isfinite(seen.values[:, here]).all(axis=1))
    outcome, result = _outcome(of, seen, whole)
    kept = np.logical_and(whole, np.isfinite(result))
    topics = tuple(topic for topic, stands in zip(seen.topics, here, strict=True) if stands)
    return Rows(topics, outcome, np.column_stack([seen.values[np.ix_(kept, here)], result[kept]]))


def _outcome(of: Strand, seen: Matrix, whole: Bools) -> tuple[str, Floats]:
    """The first that enough of them answered."""
    asked = [(name, of.replies.one(name, seen.who)) for name in OUTCOMES]
    many = [int(np.isfinite(answers[whole]).sum()) for _, answers in asked]
    for told, n in zip(asked, many, strict=True):
        if n >= NEEDS:
            return told
    raise NotEnough(max(many), NEEDS, "respondents with overall satisfaction")
