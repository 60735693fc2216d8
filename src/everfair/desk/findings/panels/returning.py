# ruff: noqa: E501  sentences stand in one line
"""Whether those come again who are satisfied, and those who said that they would."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel
from everfair.ui.figures import number, percent

LEVELS: dict[str, str | Promise] = {
    "all": _l("All markets"),
    "closed": _l("Little contested markets"),
    "contested": _l("Contested markets"),
}


def curve(body: Body, asked: Asked) -> Panel:
    series = [
        {
            "label": str(LEVELS[one["level"]]),
            "line": one["line"],
            "points": [
                {"x": point["satisfaction"], "y": point["stayed"], "low": point["low"], "high": point["high"], "n": point["n"],
                 "url": asked.customers(satisfaction=_between(point))}
                for point in one["points"]
            ],
            "marks": one["sensitive"],
        }
        for one in body["levels"]
    ]  # fmt: skip
    chart = {
        "series": series,
        "x": _("Satisfaction"),
        "xUnit": "%",
        "y": _("Share who came again"),
        "yUnit": "%",
    }
    told = [
        _("{level}: between {low} and {high} of satisfaction more of it keeps more customers; at full satisfaction {times} times as many stay as at four fifths ({interval}).").format(
            level=LEVELS[one["level"]], low=percent(one["sensitive"][0]), high=percent(one["sensitive"][1]),
            times=number(one["times"][0], 1), interval=f"{number(one['times'][1], 1)} – {number(one['times'][2], 1)}",
        )
        for one in body["levels"]
    ]  # fmt: skip
    return Panel(
        "loyalty-curve", body["n"], _("answers on satisfaction whose next edition has been held"), told,
        [Chart("curve", _("Satisfaction and loyalty"), chart, "tall",
               _("A dot is a level of satisfaction, the larger the more answers; levels of few answers are put together. The bands are 90 % intervals; the shaded range is where more satisfaction pays. Textbooks say that the fully satisfied rebuy about six times as often: a claim to compare with."))],
    )  # fmt: skip


def intent(body: Body, asked: Asked) -> Panel:
    bins = [
        {
            "predicted": one["said"],
            "actual": one["came"],
            "low": one["low"],
            "high": one["high"],
            "n": one["n"],
            "url": asked.respondents(asks="intent", share=about(one["said"])),
        }
        for one in body["marks"]
    ]
    chart = {"bins": bins, "x": _("Intent said"), "y": _("Share that came")}
    told = _("They said {said} on average; {came} came.").format(
        said=percent(body["said"]), came=percent(body["came"])
    )
    return Panel(
        "calibration-of-intent", body["n"], _("answers on the intent to come again whose next edition has been held"), [told],
        [Chart("calibration", _("What was said, and what was done"), chart)],
    )  # fmt: skip


def _between(point: Body) -> str:
    """The levels a dot stands for."""
    if "start" not in point:
        return about(point["satisfaction"])
    (low, _), (_, high) = (about(point[end]).split("..") for end in ("start", "end"))
    return f"{low}..{high}"


def about(share: float, half: float = 0.05) -> str:
    """Answers about so high, as a list is narrowed by them."""
    return f"{max(0, share - half) * 100:g}..{min(1, share + half) * 100:g}"
