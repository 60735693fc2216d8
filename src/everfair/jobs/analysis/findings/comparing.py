"""Our show beside competing ones, on the same topics."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from everfair.jobs.analysis.answers import by_topic, places
from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import Arrays, Ints
from everfair.jobs.analysis.strand import Strand, around, drill, rounded, where
from everfair.relations.findings import comparing as told
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough

RATERS = 10  # fewer give no mean that is worth showing
NOBODY = -1


@dataclass(frozen=True)
class Ratings:
    """Of one show on one topic: raters in order, and the mean of what each said."""

    who: Ints
    score: Floats

    def __len__(self) -> int:
        return len(self.who)

    @classmethod
    def of_rows(cls, who: Ints, score: Floats) -> "Ratings":
        known = who != NOBODY
        found, at = np.unique(who[known], return_inverse=True)
        return cls(found, np.bincount(at, score[known], minlength=len(found)) / np.bincount(at))


OfTopics = dict[str, Ratings]


@finder("competitors")
def competitors(of: Strand) -> told.Competitors:
    unnamed: dict[str, int] = {}
    theirs = dict(_of_shows(of.rated, unnamed))
    raters = _raters(theirs)
    if raters < RATERS:
        raise NotEnough(raters, RATERS, "respondents who rate a competing show")
    ours = _of_topics(of.replies.about("performance"), unnamed)
    topics = sorted({topic for ratings in theirs.values() for topic in ratings})
    order = sorted(theirs, key=lambda one: (-sum(map(len, theirs[one].values())), one))
    shows: list[tuple[int | None, OfTopics]] = [(None, ours), *((one, theirs[one]) for one in order)]
    return {
        "n": raters,
        "drill": drill("answers", "performance", "topic"),
        "competitors": order,
        "topics": topics,
        "marks": [mark for one, ratings in shows for mark in _rated(one, ratings, topics)],
        "differences": [mark for one in order for mark in _differences(one, ours, theirs[one], topics)],
    }


def _of_shows(rows: Arrays, unnamed: dict[str, int]) -> Iterator[tuple[int, OfTopics]]:
    for show in np.unique(rows["competitor"]).tolist():
        ratings = _of_topics(where(rows, rows["competitor"] == show), unnamed)
        if ratings:
            yield show, ratings


def _of_topics(rows: Arrays, unnamed: dict[str, int]) -> OfTopics:
    """Those that anybody is known to have rated."""
    each = {
        topic: Ratings.of_rows(_who(part, unnamed), part["score"]) for topic, part in by_topic(rows).items()
    }
    return {topic: ratings for topic, ratings in each.items() if len(ratings)}


def _who(rows: Arrays, unnamed: dict[str, int]) -> Ints:
    """A number for each: its relationship, or one below 0 for what an unnamed one is called, kept in `unnamed`."""
    who = rows["relationship"].astype(np.int64)
    here = np.flatnonzero(who < 0)
    called = rows["respondent"][here].tolist()
    who[here] = [NOBODY - 1 - unnamed.setdefault(one, len(unnamed)) if one else NOBODY for one in called]
    return who


def _raters(theirs: dict[int, OfTopics]) -> int:
    each = [ratings.who for of_topics in theirs.values() for ratings in of_topics.values()]
    return len(np.unique(np.concatenate(each))) if each else 0


def _rated(show: int | None, ratings: OfTopics, topics: list[str]) -> Iterator[told.Rated]:
    for topic in topics:
        if topic in ratings and len(ratings[topic]) >= RATERS:
            mean, low, high = (rounded(one) for one in around(ratings[topic].score))
            yield {
                "topic": topic,
                "competitor": show,
                "n": len(ratings[topic]),
                "mean": mean,
                "low": low,
                "high": high,
            }


def _differences(show: int, ours: OfTopics, theirs: OfTopics, topics: list[str]) -> Iterator[told.Difference]:
    for topic in topics:
        if topic in ours and topic in theirs:
            at = places(ours[topic].who, theirs[topic].who)
            both = at >= 0
            if both.sum() >= RATERS:
                yield _difference(topic, show, ours[topic].score[at[both]], theirs[topic].score[both])


def _difference(topic: str, show: int, ours: Floats, theirs: Floats) -> told.Difference:
    mean, low, high = around(ours - theirs)
    return {
        "topic": topic,
        "competitor": show,
        "n": len(ours),
        "difference": rounded(mean),
        "low": rounded(low),
        "high": rounded(high),
        "verdict": "ahead" if low > 0 else "behind" if high < 0 else "level",
        "ours": [rounded(one) for one in around(ours)],
        "theirs": [rounded(one) for one in around(theirs)],
    }
