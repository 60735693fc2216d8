# ruff: noqa: E501  sentences stand in one line
"""How competing shows are seen beside ours."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Link, Panel
from everfair.ui.figures import number


def competitors(body: Body, asked: Asked) -> Panel:
    topics = body["topics"]
    shows: list[int | None] = [None, *body["competitors"][:4]]
    found = {(one["topic"], one["competitor"]): one for one in body["marks"]}
    series = [
        {"label": _show(show, asked), "values": [_rated(found.get((topic, show)), asked) for topic in topics]}
        for show in shows
    ]  # fmt: skip
    chart = {"items": [asked.topic(topic) for topic in topics], "series": series, "unit": "%"}
    return Panel(
        "competitors",
        body["n"],
        _("respondents who rated a competing show"),
        _of_competitors(body["differences"], asked),
        [
            Chart(
                "profile",
                _("Our show and competing shows"),
                chart,
                "",
                _(
                    "Each as seen by all who rated it. Where ours is said to be ahead or behind, it is of those who rated both."
                ),
            )
        ],
        [Link(_show(one, asked), asked.rival(one), "scale") for one in body["competitors"]],
    )


def _show(competitor: int | None, asked: Asked) -> str:
    return str(asked.series) if competitor is None else asked.competitors.get(competitor, f"#{competitor}")


def _rated(one: Body | None, asked: Asked) -> dict[str, object] | None:
    if one is None:
        return None
    told = {"value": round(one["mean"], 4), "low": one["low"], "high": one["high"], "n": one["n"]}
    own = one["competitor"] is None
    return told | {"url": asked.respondents(one["topic"]) if own else asked.rival(one["competitor"])}


def _of_competitors(differences: list[Body], asked: Asked) -> list[str]:
    behind = [one for one in differences if one["verdict"] == "behind"]
    ahead = [one for one in differences if one["verdict"] == "ahead"]
    told = [_against(one, asked) for one in sorted(behind, key=lambda one: one["difference"])[:3]]
    if not told:
        told.append(_("On no topic is a competing show surely ahead of ours."))
    told.append(
        ngettext(
            "Ours is ahead in {ahead} of {all} comparison, behind in {behind}.",
            "Ours is ahead in {ahead} of {all} comparisons, behind in {behind}.",
            len(differences),
        ).format(all=len(differences), ahead=len(ahead), behind=len(behind))
    )
    return told


def _against(one: Body, asked: Asked) -> str:
    return _("“{show}” is ahead of us on “{topic}” by {points} points of a hundred ({interval}).").format(
        show=_show(one["competitor"], asked),
        topic=asked.topic(one["topic"]),
        points=number(-one["difference"] * 100, 0),
        interval=f"{-one['high'] * 100:.0f} – {-one['low'] * 100:.0f}",
    )
