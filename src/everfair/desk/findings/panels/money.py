# ruff: noqa: E501  sentences stand in one line
"""What relationships are worth: quadrant, values and costs, who brought and who is followed."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, pgettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Link, Panel, tall
from everfair.relations.caring import CARING
from everfair.relations.models import LedgerEntry, Score
from everfair.ui.figures import area, money, number, percent

QUADRANTS = dict(Score.Quadrant.choices)
KINDS = dict(LedgerEntry.Kind.choices)
COSTS = ("initial", "maintenance", "ending")
NAMED = 25


def quadrant(body: Body, asked: Asked) -> Panel:
    currency = body["currency"]
    names = asked.names(one["relationship"] for one in body["bubbles"])
    seen = [one for one in body["bubbles"] if one["relationship"] in names]
    largest = sorted(seen, key=lambda one: -(one["profit"] + one["potential"]))
    marks = [_bubble(one, names[one["relationship"]], at, currency, asked) for at, one in enumerate(largest)]
    lines = {
        "x": asked.major(body["lines"]["profit"], currency),
        "y": asked.major(body["lines"]["potential"], currency),
    }
    corners = [str(QUADRANTS[code]) for code in ("promising", "core", "marginal", "earning")]
    chart = {
        "marks": marks, "lines": lines, "corners": corners,
        "x": _("Profit so far, {currency}").format(currency=currency),
        "y": _("Still to come, {currency}").format(currency=currency),
    }  # fmt: skip
    items = [
        {"label": str(QUADRANTS[one["quadrant"]]), "value": asked.major(one["lifetime"], currency),
         "url": asked.customers(quadrant=one["quadrant"])}
        for one in body["marks"]
    ]  # fmt: skip
    told = [
        _("{quadrant}: {n} customers with a lifetime value of {worth}.").format(
            quadrant=QUADRANTS[one["quadrant"]], n=number(one["n"]), worth=money(one["lifetime"], currency)
        )
        for one in body["marks"]
    ]
    return Panel(
        "value-quadrant", body["n"], _("customers with money on record"), told,
        [
            Chart("map", _("Profit today and to come"), chart, "tall",
                  _("Each dot is a customer, its size the area of its last stand; the {n} with most are drawn.").format(n=len(marks))),
            Chart("bars", _("Lifetime value by quadrant, {currency}").format(currency=currency), {"items": items}),
        ],
        _reasons(body, asked),
    )  # fmt: skip


def _bubble(one: Body, named: tuple[str, str], at: int, currency: str, asked: Asked) -> dict[str, Any]:
    name, url = named
    reasons = _(", ").join(str(CARING.get(code, code)) for code in one["caring"])
    told = [
        str(QUADRANTS.get(one["quadrant"], "")),
        area(one["area_dm2"]) if one["area_dm2"] else "",
        reasons,
    ]
    return {
        "label": name, "unnamed": at >= NAMED, "url": url, "size": one["area_dm2"] or 1, "note": " · ".join(filter(None, told)),
        "x": asked.major(one["profit"], currency), "y": asked.major(one["potential"], currency),
    }  # fmt: skip


def _reasons(body: Body, asked: Asked) -> list[Link]:
    return [
        Link(_("Worth caring for: {why} ({n})").format(why=CARING.get(code, code), n=number(n)), asked.customers(caring=code), "heart-handshake")
        for code, n in sorted(body["caring"].items(), key=lambda item: -item[1])
    ]  # fmt: skip


def totals(body: Body, asked: Asked) -> Panel:
    currency = body["currency"]
    kinds = [
        {"label": str(KINDS[one["kind"]]), "value": asked.major(-one["amount"] if one["kind"] in COSTS else one["amount"], currency)}
        for one in body["marks"]
    ]  # fmt: skip
    editions = [asked.edition(one["edition"]) for one in body["editions"]]
    lines = [
        {"label": word, "values": [asked.major(_sum(one["amounts"], costs=costs), currency) for one in body["editions"]]}
        for word, costs in ((pgettext("findings", "Values"), False), (pgettext("findings", "Costs"), True))
    ]  # fmt: skip
    told = [
        _("All relationships together have earned {profit} so far, all four values less the costs; {potential} is still to come. Their lifetime value, of economic value alone, is {lifetime} ({low} – {high}).").format(
            profit=money(body["profit"], currency), potential=money(body["potential"], currency),
            lifetime=money(body["lifetime"], currency), low=money(body["lifetime_low"], currency), high=money(body["lifetime_high"], currency),
        ),
        _("Reckoned with a margin of {margin} and {rate} a year.").format(margin=percent(body["margin"]), rate=percent(body["rate"])),
    ]  # fmt: skip
    charts = [
        Chart(
            "bars",
            _("Values and costs, {currency} of today").format(currency=currency),
            {"items": kinds, "sorted": False},
        )
    ]
    if len(editions) > 1:
        charts.append(
            Chart(
                "lines",
                _("By edition, {currency}").format(currency=currency),
                {"x": editions, "series": lines},
            )
        )
    return Panel(
        "value-totals", body["n"], _("customers with money on record"), told, charts, beware=_warnings(body)
    )


def _sum(amounts: dict[str, int], *, costs: bool) -> int:
    return sum(amount for kind, amount in amounts.items() if (kind in COSTS) == costs)


def _warnings(body: Body) -> str:
    told = []
    if body["left_out"]:
        told.append(
            ngettext("{n} amount in another currency is left out.", "{n} amounts in other currencies are left out.", body["left_out"]).format(n=number(body["left_out"]))
        )  # fmt: skip
    if body["spend"] and not body["spend"]["independent"]:
        told.append(
            _("Those who come often spend differently (correlation {r}): the model of spending assumes that they do not.").format(r=number(body["spend"]["correlation"], 2))
        )  # fmt: skip
    return " ".join(told)


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
        [Chart("bars", _("Who brought most"), {"items": items[:12]}, tall(items))],
    )  # fmt: skip


def _of_referrals(body: Body) -> list[str]:
    told = [
        _("{referrers} customers brought {children}; {deterred} warnings are on record.").format(
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
    told = str(FOLLOWING[body["verdict"]]).format(
        window=body["window"],
        effect=f"{body['effect']:+.1f}",
        low=f"{body['low']:+.1f}",
        high=f"{body['high']:+.1f}",
    )
    chart = {
        "x": [f"{one['day']:+d}" for one in body["days"]],
        "series": [
            {"label": _("Around a booking"), "values": [one["seen"] for one in body["days"]]},
            {
                "label": _("Where it did not book"),
                "values": [one["usual"] for one in body["days"]],
                "dashed": True,
            },
        ],
    }
    items = [
        {"label": names[one["relationship"]][0], "value": round(one["follow"], 2), "url": names[one["relationship"]][1]}
        for one in body["leaders"][:10]
        if one["relationship"] in names
    ]  # fmt: skip
    return Panel(
        "followers", body["n"], _("bookings of leaders"),
        [told, _("{share} of placebo studies show as much by chance.").format(share=percent(body["placebo"]))],
        [
            Chart("lines", _("Bookings of peers per day, around a leader's booking"), chart),
            Chart("bars", _("Who is followed most (few bookings each: read with care)"), {"items": items}, tall(items)),
        ],
        beware=_("Associational: it tells what goes together in time, not what causes it."),
    )  # fmt: skip
