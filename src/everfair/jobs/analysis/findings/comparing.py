"""Our show beside competing ones, on the same topics."""

from collections.abc import Iterator
from statistics import fmean

import numpy as np

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import Arrays
from everfair.jobs.analysis.strand import Strand, around, drill, rounded
from everfair.relations.findings import comparing as told
from everfair.science.arrays import Floats, floats
from everfair.science.enough import NotEnough

RATERS = 10  # fewer give no mean that is worth showing
Rater = tuple[int, str, str]  # relationship, what an unnamed one is called, topic


@finder("competitors")
def competitors(of: Strand) -> told.Competitors:
    theirs = scores(of.rated, "competitor")
    raters = {key[:2] for ratings in theirs.values() for key in ratings}
    if len(raters) < RATERS:
        raise NotEnough(len(raters), RATERS, "respondents who rate a competing show")
    ours = scores(of.replies.about("performance"))[None]
    topics = sorted({key[2] for ratings in theirs.values() for key in ratings})
    order = sorted((one for one in theirs if one is not None), key=lambda one: (-len(theirs[one]), one))
    marks = [
        *_rated(None, ours, topics),
        *(mark for one in order for mark in _rated(one, theirs[one], topics)),
    ]
    return {
        "n": len(raters),
        "drill": drill("answers", "performance", "topic"),
        "competitors": order,
        "topics": topics,
        "marks": marks,
        "differences": [mark for one in order for mark in _differences(one, ours, theirs[one], topics)],
    }


def scores(rows: Arrays, by: str = "") -> dict[int | None, dict[Rater, float]]:
    """Show (None: ours) -> rater and topic -> mean score."""
    sums: dict[int | None, dict[Rater, list[float]]] = {} if by else {None: {}}
    shows = rows[by].tolist() if by else [None] * len(rows["score"])
    columns = (rows[name].tolist() for name in ("relationship", "respondent", "topic", "score"))
    for show, relationship, respondent, topic, score in zip(shows, *columns, strict=True):
        if relationship >= 0 or respondent:
            key = (relationship, respondent if relationship < 0 else "", topic)
            sums.setdefault(show, {}).setdefault(key, []).append(score)
    return {show: {key: fmean(each) for key, each in told.items()} for show, told in sums.items()}


def _rated(show: int | None, ratings: dict[Rater, float], topics: list[str]) -> Iterator[told.Rated]:
    for topic in topics:
        values = np.array([value for key, value in ratings.items() if key[2] == topic])
        if len(values) >= RATERS:
            mean, low, high = (rounded(one) for one in around(values))
            yield {
                "topic": topic,
                "competitor": show,
                "n": len(values),
                "mean": mean,
                "low": low,
                "high": high,
            }


def _differences(
    show: int, ours: dict[Rater, float], theirs: dict[Rater, float], topics: list[str]
) -> Iterator[told.Difference]:
    for topic in topics:
        both = floats(
            [(ours[key], value) for key, value in theirs.items() if key[2] == topic and key in ours]
        )
        if len(both) >= RATERS:
            yield _difference(topic, show, *both.T)


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
