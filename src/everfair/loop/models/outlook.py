"""What the plan of a draft learned from, spends and expects: told once by the job, read by the page."""

from typing import TypedDict

from django.db import models
from django.utils import timezone


class Learned(TypedDict):
    """What a play does at a stage, in chance added to a customer of the usual `chance` there (95 % interval).

    `tried` got it, `held_out` were meant to; the effect is None where there are too few to tell."""

    play: int
    stage: str
    tried: int
    held_out: int
    chance: float
    effect: float | None
    low: float | None
    high: float | None


class Way(TypedDict):
    """A way to spend the budget: the plan's own, `value`, `churn_risk` or `equally`; with what it is expected to bring
    by what is believed now. None while nothing is learned; money is None too where past stands have no price."""

    code: str
    customers: int
    cost_minor: int
    more: float | None
    more_low: float | None
    more_high: float | None
    returned_minor: int | None
    returned_low_minor: int | None
    returned_high_minor: int | None


class Outlook(models.Model):
    """`rounds`, `tried` and `held_out`: what was there to learn from; `enough` whether it was used. `learning_minor` is
    the part of the cost that is spent to learn, `learning_percent` the part of the customers who may be."""

    round = models.OneToOneField("loop.Round", models.CASCADE, related_name="outlook")
    made_at = models.DateTimeField(default=timezone.now)
    rounds = models.PositiveIntegerField(default=0)
    tried = models.PositiveIntegerField(default=0)
    held_out = models.PositiveIntegerField(default=0)
    enough = models.BooleanField(default=False)
    is_priced = models.BooleanField(default=False)
    learning_percent = models.PositiveSmallIntegerField(default=0)
    learning_minor = models.BigIntegerField(default=0)
    learned = models.JSONField(default=list)
    ways = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"outlook of round {self.round_id}"
