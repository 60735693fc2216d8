"""Rows that were refused: how many for which reason, with one of each that shows what would mend it."""

from collections import defaultdict
from typing import Any

from django.db import connection

from everfair.intake.models import Batch, RowResult
from everfair.jobs.quality.counting import rows

MOST = 20
LOADED = "b.state IN ({})".format(", ".join(f"'{state}'" for state in Batch.STANDING))
# batch, code, header, how many, the first such row
GROUPED = {
    "sqlite": f"""
        SELECT r.batch_id, json_extract(p.value, '$.code'), json_extract(p.value, '$.header'), COUNT(*), MIN(r.id)
        FROM intake_rowresult r JOIN intake_batch b ON b.id = r.batch_id AND {LOADED},
        json_each(r.problems) p WHERE r.outcome = 'refused' GROUP BY 1, 2, 3""",
    "postgresql": f"""
        SELECT r.batch_id, p ->> 'code', p ->> 'header', COUNT(*), MIN(r.id)
        FROM intake_rowresult r JOIN intake_batch b ON b.id = r.batch_id AND {LOADED}
        CROSS JOIN LATERAL jsonb_array_elements(r.problems) AS p WHERE r.outcome = 'refused' GROUP BY 1, 2, 3""",
}
Reason = dict[str, Any]


def reasons() -> dict[int, list[Reason]]:
    """By batch, the most frequent first."""
    found: dict[int, list[Reason]] = defaultdict(list)
    firsts: dict[int, list[Reason]] = defaultdict(list)
    for batch, code, header, count, first in rows(GROUPED[connection.vendor]):
        reason: Reason = {"code": code, "header": header or "", "count": count, "problem": {}}
        found[batch].append(reason)
        firsts[first].append(reason)
    show(firsts)
    return {batch: sorted(told, key=lambda one: -one["count"])[:MOST] for batch, told in found.items()}


def show(firsts: dict[int, list[Reason]]) -> None:
    for pk, problems in RowResult.objects.filter(pk__in=list(firsts)).values_list("pk", "problems"):
        for reason in firsts[pk]:
            same = (one for one in problems if (one["code"], one.get("header") or "") == key(reason))
            reason["problem"] = next(same, {})


def key(reason: Reason) -> tuple[str, str]:
    return reason["code"], reason["header"]


def together(parts: list[list[Reason]]) -> list[Reason]:
    """The reasons of several files as one list."""
    sums: dict[tuple[str, str], Reason] = {}
    for reason in (one for part in parts for one in part):
        held = sums.setdefault(key(reason), {**reason, "count": 0})
        held["count"] += reason["count"]
    return sorted(sums.values(), key=lambda one: -one["count"])[:MOST]
