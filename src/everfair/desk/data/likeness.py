"""How alike two are, as pages say it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import pgettext

from everfair.parties import reasons
from everfair.ui import figures

_HIGH, _MIDDLE = 0.95, 0.75


def likeness(score: float | None, stored: Sequence[Any]) -> str:
    """In per cent only where reasons were weighed and none speaks against it: a score of the rules alone orders
    pairs, it is no probability."""
    told = reasons.weighed(stored)
    is_share = any(reason.bits is not None for reason in told) and all(
        reason.side == "for" for reason in told
    )
    if score is None or is_share:
        return figures.percent(score)
    return in_a_word(score)


def in_a_word(score: float) -> str:
    if score >= _HIGH:
        return pgettext("likeness", "high")
    return pgettext("likeness", "middle") if score >= _MIDDLE else pgettext("likeness", "low")
