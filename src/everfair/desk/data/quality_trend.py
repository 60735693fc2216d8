"""How the lists got better or worse, load by load."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from everfair.quality.models import Figures
from everfair.ui.figures import day

MOST = 24
LEAST = 3


def trend(rows: QuerySet[Figures]) -> dict[str, Any] | None:
    """The last loads in order of time, as the chart of lines takes it; None below three."""
    dated = rows.filter(of=Figures.Of.BATCH, values__has_key="complete").exclude(batch__loaded_at=None)
    loads = list(dated.order_by("-batch__loaded_at", "-pk")[:MOST])[::-1]
    if len(loads) < LEAST:
        return None
    series = (
        (_("complete"), lambda one: one.values["complete"]),
        (_("with an e-mail"), lambda one: rest(one.share("lacks_email", "organisations"))),
        (_("with a phone"), lambda one: rest(one.share("lacks_phone", "organisations"))),
        (_("rows refused"), lambda one: one.share("rows_refused", "rows")),
    )
    return {
        "x": [day(one.batch.loaded_at) for one in loads if one.batch and one.batch.loaded_at],
        "unit": "%",
        "series": [{"label": label, "values": [value(one) for one in loads]} for label, value in series],
    }


def rest(share: float | None) -> float | None:
    return None if share is None else 1 - share
