# ruff: noqa: E501  sentences stand in one line
"""Goals of taking part, set and reached; and the ladder from attributes over consequences to ends."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext

from everfair.desk.findings.panels.grouped import left_out
from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel, listed
from everfair.ui.figures import percent

DRAWN = 24  # concepts: more cannot be read
PARTS: dict[str, str | Promise] = {
    "means": _l("Attributes"),
    "between": _l("Consequences"),
    "end": _l("Ends"),
}


def goals(body: Body, asked: Asked) -> Panel:
    marks = sorted(body["marks"], key=lambda one: -one["gap"])
    items = [
        {
            "label": asked.topic(one["topic"]),
            "from": round(one["importance"], 4),
            "to": round(one["reached"], 4),
            "note": _("missed by {share}, n = {n}").format(share=percent(one["missed"]), n=one["n"]),
            "url": asked.respondents(one["topic"], asks="goal_reached"),
        }
        for one in marks
    ]
    short = [one for one in marks if one["verdict"] == "dissatisfied"]
    told = (
        _("“{topic}” is missed most: {share} reached less than they had set.").format(
            topic=asked.topic(short[0]["topic"]), share=percent(short[0]["missed"])
        )
        if short
        else _("No goal is surely missed.")
    )
    chart = {
        "items": items,
        "from": pgettext("findings", "Set before"),
        "to": pgettext("findings", "Reached"),
        "unit": "%",
        "scale": [0, 1],
    }
    return Panel(
        "goals", body["n"], _("customers who set and scored goals"), [told, *left_out(body["lacking"], asked)],
        [Chart("spans", _("Goals set against goals reached"), chart)],
    )  # fmt: skip


def means_end(body: Body, asked: Asked) -> Panel:
    concepts = sorted(body["concepts"], key=lambda one: -one["centrality"])
    hang = {end for one in body["arrows"] for end in (one["origin"], one["target"])}
    drawn = [one for one in concepts if one["concept"] in hang][:DRAWN]
    told = [
        *_most_linked(concepts),
        _(
            "Drawn are links that at least {cutoff} ladders have; they cover {share} of all direct ones."
        ).format(cutoff=body["cutoff"], share=percent(body["covered"])),
    ]
    return Panel(
        "means-end", body["n"], _("ladders"), told, [_map(body, drawn, asked), _matrix(body, drawn, asked)]
    )


def _most_linked(concepts: list[Body]) -> list[str]:
    """The first, with those that have as many links."""
    first = [one["concept"] for one in concepts if one["centrality"] == concepts[0]["centrality"]]
    if not first:
        return []
    told = (
        _("{concepts} has the most links: {share} of all direct ones.")
        if len(first) == 1
        else _("{concepts} have the most links: {share} of all direct ones each.")
    )
    return [told.format(concepts=listed(first), share=percent(concepts[0]["centrality"]))]


def _map(body: Body, drawn: list[Body], asked: Asked) -> Chart:
    names = {one["concept"] for one in drawn}
    loose = [one["concept"] for one in body["concepts"] if one["concept"] not in names]
    nodes = [
        {"id": one["concept"], "label": one["concept"], "height": one["abstractness"], "part": _part(one), "size": one["n"],
         "url": asked.respondents(asks="ladder", words=one["concept"])}
        for one in drawn
    ]  # fmt: skip
    links = [
        {"from": one["origin"], "to": one["target"], "value": one["direct"] + one["indirect"],
         "words": _("{origin} → {target}: said directly {direct} times, by way of others {indirect}").format(**one),
         "url": asked.respondents(asks="ladder", words=one["origin"])}
        for one in body["arrows"]
        if one["origin"] in names and one["target"] in names
    ]  # fmt: skip
    chart = {"nodes": nodes, "links": links, "parts": {code: str(word) for code, word in PARTS.items()}}
    note = _("Said too seldom to be drawn: {topics}.").format(topics=listed(loose)) if loose else ""
    return Chart("layers", _("From attributes to ends"), chart, "broad", note)


def _part(concept: Body) -> str:
    """Nothing leads to a means, an end leads to nothing."""
    return {0: "means", 1: "end"}.get(concept["abstractness"], "between")


def _matrix(body: Body, drawn: list[Body], asked: Asked) -> Chart:
    """How often the row led to the column, directly and by way of others: of the concepts of the map."""
    rising = [one["concept"] for one in sorted(drawn, key=lambda one: one["abstractness"])]
    counted = {(origin, target): (direct, indirect) for origin, target, direct, indirect in body["matrix"]}
    arrows = {(one["origin"], one["target"]) for one in body["arrows"]}
    rows = [one for one in rising if any((one, other) in counted for other in rising)]
    columns = [one for one in rising if any((other, one) in counted for other in rising)]
    cells = [
        [
            _times(*counted[row, one])
            | {"quiet": (row, one) not in arrows, "url": asked.respondents(asks="ladder", words=row)}
            if (row, one) in counted
            else None
            for one in columns
        ]
        for row in rows
    ]
    note = _(
        "The concepts of the map. Read a row: how many ladders lead from it to the column; before the bar directly, behind it by way of others. Coloured are the links the map draws, grey those that fewer than {cutoff} ladders make directly or that go by way of a drawn one."
    ).format(cutoff=body["cutoff"])
    return Chart(
        "matrix", _("Implication matrix"), {"rows": rows, "columns": columns, "cells": cells, "isAlike": True}, "broad", note
    )  # fmt: skip


def _times(direct: int, indirect: int) -> dict[str, object]:
    return {"value": direct + indirect, "text": f"{direct} | {indirect}"}
