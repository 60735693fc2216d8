# ruff: noqa: E501  sentences stand in one line
"""What relationships are worth and what they cost, and which part of a customer's spending is ours."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Link, Panel
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
        "marks": marks, "lines": lines, "corners": corners, "stretched": True,
        "x": _("Profit so far, {currency}").format(currency=currency),
        "y": _("Still to come, {currency}").format(currency=currency),
    }  # fmt: skip
    items = [
        {"label": str(QUADRANTS[one["quadrant"]]), "value": asked.major(one["lifetime"], currency),
         "url": asked.customers(quadrant=one["quadrant"])}
        for one in body["marks"]
    ]  # fmt: skip
    told = [
        ngettext(
            "{quadrant}: {n} customer with a lifetime value of {worth}.",
            "{quadrant}: {n} customers with a lifetime value of {worth}.",
            one["n"],
        ).format(
            quadrant=QUADRANTS[one["quadrant"]], n=number(one["n"]), worth=money(one["lifetime"], currency)
        )
        for one in body["marks"]
    ]
    return Panel(
        "value-quadrant", body["n"], _("customers with money on record and a history of coming"), told,
        [
            Chart("map", _("Profit today and to come"), chart, "broad",
                  _("Each dot is a customer, its size the area of its last stand; the {n} with most are drawn. Both axes are stretched near zero (square roots), so that small ones can be told apart.").format(n=len(marks))),
            Chart("bars", _("Lifetime value by quadrant, {currency}").format(currency=currency), {"items": items}, "broad"),
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
        {"label": str(KINDS[one["kind"]]), "value": asked.major(-one["amount"] if one["kind"] in COSTS else one["amount"], currency),
         "note": ngettext("n = {n} customer", "n = {n} customers", one["n"]).format(n=number(one["n"])), "url": asked.customers(money=one["kind"], sort="-profit") if one["n"] else ""}
        for one in body["marks"]
    ]  # fmt: skip
    held = {one.pk for one in asked.editions if one.is_held}
    earned = [one for one in body["editions"] if one["edition"] in held]
    editions = [asked.edition(one["edition"]) for one in earned]
    lines = [
        {"label": word, "values": [asked.major(_sum(one["amounts"], costs=costs), currency) for one in earned]}
        for word, costs in ((pgettext("findings", "Values"), False), (pgettext("findings", "Costs"), True))
    ]  # fmt: skip
    told = [
        _of_totals(body),
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
                {
                    "x": editions,
                    "series": lines,
                    "urls": [asked.customers(came=str(one["edition"])) for one in earned],
                },
            )
        )
    return Panel(
        "value-totals", body["n"], _("customers with money on record"), told, charts, beware=_warnings(body)
    )


def _of_totals(body: Body) -> str:
    """What is to come is told where it is known of anybody."""
    currency = body["currency"]
    words = (
        _("All relationships together have earned {profit} so far, all four values less the costs; what is still to come cannot be told yet.")
        if body["lifetime_low"] is None
        else _("All relationships together have earned {profit} so far, all four values less the costs; {potential} is still to come. Their lifetime value, of economic value alone, is {lifetime} ({low} – {high}).")
    )  # fmt: skip
    return words.format(
        profit=money(body["profit"], currency), potential=money(body["potential"], currency),
        lifetime=money(body["lifetime"], currency), low=money(body["lifetime_low"], currency), high=money(body["lifetime_high"], currency),
    )  # fmt: skip


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
