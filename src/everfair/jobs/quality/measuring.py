"""One measurement from beginning to end: every step told, the report written at the end in one transaction."""

import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from everfair.jobs.quality import counting
from everfair.jobs.quality.ageing import freshness
from everfair.jobs.quality.counting import Counted
from everfair.jobs.quality.flagging import flagged
from everfair.jobs.quality.lists import lists
from everfair.jobs.quality.sharing import find_shared
from everfair.parties.models.verifiable import stale_before
from everfair.quality.measures import MEASURES
from everfair.quality.models import Figures, Report

Of = Figures.Of
STEPS = ("shared", "flags", "customers", "contacts", "pairs", "lists", "writing")
REPORTS_KEPT = 400
SORTED_BY = ("lacks_email", "lacks_phone", "lacks_decider", "lacks_owner", "points_fresh", "rows_refused")
NOBODY = {"customers": 0, "organisations": 0, "persons": 0}
Heard = Callable[[str, int, int], None]


def measure(heard: Heard = lambda step, done, total: None) -> Report:
    begun = time.monotonic()

    def step(name: str) -> None:
        heard(name, STEPS.index(name), len(STEPS))

    step("shared")
    find_shared()
    step("flags")
    with flagged():
        step("customers")
        counted = {(Of.HOUSE.value, 0): dict(NOBODY)} | counting.customers()
        step("contacts")
        add(counted, freshness(counting.ages(), timezone.now().date(), stale_before()))
        step("pairs")
        add(counted, counting.pairs())
    step("lists")
    add(counted, lists())
    step("writing")
    return write(counted, time.monotonic() - begun)


def add(counted: Counted, more: Counted) -> None:
    for place, values in more.items():
        counted.setdefault(place, {}).update(values)


@transaction.atomic
def write(counted: Counted, seconds: float) -> Report:
    """The figures of files are kept of the last two reports; those of shows and the house show a trend."""
    report = Report.objects.create(seconds=seconds)
    Figures.objects.bulk_create(
        [figures(report, what, which, values) for (what, which), values in sorted(counted.items())],
        batch_size=500,
    )
    former = list(Report.objects.values_list("pk", flat=True)[:REPORTS_KEPT])
    Figures.objects.filter(of=Of.BATCH).exclude(report__in=former[:2]).delete()
    Report.objects.exclude(pk__in=former).delete()
    return report


def shares(values: dict[str, Any]) -> dict[str, float]:
    """By which sources are sorted."""
    parts = ((code, MEASURES[code].of) for code in SORTED_BY)
    return {
        f"share_{code}": values[code] / values[of] for code, of in parts if code in values and values.get(of)
    }


def figures(report: Report, what: str, which: int, values: dict[str, Any]) -> Figures:
    about = {f"{what}_id": which} if what in (Of.SERIES, Of.BATCH) else {}
    return Figures(report=report, of=what, values=values | shares(values), **about)
