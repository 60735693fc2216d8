"""How fresh contacts are: counts, the median age, and how many are wrong by now as the trade would have it."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from everfair.jobs.quality.counting import Counted, Place
from everfair.quality.measures import DECAY_A_YEAR

YEAR = 365.25


def freshness(
    known: Iterable[tuple[Place, date, bool, bool, int]], today: date, stale_before: date
) -> Counted:
    """`known`: contacts by place, day, verified or not, dead or not, and how many."""
    counts: dict[Place, Counter[str]] = defaultdict(Counter)
    by_age: dict[Place, Counter[int]] = defaultdict(Counter)
    for place, day, verified, dead, count in known:
        counts[place]["points"] += count
        counts[place][state(day, verified, dead, stale_before)] += count
        if not dead:
            by_age[place][max((today - day).days, 0)] += count
    return {place: told(counts[place]) | of_ages(by_age[place]) for place in counts}


def state(day: date, verified: bool, dead: bool, stale_before: date) -> str:
    if dead:
        return "points_dead"
    if not verified:
        return "points_never"
    return "points_fresh" if day >= stale_before else "points_old"


def told(counts: Counter[str]) -> dict[str, float]:
    return {
        code: counts[code] for code in ("points", "points_fresh", "points_old", "points_never", "points_dead")
    }


def of_ages(by_age: Counter[int]) -> dict[str, float]:
    if not by_age:
        return {}
    return {"age_median": median(by_age), "decayed": round(decayed(by_age))}


def median(by_age: Counter[int]) -> int:
    """The lower of the two in the middle."""
    left = (by_age.total() + 1) // 2
    for age in sorted(by_age):
        left -= by_age[age]
        if left <= 0:
            return age
    raise ValueError("the median of nothing")


def decayed(by_age: Counter[int]) -> float:
    kept = 1 - DECAY_A_YEAR
    return sum((count * (1 - math.pow(kept, age / YEAR)) for age, count in by_age.items()), 0.0)
