"""The customer ladder: how many stand on each rung, and how many of those who reached one reached the next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from everfair.desk.customers.listing.asked import Asked
from everfair.relations import wording

UP: Sequence[str] = (
    "non_customer", "potential", "target", "decided", "first_time", "repeat", "loyal", "lifetime",
)  # fmt: skip
OFF: Sequence[str] = ("lost", "lost_for_good")


@dataclass(frozen=True)
class Rung:
    """`reached`: on this rung or above it now, or lost after having come so far."""

    code: str
    count: int
    reached: int
    conversion: float | None
    """Of those who reached this rung, the share that reached the next."""

    @property
    def word(self) -> str:
        return wording.ladder_word(self.code)


def rungs(asked: Asked, side: str) -> tuple[list[Rung], list[Rung]]:
    """The rungs upwards, and those who fell off."""
    scores = asked.scores.filter(relationship__side=side, relationship__superseded=False)
    counts: Counter[str] = Counter()
    fallen: Counter[str] = Counter()
    for code, times, n in scores.values_list("ladder", "times_came").annotate(n=Count("pk")).order_by():
        counts[code] += n
        if code in OFF and times:
            fallen["first_time" if times == 1 else "repeat"] += n
    reached, above = {}, 0
    for code in reversed(UP):
        above += counts[code] + fallen[code]
        reached[code] = above
    up = [Rung(code, counts[code], reached[code], conversion(reached, code)) for code in UP]
    return up, [Rung(code, counts[code], counts[code], None) for code in OFF]


def conversion(reached: dict[str, int], code: str) -> float | None:
    place = UP.index(code)
    if place + 1 == len(UP) or not reached[code]:
        return None
    return reached[UP[place + 1]] / reached[code]
