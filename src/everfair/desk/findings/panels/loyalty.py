# ruff: noqa: E501  sentences stand in one line
"""Loyalty: cells and moves between them, types, how it hangs on satisfaction, what was said and done."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext, pgettext_lazy

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Link, Panel, tall
from everfair.relations.models import Score
from everfair.ui.figures import number, percent

CELLS = dict(Score.Cell.choices)
TYPES = dict(Score.Type.choices)
LEVELS: dict[str, str | Promise] = {
    "all": _l("All markets"),
    "closed": _l("Little contested markets"),
    "contested": _l("Contested markets"),
}
ADVICE: dict[str, str | Promise] = {
    "loyal": _l("like us and come: keep them"),
    "latent": _l("like us and seldom come: find what stands in the way"),
    "spurious": _l("come without liking us: beware when a competing show opens"),
    "not_loyal": _l("neither: spend little"),
}


def moves(body: Body, asked: Asked) -> Panel:
    cells = {one["cell"]: one for one in body["cells"]}
    square = [["latent", "loyal"], ["not_loyal", "spurious"]]
    matrix = {
        "rows": [_("Likes us better"), _("Likes us less")],
        "columns": [_("Comes seldom"), _("Comes again and again")],
        "cells": [[_cell(cells.get(code), code, asked) for code in row] for row in square],
        "x": pgettext("findings", "Repeat"),
        "y": pgettext("findings", "Attitude"),
    }
    charts = [Chart("matrix", _("Attitude and repeat"), matrix, "", _how(body))]
    if body["moves"]:
        charts.append(_moved(body["moves"], asked))
    return Panel(
        "loyalty-moves",
        body["n"],
        _("customers whose attitude and repeat are known"),
        _of_cells(cells),
        charts,
    )


def _cell(one: Body | None, code: str, asked: Asked) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "value": one["n"],
        "text": f"{CELLS[code]} {number(one['n'])} · {percent(one['share'])}",
        "note": f"{percent(one['low'])} – {percent(one['high'])}: {ADVICE[code]}",
        "url": asked.customers(loyalty_cell=code),
    }


def _how(body: Body) -> str:
    told = {
        "competitors": _("Attitude: how our show is rated against competing ones."),
        "items": _("Attitude: answers to questions on it, as no competing shows were rated."),
        "both": _(
            "Attitude: against competing shows where they were rated, else answers to questions on it."
        ),
    }
    return told[body["attitude"]]


def _of_cells(cells: dict[str, Body]) -> list[str]:
    return [
        _("{share} are {cell} ({n}): {advice}.").format(
            share=percent(one["share"]), cell=CELLS[code], n=number(one["n"]), advice=ADVICE[code]
        )
        for code, one in cells.items()
        if one["n"]
    ]


def _moved(found: Body, asked: Asked) -> Chart:
    names = found["names"]
    cells = [
        [
            {
                "value": count,
                "text": f"{number(count)} · {percent(found['shares'][row][column])}",
                "note": f"{percent(found['low'][row][column])} – {percent(found['high'][row][column])}",
                "url": asked.customers(loyalty_cell_before=names[row], loyalty_cell=names[column]),
            }
            if found["shares"][row][column] is not None
            else None
            for column, count in enumerate(counts)
        ]
        for row, counts in enumerate(found["counts"])
    ]
    words = [str(CELLS[name]) for name in names]
    title = _("Moves from {before} to {after} (n = {n})").format(
        before=asked.edition(found["from_edition"]), after=asked.edition(found["to_edition"]), n=number(found["n"])
    )  # fmt: skip
    chart = {
        "rows": words,
        "columns": words,
        "cells": cells,
        "x": pgettext("findings", "Afterwards"),
        "y": pgettext("findings", "Before"),
    }
    note = _("A cell leads to all who moved so, whichever editions they spoke at.")
    return Chart("matrix", title, chart, "", note)


def types(body: Body, asked: Asked) -> Panel:
    marks = [one for one in body["marks"] if one["n"]]
    placed = [
        {
            "label": str(TYPES[one["type"]]), "x": one["attachment"], "y": one["repeat"], "size": one["n"],
            "note": f"n = {number(one['n'])} · {percent(one['share'])}",
            "url": asked.customers(loyalty_type=one["type"]), "quiet": one["type"] == "none",
        }
        for one in marks
        if one["attachment"] is not None and one["repeat"] is not None
    ]  # fmt: skip
    bars = [
        {
            "label": str(TYPES[one["type"]]),
            "value": one["n"],
            "url": asked.customers(loyalty_type=one["type"]),
        }
        for one in marks
    ]
    chart = {
        "marks": placed, "lines": {"x": body["line"], "y": body["line"]}, "domain": [0, 1],
        "x": _("Attachment"), "xUnit": "%", "y": pgettext("findings", "Repeat"), "yUnit": "%",
    }  # fmt: skip
    named = [one for one in marks if one["type"] != "none"]
    most = max(named, key=lambda one: one["n"], default=None)
    told = (
        _("The most frequent kind of loyalty is “{type}”: {n} customers.").format(type=TYPES[most["type"]], n=number(most["n"]))
        if most
        else _("No customer's loyalty can be told by its signs.")
    )  # fmt: skip
    return Panel(
        "loyalty-types", body["n"], _("customers of whom the signs are known"), [told],
        [Chart("map", _("Types by attachment and repeat"), chart), Chart("bars", _("How many of each type"), {"items": bars})],
    )  # fmt: skip


def curve(body: Body, asked: Asked) -> Panel:
    series = [
        {
            "label": str(LEVELS[one["level"]]),
            "line": one["line"],
            "points": [
                {"x": point["satisfaction"], "y": point["stayed"], "low": point["low"], "high": point["high"], "n": point["n"]}
                for point in one["points"]
            ],
            "marks": one["sensitive"],
        }
        for one in body["levels"]
    ]  # fmt: skip
    chart = {
        "series": series,
        "x": _("Satisfaction"),
        "xUnit": "%",
        "y": _("Share who came again"),
        "yUnit": "%",
    }
    told = [
        _("{level}: between {low} and {high} of satisfaction more of it keeps more customers; at full satisfaction {times} times as many stay as at four fifths ({interval}).").format(
            level=LEVELS[one["level"]], low=percent(one["sensitive"][0]), high=percent(one["sensitive"][1]),
            times=number(one["times"][0], 1), interval=f"{number(one['times'][1], 1)} – {number(one['times'][2], 1)}",
        )
        for one in body["levels"]
    ]  # fmt: skip
    return Panel(
        "loyalty-curve", body["n"], _("answers on satisfaction whose next edition has been held"), told,
        [Chart("curve", _("Satisfaction and loyalty"), chart, "tall",
               _("The bands are 90 % intervals; the shaded range is where more satisfaction pays. Textbooks say that the fully satisfied rebuy about six times as often: a claim to compare with."))],
    )  # fmt: skip


def intent(body: Body, asked: Asked) -> Panel:
    bins = [
        {
            "predicted": one["said"],
            "actual": one["came"],
            "low": one["low"],
            "high": one["high"],
            "n": one["n"],
        }
        for one in body["marks"]
    ]
    chart = {"bins": bins, "x": _("Intent said"), "y": _("Share that came")}
    told = _("They said {said} on average; {came} came.").format(
        said=percent(body["said"]), came=percent(body["came"])
    )
    return Panel(
        "calibration-of-intent", body["n"], _("answers on the intent to come again whose next edition has been held"), [told],
        [Chart("calibration", _("What was said, and what was done"), chart)],
    )  # fmt: skip


def wallet(body: Body, asked: Asked) -> Panel:
    items = [
        {"label": f"{percent(one['start'])} – {percent(one['end'])}", "value": one["n"],
         "url": asked.customers(wallet_share=f"{one['start'] * 100:g}..{one['end'] * 100:g}")}
        for one in body["bins"]
    ]  # fmt: skip
    told = _("Of what customers spend on shows of this kind {mean} is ours ({low} – {high}).").format(
        mean=percent(body["mean"]), low=percent(body["low"]), high=percent(body["high"])
    )
    return Panel(
        "wallet-share", body["n"], _("customers whose share is known"), [told],
        [Chart("bars", _("Customers by share of wallet"), {"items": items, "sorted": False})],
    )  # fmt: skip


FEATURES: dict[str, str | Promise] = {
    "chance": _l("Chance to come"),
    "times_came": _l("Editions attended"),
    "missed_run": _l("Editions missed since"),
    "size": _l("Size of the stand"),
    "profit": _l("Profit so far"),
    "potential": _l("Potential"),
    "lifetime_value": _l("Lifetime value"),
    "satisfaction": _l("Satisfaction"),
    "attitude": pgettext_lazy("findings", "Attitude"),
    "engagement": _l("Engagement"),
}


def segments(body: Body, asked: Asked) -> Panel:
    names = asked.names(one for group in body["examples"] for one in group[:3])
    told = [
        _("Group {n}: {size} customers ({share}), told apart by {traits}.").format(
            n=at + 1, size=number(one["size"]), share=percent(one["share"]), traits=_traits(one["stands_out"])
        )
        for at, one in enumerate(body["groups"])
    ]
    telling = [
        code for code in body["features"] if any(code in dict(one["stands_out"]) for one in body["groups"])
    ]
    rows = [str(FEATURES.get(code, code)) for code in telling]
    cells = [[_distance(dict(group["stands_out"]).get(code)) for group in body["groups"]] for code in telling]
    chart = {
        "rows": rows,
        "columns": [_("Group {n}").format(n=at + 1) for at in range(len(body["groups"]))],
        "cells": cells,
    }
    links = [
        Link(names[key][0], names[key][1], "user")
        for group in body["examples"]
        for key in group[:3]
        if key in names
    ]
    return Panel(
        "segments", body["n"], pgettext("counted", "customers"), told,
        [Chart("matrix", _("What sets the groups apart, in standard deviations"), chart, tall(rows))], links,
    )  # fmt: skip


def _traits(found: list[list[Any]]) -> str:
    return _(", ").join(
        (_("more {feature}") if distance > 0 else _("less {feature}")).format(
            feature=FEATURES.get(code, code)
        )
        for code, distance in found[:3]
    )


def _distance(found: float | None) -> dict[str, Any] | None:
    return None if found is None else {"value": abs(found), "text": f"{found:+.1f}"}
