# ruff: noqa: E501  sentences stand in one line
"""Loyalty: cells and moves between them, and its types."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, pgettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel
from everfair.relations.models import Score
from everfair.ui.figures import number, percent

CELLS = dict(Score.Cell.choices)
TYPES = dict(Score.Type.choices)
FEW = 20  # customers: of fewer no share is told
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
        "cells": [[_cell(cells.get(code), code, body["n"], asked) for code in row] for row in square],
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
        _of_cells(cells, body["n"]),
        charts,
    )


def _cell(one: Body | None, code: str, n: int, asked: Asked) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "value": one["n"],
        "text": f"{CELLS[code]}\n{_counted(one['n'], n, one['share'])}",
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


def _of_cells(cells: dict[str, Body], n: int) -> list[str]:
    words = _("{n} of {all} are {cell}: {advice}.") if n < FEW else _("{share} are {cell} ({n}): {advice}.")
    return [
        words.format(
            share=percent(one["share"]), cell=CELLS[code], n=number(one["n"]), all=number(n), advice=ADVICE[code]
        )
        for code, one in cells.items()
        if one["n"]
    ]  # fmt: skip


def _moved(found: Body, asked: Asked) -> Chart:
    names = found["names"]
    between = [str(found["from_edition"]), str(found["to_edition"])]
    cells = [
        [
            {
                "value": count,
                "text": _counted(count, sum(counts), found["shares"][row][column]),
                "note": f"{percent(found['low'][row][column])} – {percent(found['high'][row][column])}",
                "url": asked.customers(
                    loyalty_cell_before=names[row], loyalty_cell=names[column], answered=between
                ),
            }
            if found["shares"][row][column] is not None
            else None
            for column, count in enumerate(counts)
        ]
        for row, counts in enumerate(found["counts"])
    ]
    words = [str(CELLS[name]) for name in names]
    left = [at for at, counts in enumerate(found["counts"]) if any(counts)]
    title = _("Moves from {before} to {after} (n = {n})").format(
        before=asked.edition(found["from_edition"]), after=asked.edition(found["to_edition"]), n=number(found["n"])
    )  # fmt: skip
    chart = {
        "rows": [words[at] for at in left],
        "columns": words,
        "cells": [cells[at] for at in left],
        "x": pgettext("findings", "Afterwards"),
        "y": pgettext("findings", "Before"),
    }
    note = _(
        "Of those whose last two answers are of these two editions: who also answered in between is not among them. In each row: of those who stood there before, how many stand where now."
    )
    return Chart("matrix", title, chart, "", note)


def _counted(count: int, of: int, share: float) -> str:
    """A share of a few says more than is known: so many of so many."""
    if of < FEW:
        return _("{count} of {all}").format(count=number(count), all=number(of))
    return f"{number(count)} · {percent(share)}" if count else "0"


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
        ngettext("The most frequent kind of loyalty is “{type}”: {n} customer.", "The most frequent kind of loyalty is “{type}”: {n} customers.", most["n"]).format(type=TYPES[most["type"]], n=number(most["n"]))
        if most
        else _("No customer's loyalty can be told by its signs.")
    )  # fmt: skip
    return Panel(
        "loyalty-types", body["n"], _("customers of whom the signs are known"), [told, *_latent(body)],
        [Chart("map", _("Types by attachment and repeat"), chart), Chart("bars", _("How many of each type"), {"items": bars})],
    )  # fmt: skip


def _latent(body: Body) -> list[str]:
    """The matrix has a cell of the same name, and another count."""
    n = next((one["n"] for one in body["marks"] if one["type"] == "latent"), 0)
    if not n:
        return []
    return [
        _("“{type}” means here: attached to us by their own word, and seldom coming ({n}). In the matrix above attitude is how our show is rated beside competing ones, where it was: so its cell of that name counts others.").format(
            type=TYPES["latent"], n=number(n)
        )
    ]  # fmt: skip
