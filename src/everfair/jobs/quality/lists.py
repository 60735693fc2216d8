"""What the files themselves told: rows, refusals, and the suspicions of their dry runs."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from everfair.intake.models import Batch
from everfair.jobs.quality.counting import Counted, Place
from everfair.jobs.quality.refusals import Reason, reasons, together


def lists() -> Counted:
    """Of each file that was loaded, and summed up for its show and for the house."""
    refused = reasons()
    batches = list(
        Batch.objects.filter(state__in=Batch.STANDING).only("id", "series_id", "counts", "warnings")
    )
    counted: Counted = {("batch", one.pk): told([one], refused) for one in batches}
    of_shows: dict[Place, list[Batch]] = {("house", 0): batches}
    for one in batches:
        if one.series_id:
            of_shows.setdefault(("series", one.series_id), []).append(one)
    return counted | {place: told(held, refused) for place, held in of_shows.items()}


def told(batches: Iterable[Batch], refused: dict[int, list[Reason]]) -> dict[str, Any]:
    held = list(batches)
    suspected = Counter(one["code"] for batch in held for one in batch.warnings)
    return {
        "rows": sum(batch.counts.get("rows", 0) for batch in held),
        "rows_refused": sum(batch.counts.get("refused", 0) for batch in held),
        "copied": suspected["copied_list"],
        "stub": suspected["stub_list"],
        "reasons": together([refused.get(batch.pk, []) for batch in held]),
    }
