"""How relationships went from stage to stage, edition by edition: the picture and the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.filters import BEFORE
from everfair.relations.models import StageFlow
from everfair.shows.models import Edition
from everfair.ui.stages import STAGES

SHOWN = 5
ORDER = {stage: place for place, stage in enumerate(STAGES)} | {"": len(STAGES)}


@dataclass(frozen=True)
class Flow:
    """A link of the diagram."""

    before: str
    now: str
    start: Edition
    end: Edition
    count: int
    url: str

    @property
    def before_word(self) -> str:
        return str(STAGES[self.before].word) if self.before else pgettext("flow", "New")

    @property
    def now_word(self) -> str:
        return str(STAGES[self.now].word)


def flows(asked: Asked, side: str, editions: int = SHOWN) -> list[Flow]:
    """Between the last editions, the oldest first."""
    rows = StageFlow.objects.filter(run=asked.run, side=side, to_edition__series=asked.series_id)
    ends = rows.order_by("-to_edition__ordinal").values_list("to_edition__ordinal", flat=True).distinct()
    latest = sorted(set(ends))[-(editions - 1) :]
    found = rows.filter(to_edition__ordinal__in=latest).select_related("from_edition", "to_edition")
    made = [
        Flow(row.from_stage, row.to_stage, row.from_edition, row.to_edition, row.count, drill(row, side))
        for row in found
    ]
    return sorted(made, key=lambda one: (one.end.ordinal, ORDER[one.before], ORDER[one.now]))


def drill(row: StageFlow, side: str) -> str:
    """The customers behind a link."""
    asked = [
        ("at", f"{row.from_edition_id}:{row.from_stage or BEFORE}"),
        ("at", f"{row.to_edition_id}:{row.to_stage}"),
        ("side", side),
        ("series", str(row.to_edition.series_id)),
    ]
    return f"{reverse('customers:list')}?{urlencode(asked, safe=':')}"


def diagram(found: Sequence[Flow]) -> dict[str, Any]:
    """Nodes and links for the chart: a column an edition, the new ones as a node of their own."""
    columns = {key: place for place, key in enumerate(dict.fromkeys(ordinals(found)))}
    nodes: dict[str, dict[str, Any]] = {}
    links = []
    for flow in found:
        start = node(nodes, flow.start, flow.before, columns)
        end = node(nodes, flow.end, flow.now, columns)
        links.append({"from": start, "to": end, "value": flow.count, "url": flow.url})
    order = sorted(nodes.values(), key=lambda one: (one["column"], ORDER[one["stage"]]))
    return {"nodes": order, "links": links}


def editions_of(found: Sequence[Flow]) -> list[Edition]:
    """The columns of the diagram, the oldest first."""
    known = {edition.ordinal: edition for flow in found for edition in (flow.start, flow.end)}
    return [known[ordinal] for ordinal in sorted(known)]


def ordinals(found: Sequence[Flow]) -> list[int]:
    return sorted({edition.ordinal for flow in found for edition in (flow.start, flow.end)})


def node(nodes: dict[str, dict[str, Any]], edition: Edition, stage: str, columns: dict[int, int]) -> str:
    key = f"{edition.pk}-{stage or BEFORE}"
    word = str(STAGES[stage].word) if stage else pgettext("flow", "New")
    nodes.setdefault(key, {"id": key, "label": word, "stage": stage, "column": columns[edition.ordinal]})
    return key
