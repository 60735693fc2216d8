"""Lists that look wrong as a whole: nearly the same as the edition before, or far shorter than usual."""

from collections.abc import Callable
from functools import lru_cache
from statistics import median
from typing import Any

from everfair.jobs.imports.shows import Show, Told
from everfair.shows.models import Participation

# Who takes part in an edition by the file.
TakingPart = Callable[[Show, Told], set[int]]
COPIED = 0.95
"""From this share in common two editions are taken for one list: real shows see half to two thirds again."""
LEAST = 30
STUB = 0.25
"""Less than this part of the usual number of participants."""
STAYED = (Participation.Status.CANCELLED, Participation.Status.NO_SHOW, Participation.Status.INVITED)


class Audience:
    """Who takes part in the editions of a show, by the file and on file; of a few editions at a time."""

    def __init__(self, show: Show, taking_part: TakingPart) -> None:
        self.editions = {one.label: one for one in show.distinct()}
        self.of = lru_cache(maxsize=2)(
            lambda label: taking_part(show, self.editions[label]) | on_file(self.editions[label])
        )
        self.count = lru_cache(maxsize=None)(lambda label: len(self.of(label)))


def suspicions(shows: list[Show], taking_part: TakingPart) -> list[dict[str, Any]]:
    """Warnings as code and parameters, an edition each."""
    return [warning for show in shows for warning in of_show(show, taking_part)]


def of_show(show: Show, taking_part: TakingPart) -> list[dict[str, Any]]:
    ordered = show.in_order() or show.distinct()
    here = Audience(show, taking_part)
    warnings = []
    for place, one in enumerate(ordered):
        if one.rows:
            before = ordered[place - 1] if place else None
            warnings += [w for w in (copied(show, one, before, here), stub(show, one, ordered, here)) if w]
    return warnings


def on_file(one: Told) -> set[int]:
    if one.pk is None:
        return set()
    rows = Participation.objects.filter(edition=one.pk).exclude(status__in=STAYED)
    return set(rows.values_list("party_id", flat=True))


def copied(show: Show, one: Told, before: Told | None, here: Audience) -> dict[str, Any] | None:
    if before is None or one.is_excluded:
        return None
    if min(here.count(one.label), here.count(before.label)) < LEAST:
        return None
    now, then = here.of(one.label), here.of(before.label)
    common = len(now & then) / len(now | then)
    if common < COPIED:
        return None
    params = {
        "edition": one.label,
        "before": before.label,
        "percent": round(common * 100),
        "series": show.name,
    }
    return {"code": "copied_list", "params": params}


def stub(show: Show, one: Told, ordered: list[Told], here: Audience) -> dict[str, Any] | None:
    """Far shorter than its neighbours; growth from small beginnings is none, nor is a show that goes down."""
    if one.is_excluded or one.is_ahead:
        return None
    beside = [here.count(other.label) for other in neighbours(one, ordered)]
    count = here.count(one.label)
    if not beside or min(beside) < LEAST or count >= STUB * min(beside):
        return None
    params = {"edition": one.label, "count": count, "usual": round(median(beside)), "series": show.name}
    return {"code": "stub_list", "params": params}


def neighbours(one: Told, ordered: list[Told]) -> list[Told]:
    """The editions before and after; of the last one held the two before it; none of the first."""
    held = [other for other in ordered if other is one or not (other.is_excluded or other.is_ahead)]
    place = held.index(one)
    if place == 0:
        return []
    return held[place - 1 : place] + held[place + 1 : place + 2] if place + 1 < len(held) else held[:-1][-2:]
