"""What every finding says beside its figures: whom to lead on to, or that there is too little to tell."""

from typing import Literal, TypedDict


class Drill(TypedDict):
    """`score`: the customers whose Score has the mark's `value` in the column `by`; `answers`: the respondents who
    answered on the mark's `value`; `relationship`: the mark names the relationship itself."""

    to: Literal["score", "answers", "relationship"]
    by: str
    value: str


class Lacking(TypedDict):
    """There is `n`; it needs about `needs` of what `of` says (respondents, customers, leaders, editions ...)."""

    n: int
    needs: int
    of: str


class NotEnough(TypedDict):
    not_enough: Lacking


class LackingTopic(Lacking):
    topic: str
