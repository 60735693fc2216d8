# ruff: noqa: E501  sentences stand in one line
"""What matters: importance, stated and derived, against performance; what its lack and its presence do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext

from everfair.desk.findings.panels.grouped import choices, chosen, left_out, parted
from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel, listed
from everfair.ui.figures import percent

EXPLAINED = _l("Share of satisfaction explained")
RELATIVE = _l("Relative weight among the topics")
STATED = _l("Stated: how much people say it matters")
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


def importance_performance(body: Body, asked: Asked) -> Panel:
    shown = chosen(body, asked)
    marks = [
        {
            "label": asked.topic(mark["topic"]),
            "x": round(mark["performance"], 4),
            "y": round(mark["importance"], 4),
            "xLow": mark["performance_low"],
            "xHigh": mark["performance_high"],
            "yLow": mark["importance_low"],
            "yHigh": mark["importance_high"],
            "note": _in_quadrant(mark, shown["lines"]),
            "url": asked.respondents(mark["topic"]),
        }
        for mark in shown["marks"]
    ]
    chart = {
        "marks": marks,
        "lines": {"x": shown["lines"]["performance"], "y": shown["lines"]["importance"]},
        "corners": [str(word) for word in QUADRANTS.values()],
        "x": pgettext("findings", "Performance"), "xUnit": "%",
        "y": str(RELATIVE), "yUnit": "%",
    }  # fmt: skip
    return Panel(
        "importance-performance",
        shown["n"],
        _("respondents who answered on every topic and overall"),
        [*_where_to_begin(shown, asked), *parted(body), *left_out(body.get("lacking", []), asked)],
        [Chart("map", _("Importance and performance"), chart, "tall",
               _("Relative weight: a topic's part of what all these topics together explain of satisfaction, 100 % in all. The dashed lines are the means; the thin lines are 90 % intervals."))],
        choices=choices(body, asked),
    )  # fmt: skip


def _in_quadrant(mark: Body, lines: Body) -> str:
    words = _("{quadrant}, n = {n}") if _is_sure(mark, lines) else _("{quadrant} (not certain), n = {n}")
    return words.format(quadrant=QUADRANTS[mark["quadrant"]], n=mark["n"])


def _is_sure(mark: Body, lines: Body) -> bool:
    """Neither interval crosses the line that parts the quadrants."""
    return not any(
        mark[f"{side}_low"] <= lines[side] <= mark[f"{side}_high"] for side in ("performance", "importance")
    )


def _where_to_begin(shown: Body, asked: Asked) -> list[str]:
    """What matters much and is done poorly; apart from it what may be so, as an interval crosses the mean."""
    here = [one for one in _heaviest(shown["marks"]) if one["quadrant"] == "concentrate_here"]
    sure = [asked.topic(one["topic"]) for one in here if _is_sure(one, shown["lines"])]
    unsure = [asked.topic(one["topic"]) for one in here if not _is_sure(one, shown["lines"])]
    told = (
        [_("Concentrate on {topics}: it matters much and is done poorly.").format(topics=listed(sure))]
        if sure
        else [_("Nothing that matters much is surely done poorly.")]
    )
    if unsure:
        told.append(
            _("{topics}: perhaps too, but it is not certain: the interval crosses the mean.").format(topics=listed(unsure))
        )  # fmt: skip
    return told


def _heaviest(marks: list[Body]) -> list[Body]:
    return sorted(marks, key=lambda mark: -mark["importance"])


def importance(body: Body, asked: Asked) -> Panel:
    group = chosen(body, asked)
    marks = sorted(group["marks"], key=lambda mark: -mark["derived"])
    derived = {
        "label": str(EXPLAINED),
        "values": [
            {"value": round(one["derived"], 4), "low": one["low"], "high": one["high"], "n": group["n"], "url": asked.respondents(one["topic"])}
            for one in marks
        ],
    }  # fmt: skip
    stated = {
        "label": str(STATED),
        "values": [
            None if one["stated"] is None else {"value": round(one["stated"], 4), "low": None, "high": None, "n": one["stated_n"],
                                              "url": asked.respondents(one["topic"], asks="importance")}
            for one in marks
        ],
    }  # fmt: skip
    shown = [derived, *([stated] if any(stated["values"]) else [])]
    topics = [asked.topic(one["topic"]) for one in marks]
    told = [
        _(
            "All topics together explain {share} of the differences in satisfaction; most of it “{topic}”."
        ).format(share=percent(group["r2"]), topic=topics[0]),
        *parted(body),
        *left_out(body.get("lacking", []), asked),
    ]
    return Panel(
        "importance",
        group["n"],
        _("respondents who answered on every topic and overall"),
        told,
        [
            Chart("profile", _("What matters"), {"items": topics, "series": shown, "unit": "%", "zero": 0}, "",
                  _("The share explained tells what goes with satisfaction, not what causes it. All topics together explain {share}.").format(share=percent(group["r2"])))
        ],
        choices=choices(body, asked),
    )  # fmt: skip


def penalty_reward(body: Body, asked: Asked) -> Panel:
    group = chosen(body, asked)
    marks = group["marks"]
    series = [
        {
            "label": word,
            "values": [
                {
                    "value": round(one[key], 4),
                    "low": one[f"{key}_low"],
                    "high": one[f"{key}_high"],
                    "n": group["n"],
                    "url": asked.respondents(one["topic"]),
                }
                if one[f"{key}_low"] is not None
                else None
                for one in marks
            ],
        }
        for key, word in (("penalty", _("Where it is poor")), ("reward", _("Where it is good")))
    ]
    told = [
        _("{topics}: {kind}.").format(topics=listed(topics), kind=KINDS[kind])
        for kind, topics in _of_kinds(marks, asked)
    ]
    return Panel(
        "penalty-reward",
        group["n"],
        _("respondents who answered on every topic and overall"),
        [
            *(told or [_("No topic's effect is sure enough to be called basic, performance or excitement.")]),
            *parted(body),
            *left_out(body.get("lacking", []), asked),
        ],
        [
            Chart(
                "profile",
                _("What a poor and a good performance do to satisfaction"),
                {"items": [asked.topic(one["topic"]) for one in marks], "series": series, "unit": "%", "zero": 0},
                "",
                _("In points of the whole scale, all other topics apart; 95 % intervals."),
            )
        ],
        choices=choices(body, asked),
    )  # fmt: skip


def _of_kinds(marks: list[Body], asked: Asked) -> list[tuple[str, list[str]]]:
    """The kinds that can be told, each with its topics."""
    found = {kind: [asked.topic(one["topic"]) for one in marks if one["kind"] == kind] for kind in KINDS}
    return [(kind, topics) for kind, topics in found.items() if topics and kind != "unclear"]
