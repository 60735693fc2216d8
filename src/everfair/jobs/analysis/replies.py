"""Replies of respondents as matrices of respondents x topics, the way `science` takes them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from everfair.jobs.analysis.answers import Answers, places
from everfair.jobs.analysis.grid import Ints
from everfair.science.arrays import Floats

ROWS = "replies JOIN questions USING (question) JOIN sheets USING (response)"
ORDER = "question, response"
COLUMNS = "edition, response, relationship, respondent, asks, topic, score, low, high"


@dataclass(frozen=True)
class Matrix:
    """`values` [respondents, topics], nan where not answered, with the ends of the topics' own scales."""

    who: Ints
    topics: tuple[str, ...]
    values: Floats
    low: Floats
    high: Floats

    def of(self, who: Ints, topics: tuple[str, ...]) -> "Matrix":
        """The same for other respondents and topics: nan where it says nothing of them."""
        rows, columns = places(self.who, who), places(np.array(self.topics), np.array(topics))
        values = np.full((len(who), len(topics)), np.nan)
        there = np.ix_(rows >= 0, columns >= 0)
        values[there] = self.values[np.ix_(rows[rows >= 0], columns[columns >= 0])]
        ends = (np.where(columns >= 0, end[columns], np.nan) if len(end) else np.full(len(topics), np.nan)
                for end in (self.low, self.high))  # fmt: skip
        return Matrix(who, topics, values, *ends)


@dataclass(frozen=True)
class Replies(Answers):
    """What the engine has of replies, of one series and side, in `ORDER`."""

    def of_edition(self, edition: int) -> "Replies":
        here = np.flatnonzero(self.rows["edition"] == edition)
        return Replies({name: values[here] for name, values in self.rows.items()})

    def matrix(self, asks: str) -> Matrix:
        """Of the topics that anybody answered on."""
        topics = self.by_topic(asks)
        who = self.respondents(asks)
        values = np.full((len(who), len(topics)), np.nan)
        for column, told in enumerate(topics.values()):
            values[np.searchsorted(who, told["response"]), column] = told["score"]
        low = np.array([told["low"].min() for told in topics.values()], dtype=np.float64)
        high = np.array([told["high"].max() for told in topics.values()], dtype=np.float64)
        return Matrix(who, tuple(topics), values, low, high)

    def one(self, asks: str, who: Ints) -> Floats:
        """The mean over topics for these respondents, nan where they were not asked."""
        rows = self.about(asks)
        found, row = np.unique(rows["response"], return_inverse=True)
        mean = np.bincount(row, rows["score"], minlength=len(found)) / np.maximum(np.bincount(row), 1)
        at = places(found, who)
        return np.where(at >= 0, mean[at], np.nan) if len(mean) else np.full(len(who), np.nan)

    def respondents(self, *asked: str) -> Ints:
        """Responses that answered any of these."""
        return np.unique(np.concatenate([self.about(one)["response"] for one in asked]).astype(np.int64))

    def relationships_of(self, responses: Ints, asks: str) -> Ints:
        """Of those who answered this; -1 of unnamed respondents."""
        rows = self.about(asks)
        known, at = np.unique(rows["response"], return_index=True)
        found = np.append(rows["relationship"][at], -1)
        return np.asarray(found[places(known, responses)], dtype=np.int64)

    @cached_property
    def editions(self) -> tuple[int, ...]:
        return tuple(int(one) for one in np.unique(self.rows["edition"]) if one >= 0)
