# ruff: noqa: E501  sentences stand in one line
"""Satisfaction: gaps, what matters, how competing shows are seen, what is expected and spoken of."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext, pgettext_lazy

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel, tall
from everfair.ui.figures import number, percent

QUADRANTS: dict[str, str | Promise] = {
    "concentrate_here": _l("Concentrate here"),
    "keep_up": _l("Keep it up"),
    "low_priority": _l("Low priority"),
    "possible_overkill": _l("Possible overkill"),
}
"""From the top left by rows: much or little importance, poor or good performance."""
KINDS: dict[str, str | Promise] = {
    "basic": _l("basic: its lack hurts, its presence is taken for granted"),
    "performance": _l("performance: the better, the more satisfied"),
    "excitement": _l("excitement: delights, but is not missed"),
    "unclear": _l("too uncertain to tell"),
}
ZONES: dict[str, str | Promise] = {
    "basic": pgettext_lazy("zone", "Basic"),
    "satisfaction": pgettext_lazy("zone", "Satisfaction"),
    "delight": pgettext_lazy("zone", "Delight"),
    "loyalty": pgettext_lazy("zone", "Loyalty"),
}
VERDICTS: dict[str, str | Promise] = {
    "dissatisfied": _l("dissatisfied"),
    "basically_satisfied": _l("basically satisfied"),
    "delighted": _l("delighted"),
}


def between(low: float | None, high: float | None, *, signed: bool = False) -> str:
    """An interval in words."""
    if low is None or high is None:
        return "–"
    written = f"{low:+.2f}", f"{high:+.2f}"
    return " – ".join(written) if signed else f"{number(low, 2)} – {number(high, 2)}"


def gaps(body: Body, asked: Asked) -> Panel:
    """The topics in the order of their gaps, the one that falls short most on top."""
    marks = sorted(body["marks"], key=lambda mark: -mark["gap"])
    items = [
        {
            "label": asked.topic(mark["topic"]),
            "from": round(mark["expectation"], 2),
            "to": round(mark["performance"], 2),
            "note": _("gap {gap} ({interval}), n = {n}: {verdict}").format(
                gap=f"{mark['gap']:+.2f}",
                interval=between(mark["low"], mark["high"], signed=True),
                n=mark["n"],
                verdict=VERDICTS[mark["verdict"]],
            ),
            "url": asked.respondents(mark["topic"], verdict=mark["verdict"]),
        }
        for mark in marks
    ]
    scale = marks[0]["scale"] if marks else [0, 1]
    chart = {
        "items": items,
        "from": pgettext("findings", "Expected"),
        "to": pgettext("findings", "Seen"),
        "scale": scale,
        "x": _("Mean answer"),
    }
    split = [
        {"label": asked.topic(mark["topic"]), "value": mark["dissatisfied"],
         "url": asked.respondents(mark["topic"], verdict="dissatisfied")}
        for mark in marks
    ]  # fmt: skip
    return Panel(
        "gaps",
        body["n"],
        _("respondents who told both what they expected and what they saw"),
        list(_of_gaps(marks, asked)),
        [
            Chart("spans", _("Expected and seen"), chart, tall(items),
                  _("An arrow to the left falls short of what was expected; to the right it surprises.")),
            Chart("bars", _("Share who saw less than they expected"), {"items": split, "unit": "%"}, tall(items)),
        ],
    )  # fmt: skip


def _of_gaps(marks: list[Body], asked: Asked) -> list[str]:
    short = [mark for mark in marks if mark["verdict"] == "dissatisfied"]
    glad = [mark for mark in reversed(marks) if mark["verdict"] == "delighted"]
    told = []
    if short:
        told.append(
            _("“{topic}” falls short most: {expected} was expected, {seen} seen.").format(
                topic=asked.topic(short[0]["topic"]),
                expected=number(short[0]["expectation"], 1),
                seen=number(short[0]["performance"], 1),
            )
        )
    if glad:
        told.append(_("“{topic}” surprises most.").format(topic=asked.topic(glad[0]["topic"])))
    if not told:
        told.append(_("What was seen is about what was expected, on every topic."))
    told.append(
        _("{short} of {all} topics leave people dissatisfied, {glad} delight them.").format(
            short=len(short), all=len(marks), glad=len(glad)
        )
    )
    return told


def importance_performance(body: Body, asked: Asked) -> Panel:
    marks = [
        {
            "label": asked.topic(mark["topic"]),
            "x": round(mark["performance"], 4),
            "y": round(mark["importance"], 4),
            "xLow": mark["performance_low"],
            "xHigh": mark["performance_high"],
            "yLow": mark["importance_low"],
            "yHigh": mark["importance_high"],
            "note": _("{quadrant}, n = {n}").format(quadrant=QUADRANTS[mark["quadrant"]], n=mark["n"]),
            "url": asked.respondents(mark["topic"]),
        }
        for mark in body["marks"]
    ]
    chart = {
        "marks": marks,
        "lines": {"x": body["lines"]["performance"], "y": body["lines"]["importance"]},
        "corners": [str(word) for word in QUADRANTS.values()],
        "x": pgettext("findings", "Performance"), "xUnit": "%",
        "y": _("Importance (derived)"), "yUnit": "%",
    }  # fmt: skip
    here = [
        asked.topic(one["topic"]) for one in _heaviest(body["marks"]) if one["quadrant"] == "concentrate_here"
    ]
    told = (
        _("Concentrate on {topics}: it matters much and is done poorly.").format(topics=_listed(here))
        if here
        else _("Nothing that matters much is done poorly.")
    )
    return Panel(
        "importance-performance",
        body["n"],
        _("respondents"),
        [told],
        [Chart("map", _("Importance and performance"), chart, "tall",
               _("The dashed lines are the means; the thin lines are 90 % intervals."))],
    )  # fmt: skip


def _heaviest(marks: list[Body]) -> list[Body]:
    return sorted(marks, key=lambda mark: -mark["importance"])


def _listed(words: list[str]) -> str:
    return _(", ").join(_("“{word}”").format(word=word) for word in words)


def importance(body: Body, asked: Asked) -> Panel:
    marks = sorted(body["marks"], key=lambda mark: -mark["derived"])
    derived = {
        "label": _("Derived: share of satisfaction explained"),
        "values": [
            {"value": round(one["derived"], 4), "low": one["low"], "high": one["high"], "url": asked.respondents(one["topic"])}
            for one in marks
        ],
    }  # fmt: skip
    stated = {
        "label": _("Stated: how much people say it matters"),
        "values": [
            None if one["stated"] is None else {"value": round(one["stated"], 4), "low": None, "high": None, "n": one["stated_n"]}
            for one in marks
        ],
    }  # fmt: skip
    shown = [derived, *([stated] if any(stated["values"]) else [])]
    topics = [asked.topic(one["topic"]) for one in marks]
    told = [
        _(
            "All topics together explain {share} of the differences in satisfaction; most of it “{topic}”."
        ).format(share=percent(body["r2"]), topic=topics[0])
    ]
    return Panel(
        "importance",
        body["n"],
        _("respondents who answered on every topic and overall"),
        told,
        [
            Chart("profile", _("What matters"), {"items": topics, "series": shown, "unit": "%", "zero": 0}, tall(marks),
                  _("Derived importance tells what goes with satisfaction, not what causes it."))
        ],
    )  # fmt: skip


def penalty_reward(body: Body, asked: Asked) -> Panel:
    marks = body["marks"]
    series = [
        {
            "label": word,
            "values": [
                {"value": round(one[key], 4), "low": one[f"{key}_low"], "high": one[f"{key}_high"]}
                if one[f"{key}_low"] is not None
                else None
                for one in marks
            ],
        }
        for key, word in (("penalty", _("Where it is poor")), ("reward", _("Where it is good")))
    ]
    told = [
        _("“{topic}” is {kind}.").format(topic=asked.topic(one["topic"]), kind=KINDS[one["kind"]])
        for one in marks
        if one["kind"] != "unclear"
    ]
    return Panel(
        "penalty-reward",
        body["n"],
        _("respondents who answered on every topic and overall"),
        told or [_("No topic's effect is sure enough to be called basic, performance or excitement.")],
        [
            Chart(
                "profile",
                _("What a poor and a good performance do to satisfaction"),
                {"items": [asked.topic(one["topic"]) for one in marks], "series": series, "unit": "%", "zero": 0},
                tall(marks),
                _("In points of the whole scale, all other topics apart; 95 % intervals."),
            )
        ],
    )  # fmt: skip


def competitors(body: Body, asked: Asked) -> Panel:
    topics = body["topics"]
    shows: list[int | None] = [None, *body["competitors"][:4]]
    found = {(one["topic"], one["competitor"]): one for one in body["marks"]}
    series = [
        {"label": _show(show, asked), "values": [_rated(found.get((topic, show)), topic, asked) for topic in topics]}
        for show in shows
    ]  # fmt: skip
    chart = {"items": [asked.topic(topic) for topic in topics], "series": series, "unit": "%"}
    return Panel(
        "competitors",
        body["n"],
        _("respondents who rated a competing show"),
        _of_competitors(body["differences"], asked),
        [Chart("profile", _("Our show and competing shows"), chart, "tall")],
    )


def _show(competitor: int | None, asked: Asked) -> str:
    return str(asked.series) if competitor is None else asked.competitors.get(competitor, f"#{competitor}")


def _rated(one: Body | None, topic: str, asked: Asked) -> dict[str, object] | None:
    if one is None:
        return None
    told = {"value": round(one["mean"], 4), "low": one["low"], "high": one["high"], "n": one["n"]}
    return told | {"url": asked.respondents(topic)}


def _of_competitors(differences: list[Body], asked: Asked) -> list[str]:
    behind = [one for one in differences if one["verdict"] == "behind"]
    ahead = [one for one in differences if one["verdict"] == "ahead"]
    told = [_against(one, asked) for one in sorted(behind, key=lambda one: one["difference"])[:3]]
    if not told:
        told.append(_("On no topic is a competing show surely ahead of ours."))
    told.append(
        _("Of {all} comparisons ours is ahead in {ahead}, behind in {behind}.").format(
            all=len(differences), ahead=len(ahead), behind=len(behind)
        )
    )
    return told


def _against(one: Body, asked: Asked) -> str:
    return _("“{show}” is ahead of us on “{topic}” by {points} points of a hundred ({interval}).").format(
        show=_show(one["competitor"], asked),
        topic=asked.topic(one["topic"]),
        points=number(-one["difference"] * 100, 0),
        interval=f"{-one['high'] * 100:.0f} – {-one['low'] * 100:.0f}",
    )


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
        _("Expected without a word: {topics}. Nobody will remind us of it.").format(topics=_listed(unspoken))
        if unspoken
        else _("What is expected is also spoken of.")
    )
    return Panel(
        "zones", body["n"], _("respondents"), [told],
        [Chart("map", _("Expected and spoken of"), chart, "tall")],
    )  # fmt: skip


def delivered_value(body: Body, asked: Asked) -> Panel:
    def part(kind: str) -> list[dict[str, object]]:
        return [
            {"label": asked.topic(one["topic"]), "value": round(one["mean"], 4), "low": one["low"], "high": one["high"],
             "note": f"n = {one['n']}"}
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
