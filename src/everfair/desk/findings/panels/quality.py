# ruff: noqa: E501  sentences stand in one line
"""Quality of the relationship: its four parts, and what drives trust."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel
from everfair.ui.figures import number, percent

PARTS: dict[str, str | Promise] = {
    "satisfaction": _l("Satisfaction"),
    "trust": _l("Trust (credibility and benevolence)"),
    "belonging": _l("Belonging"),
    "friendship": _l("Commercial friendship"),
    "overall": _l("All four together"),
}
DRIVERS: dict[str, str | Promise] = {
    "reputation": _l("Reputation and size"),
    "adaptation": _l("Willingness to adapt"),
    "shared_information": _l("Confidential information shared"),
    "length": _l("Length of cooperation"),
}
RELIABLE = 0.7


def quality(body: Body, asked: Asked) -> Panel:
    items = [
        {
            "label": str(PARTS[one["part"]]),
            "value": round(one["mean"], 4),
            "low": one["low"],
            "high": one["high"],
            "note": _agreement(one),
            "url": asked.customers(quality="0..100")
            if one["part"] == "overall"
            else asked.respondents(asks=one["part"]),
        }
        for one in body["marks"]
    ]
    parts = [one for one in body["marks"] if one["part"] != "overall"]
    told = []
    if parts:
        weakest, strongest = (pick(parts, key=lambda one: one["mean"]) for pick in (min, max))
        told.append(
            _("Strongest is “{strong}” with {high}, weakest “{weak}” with {low}.").format(
                strong=PARTS[strongest["part"]], high=percent(strongest["mean"]),
                weak=PARTS[weakest["part"]], low=percent(weakest["mean"]),
            )
        )  # fmt: skip
    doubtful = [str(PARTS[one["part"]]) for one in parts if (one["alpha"] or 1) < RELIABLE]
    return Panel(
        "quality",
        body["n"],
        _("respondents who answered on any part"),
        told,
        [Chart("forest", _("Four parts"), {"items": items, "unit": "%"})],
        beware=_("The questions on {parts} agree too little (alpha below .7) to be read as one.").format(
            parts=_(", ").join(doubtful)
        )
        if doubtful
        else "",
    )


def _agreement(one: Body) -> str:
    told = f"n = {number(one['n'])}"
    if one["alpha"] is None:
        return told
    return ngettext(
        "{n}, {items} question, alpha {alpha} ({low} – {high})",
        "{n}, {items} questions, alpha {alpha} ({low} – {high})",
        one["items"],
    ).format(
        n=told,
        items=one["items"],
        alpha=number(one["alpha"], 2),
        low=number(one["alpha_low"], 2),
        high=number(one["alpha_high"], 2),
    )


def trust_drivers(body: Body, asked: Asked) -> Panel:
    marks = sorted(body["marks"], key=lambda one: -one["share"])
    items = [
        {"label": str(DRIVERS[one["driver"]]), "value": round(one["share"], 4), "low": one["low"], "high": one["high"],
         "note": "" if one["rises"] else _("trust falls with it"),
         "url": asked.customers(sort="-times") if one["driver"] == "length" else asked.respondents(asks=one["driver"])}
        for one in marks
    ]  # fmt: skip
    told = _("They explain {share} of the differences in trust, “{driver}” most.").format(
        share=percent(body["r2"]), driver=DRIVERS[marks[0]["driver"]]
    )
    return Panel(
        "trust-drivers", body["n"], _("respondents"), [told],
        [Chart("forest", _("What trust goes with"), {"items": items, "unit": "%", "zero": 0, "x": _("Share of trust explained")})],
    )  # fmt: skip
