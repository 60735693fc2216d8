# ruff: noqa: E501  sentences stand in one line
"""Who brought others, and who is followed."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel
from everfair.ui.figures import money, number, percent

NAMED = 25


def referrals(body: Body, asked: Asked) -> Panel:
    names = asked.names(one["relationship"] for one in body["marks"])
    rows = [one for one in body["marks"] if one["relationship"] in names][:NAMED]
    items = [
        {
            "label": names[one["relationship"]][0],
            "value": one["brought"],
            "url": names[one["relationship"]][1],
        }
        for one in rows
    ]
    return Panel(
        "referrals", body["n"], _("recommendations on record"), _of_referrals(body),
        [Chart("bars", _("Who brought most"), {"items": items[:12]})],
    )  # fmt: skip


def _of_referrals(body: Body) -> list[str]:
    told = [
        ngettext(
            "{referrers} customer brought {children}; warnings on record: {deterred}.",
            "{referrers} customers brought {children}; warnings on record: {deterred}.",
            body["referrers"],
        ).format(
            referrers=number(body["referrers"]),
            children=number(body["children"]),
            deterred=number(body["deterred"]),
        )
    ]
    if body["brought"] is not None:
        told.append(
            _("Each customer brings {mean} ({low} – {high}) on average.").format(
                mean=number(body["brought"], 2), low=number(body["low"], 2), high=number(body["high"], 2)
            )
        )
    if body["ripple"]:
        told.append(
            _("With a lost customer go, besides its own {loss}, another {likely} ({low} – {high}) of those it would have brought.").format(
                loss=money(round(body["loss"]), body["currency"]),
                **{end: money(round(body["ripple"][end]), body["currency"]) for end in ("likely", "low", "high")},
            )
        )  # fmt: skip
    return told


FOLLOWING: dict[str, str | Promise] = {
    "follow": _l(
        "Others follow: within {window} days of a leader's booking {effect} more of its peers book ({low} – {high})."
    ),
    "avoid": _l(
        "Others stay away: within {window} days of a leader's booking {effect} of its peers book ({low} – {high})."
    ),
    "unclear": _l(
        "Whether others follow cannot be told: {effect} bookings of peers within {window} days ({low} – {high})."
    ),
}


def followers(body: Body, asked: Asked) -> Panel:
    names = asked.names(one["relationship"] for one in body["leaders"])
    shape = ".1f" if body["verdict"] == "follow" else "+.1f"  # so many more, not +so many more
    told = str(FOLLOWING[body["verdict"]]).format(
        window=body["window"], **{end: format(body[end], shape) for end in ("effect", "low", "high")}
    )
    chart = {
        "x": [f"{one['day']:+d}" if one["day"] else "0" for one in body["days"]],
        "series": [
            {"label": _("Around a booking"), "values": [one["seen"] for one in body["days"]]},
            {
                "label": _("Where it did not book"),
                "values": [one["usual"] for one in body["days"]],
                "dashed": True,
            },
        ],
    }
    charts = [Chart("lines", _("Bookings of peers per day, around a leader's booking"), chart)]
    if items := _followed(body, names):
        title = _("Who is followed most: bookings of peers after its own less before, on the mean")
        note = _("Of leaders who booked more than once; few bookings each, so read with care.")
        charts.append(Chart("bars", title, {"items": items}, "", note))
    return Panel(
        "followers", body["n"], _("bookings of leaders"),
        [told, _("{share} of placebo studies show as much by chance.").format(share=percent(body["placebo"]))],
        charts,
        beware=_("Associational: it tells what goes together in time, not what causes it."),
    )  # fmt: skip


def _followed(body: Body, names: Mapping[int, tuple[str, str]]) -> list[dict[str, Any]]:
    """One booking tells nothing of the one who booked."""
    known = [one for one in body["leaders"] if one["relationship"] in names and one["bookings"] > 1]
    return [
        {"label": names[one["relationship"]][0], "value": round(one["follow"], 2), "url": names[one["relationship"]][1],
         "note": ngettext("{n} booking", "{n} bookings", one["bookings"]).format(n=number(one["bookings"]))}
        for one in known[:10]
    ]  # fmt: skip
