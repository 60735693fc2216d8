"""What is expected and spoken of, and the value that reaches the customer."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel, listed
from everfair.ui.figures import percent

ZONES: dict[str, str | Promise] = {
    "basic": pgettext_lazy("zone", "Basic"),
    "satisfaction": pgettext_lazy("zone", "Satisfaction"),
    "delight": pgettext_lazy("zone", "Delight"),
    "loyalty": pgettext_lazy("zone", "Loyalty"),
}


def zones(body: Body, asked: Asked) -> Panel:
    marks = [
        {
            "label": asked.topic(one["topic"]),
            "x": round(one["expected"], 4), "xLow": one["expected_low"], "xHigh": one["expected_high"],
            "y": round(one["spoken"], 4), "yLow": one["spoken_low"], "yHigh": one["spoken_high"],
            "note": _("{zone}, n = {n}").format(zone=ZONES[one["zone"]], n=one["n"]),
            "url": asked.respondents(one["topic"]),
        }
        for one in body["marks"]
    ]  # fmt: skip
    corners = [str(ZONES[zone]) for zone in ("delight", "satisfaction", "loyalty", "basic")]
    chart = {
        "marks": marks, "lines": {"x": 0.5, "y": 0.5}, "corners": corners, "domain": [0, 1],
        "x": _("Share who expect it"), "xUnit": "%", "y": _("Share who speak of it"), "yUnit": "%",
    }  # fmt: skip
    unspoken = [asked.topic(one["topic"]) for one in body["marks"] if one["zone"] == "basic"]
    told = (
        _("Expected without a word: {topics}. Nobody will remind us of it.").format(topics=listed(unspoken))
        if unspoken
        else _("What is expected is also spoken of.")
    )
    return Panel(
        "zones", body["n"], _("respondents"), [told],
        [Chart("map", _("Expected and spoken of"), chart)],
    )  # fmt: skip


def delivered_value(body: Body, asked: Asked) -> Panel:
    def part(kind: str) -> list[dict[str, object]]:
        return [
            {"label": asked.topic(one["topic"]), "value": round(one["mean"], 4), "low": one["low"], "high": one["high"],
             "note": f"n = {one['n']}", "url": asked.respondents(one["topic"], asks=f"{kind}_part")}
            for one in body["marks"]
            if one["kind"] == kind
        ]  # fmt: skip

    told = _(
        "Value felt {value} less cost felt {cost}: {delivered} ({interval}) is left to the customer."
    ).format(
        value=percent(body["value"]),
        cost=percent(body["cost"]),
        delivered=f"{body['delivered'] * 100:+.0f}%",
        interval=f"{body['low'] * 100:+.0f}% – {body['high'] * 100:+.0f}%",
    )
    return Panel(
        "delivered-value",
        body["n"],
        _("respondents who answered on a value and on a cost"),
        [told],
        [
            Chart("forest", _("Parts of the value"), {"items": part("value"), "unit": "%"}),
            Chart("forest", _("Parts of the cost (the higher, the dearer)"), {"items": part("cost"), "unit": "%"}),
        ],
    )  # fmt: skip
