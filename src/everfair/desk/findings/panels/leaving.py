# ruff: noqa: E501  sentences stand in one line
"""Leaving and staying: why customers leave, and what keeping more of them is worth."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Link, Panel
from everfair.relations.models import Score
from everfair.ui.figures import money, number, percent

REASONS = dict(Score.Reason.choices)
BY_CERTAINTY = {"sort": "-leaving", "cols": "name,stage,leaving,lifetime,owner,dealing"}
"""The surest first, each with its reason."""


def reasons(body: Body, asked: Asked) -> Panel:
    marks = sorted(body["marks"], key=lambda one: -one["share"])
    items = [
        {"label": str(REASONS[one["reason"]]), "value": round(one["share"], 4), "low": one["low"], "high": one["high"],
         "note": _("most likely reason of {n}, said by {said}").format(n=number(one["n"]), said=number(one["said"])),
         "url": asked.customers(leaving_reason=one["reason"], **BY_CERTAINTY)}
        for one in marks
    ]  # fmt: skip
    said = [
        {"label": str(REASONS[one["reason"]]), "value": one["said"], "url": asked.customers(leaving_reason=one["reason"], **BY_CERTAINTY)}
        for one in marks
        if one["said"]
    ]  # fmt: skip
    charts = [
        Chart("forest", _("Why they leave"), {"items": items, "unit": "%", "x": _("Share of the reason")}, "",
              _("A share adds up probabilities over all who leave: few of them have one reason for sure."))
    ]  # fmt: skip
    if said:
        charts.append(Chart("bars", _("Reasons they gave themselves"), {"items": said}))
    return Panel(
        "churn-reasons", body["n"], _("customers that weaken, stay away or are lost"), _of_reasons(marks, body),
        charts,
        [Link(_("The list, with a reason each"), asked.customers(leaving_reason=list(REASONS), **BY_CERTAINTY))],
        beware=_("Nobody has said why yet: these are the starting beliefs of the house, moved by the signs.")
        if not body["learnt_from"]
        else "",
    )  # fmt: skip


def _of_reasons(marks: list[Body], body: Body) -> list[str]:
    first = marks[0]
    told = [
        _("The reason most likely at work is “{reason}”, with {share} of those leaving.").format(
            reason=REASONS[first["reason"]], share=percent(first["share"])
        )
    ]
    if body["learnt_from"]:
        told.append(
            ngettext(
                "Learnt from {n} customer who said why it left.",
                "Learnt from {n} customers who said why they left.",
                body["learnt_from"],
            ).format(n=number(body["learnt_from"]))
        )
    at_stake = sum(one["at_stake"] or 0 for one in marks)
    if at_stake:
        told.append(
            _("At stake: a lifetime value of {worth}.").format(worth=money(at_stake, body["currency"]))
        )
    return told


def retention(body: Body, asked: Asked) -> Panel:
    items = [
        {"label": ngettext("+{points} point", "+{points} points", round(one["points"] * 100)).format(points=number(one["points"] * 100)), "value": round(one["rise"], 4),
         "low": one["low"], "high": one["high"],
         "note": _("all customers together: {worth}").format(worth=money(round(one["together"]), body["currency"])),
         "url": asked.customers(sort="-chance")}
        for one in body["marks"]
    ]  # fmt: skip
    five = next((one for one in body["marks"] if abs(one["points"] - 0.05) < 1e-9), None)
    told = []
    if five:
        told.append(
            _("Five points more retention would raise the profit of a customer by {rise} ({low} – {high}), of all together by {worth}.").format(
                rise=percent(five["rise"]), low=percent(five["low"]), high=percent(five["high"]),
                worth=money(round(five["together"]), body["currency"]),
            )
        )  # fmt: skip
    told.append(
        _("Now {share} ({low} – {high}) come again; an edition brings a margin of {margin} a customer.").format(
            share=percent(body["retention"]), low=percent(body["low"]), high=percent(body["high"]),
            margin=money(round(body["margin"]), body["currency"]),
        )
    )  # fmt: skip
    if body["winning"] is not None:
        told.append(
            _("Winning a new customer costs {winning}, keeping one {keeping} an edition.").format(
                winning=money(round(body["winning"]), body["currency"]), keeping=money(round(body["keeping"]), body["currency"])
            )
        )  # fmt: skip
    chart = {"items": items, "unit": "%", "zero": 0, "x": _("More profit per customer")}
    return Panel(
        "retention-worth", body["n"], _("customers whose coming again was seen"), told,
        [Chart("forest", _("What more retention is worth"), chart)],
    )  # fmt: skip
