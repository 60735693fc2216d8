"""Groups of customers that are alike."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, pgettext_lazy

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Link, Panel
from everfair.ui.figures import number, percent

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
        ngettext(
            "Group {n}: {size} customer ({share}), told apart by {traits}.",
            "Group {n}: {size} customers ({share}), told apart by {traits}.",
            one["size"],
        ).format(
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
        Link(_("Group {n}: {name}").format(n=at + 1, name=names[key][0]), names[key][1], "user")
        for at, group in enumerate(body["examples"])
        for key in group[:3]
        if key in names
    ]
    return Panel(
        "segments", body["n"], _("customers who ever came"), told,
        [Chart("matrix", _("What sets the groups apart, in standard deviations"), chart)], links,
    )  # fmt: skip


def _traits(found: list[list[Any]]) -> str:
    return _(", ").join(
        (_("{feature} (higher)") if distance > 0 else _("{feature} (lower)")).format(
            feature=FEATURES.get(code, code)
        )
        for code, distance in found[:3]
    )


def _distance(found: float | None) -> dict[str, Any] | None:
    return None if found is None else {"value": found, "text": f"{found:+.1f}"}
