# ruff: noqa: E501  sentences stand in one line
"""Goals of taking part, set and reached; and the ladder from attributes over consequences to ends."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from everfair.desk.findings.panels.grouped import left_out
from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel, listed
from everfair.ui.figures import percent

DRAWN, TABLED = 24, 10  # concepts: more cannot be read


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
    linked = [one for one in concepts if one["concept"] in hang][:DRAWN]
    drawn = {one["concept"] for one in linked}
    nodes = [
        {"id": one["concept"], "label": one["concept"], "height": one["abstractness"], "size": one["n"], "url": asked.respondents(asks="ladder", words=one["concept"])}
        for one in linked
    ]  # fmt: skip
    loose = [one["concept"] for one in concepts if one["concept"] not in drawn]
    links = [
        {"from": one["origin"], "to": one["target"], "value": one["direct"] + one["indirect"],
         "words": _("{origin} → {target}: said directly {direct} times, by way of others {indirect}").format(**one),
         "url": asked.respondents(asks="ladder", words=one["origin"])}
        for one in body["arrows"]
        if one["origin"] in drawn and one["target"] in drawn
    ]  # fmt: skip
    chart = {"nodes": nodes, "links": links, "top": _("Ends"), "bottom": _("Attributes")}
    told = [
        _(
            "Drawn are links that at least {cutoff} ladders have; they cover {share} of all direct ones."
        ).format(cutoff=body["cutoff"], share=percent(body["covered"]))
    ]
    if central := max(body["concepts"], key=lambda one: one["centrality"], default=None):
        told.insert(0, _("Most ways lead through “{concept}”.").format(concept=central["concept"]))
    return Panel(
        "means-end", body["n"], _("ladders"), told,
        [Chart("layers", _("From attributes to ends"), chart, "broad", _("Said too seldom to be drawn: {topics}.").format(topics=listed(loose)) if loose else ""), _matrix(body, concepts, asked)],
    )  # fmt: skip


def _matrix(body: Body, concepts: list[Body], asked: Asked) -> Chart:
    """How often the row led to the column, directly and by way of others."""
    rising = [one["concept"] for one in sorted(concepts[:TABLED], key=lambda one: one["abstractness"])]
    counted = {(origin, target): (direct, indirect) for origin, target, direct, indirect in body["matrix"]}
    rows = [one for one in rising if any((one, other) in counted for other in rising)]
    columns = [one for one in rising if any((other, one) in counted for other in rising)]
    cells = [
        [
            _times(*counted[row, one]) | {"url": asked.respondents(asks="ladder", words=row)}
            if (row, one) in counted
            else None
            for one in columns
        ]
        for row in rows
    ]
    return Chart(
        "matrix", _("Implication matrix"), {"rows": rows, "columns": columns, "cells": cells}, "broad",
        _("Read a row: how many ladders lead from it to the column. Before the bar directly, behind it by way of others."),
    )  # fmt: skip


def _times(direct: int, indirect: int) -> dict[str, object]:
    return {"value": direct + indirect, "text": f"{direct} | {indirect}"}
