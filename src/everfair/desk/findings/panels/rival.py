# ruff: noqa: E501  sentences stand in one line
"""One competing show beside ours: topic by topic, over the editions, and what is ours of those who know both."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Lacking, Link, Panel
from everfair.desk.findings.raters import Rater
from everfair.ui.figures import number, percent

CODE = "competitors"
ONE_SIDED = 1.645  # of a 90 % interval
FEWEST = 5  # shares: fewer give no mean that is worth showing


@dataclass(frozen=True)
class Rival:
    """What the run found of one competing show; `editions`: edition -> body, where it has one of its own."""

    key: int
    name: str
    body: Body
    editions: Mapping[int, Body]

    def differences(self, body: Body) -> dict[str, Body]:
        """Topic -> ours less theirs, of the same respondents."""
        return {one["topic"]: one for one in body["differences"] if one["competitor"] == self.key}

    def marks(self, whose: int | None) -> dict[str, Body]:
        return {one["topic"]: one for one in self.body["marks"] if one["competitor"] == whose}

    @property
    def n(self) -> int:
        """Respondents who rated both on a topic, at most."""
        return max((one["n"] for one in self.marks(self.key).values()), default=0)


def standing(rival: Rival) -> dict[str, int]:
    """On how many topics ours is ahead, level, behind."""
    verdicts = [one["verdict"] for one in rival.differences(rival.body).values()]
    return {verdict: verdicts.count(verdict) for verdict in ("ahead", "level", "behind")}


def topics(rival: Rival, asked: Asked) -> Panel:
    apart = rival.differences(rival.body)
    shown = sorted(apart, key=lambda topic: apart[topic]["difference"])
    series = [
        {"label": word, "values": [_mean(apart[topic], whose, asked, rival) for topic in shown]}
        for word, whose in ((str(asked.series), "ours"), (rival.name, "theirs"))
    ]  # fmt: skip
    items = [
        {"label": asked.topic(topic), "value": round(one["difference"], 4), "low": one["low"], "high": one["high"],
         "note": f"n = {number(one['n'])}", "url": asked.ratings(rival.key, topic)}
        for topic, one in ((topic, apart[topic]) for topic in shown)
    ]  # fmt: skip
    charts = [
        Chart("profile", _("Our show and “{show}”, as those see them who rated both").format(show=rival.name),
              {"items": [asked.topic(one) for one in shown], "series": series, "unit": "%"}),
        Chart("forest", _("Ours less theirs, of those who rated both"), {"items": items, "unit": "%", "zero": 0}, "",
              _("Left of the line they are ahead of us; 90 % intervals.")),
    ] if shown else []  # fmt: skip
    return Panel(
        CODE, rival.n, _("respondents who rated it"), list(_told(rival, apart, asked)), charts,
        [Link(_("The ratings behind it"), asked.ratings(rival.key), "list-check")], title=_("Topic by topic"),
    )  # fmt: skip


def _mean(one: Body, whose: str, asked: Asked, rival: Rival) -> dict[str, Any] | None:
    if whose not in one:  # found before this was told
        return None
    (value, low, high), topic = one[whose], one["topic"]
    url = asked.respondents(topic) if whose == "ours" else asked.ratings(rival.key, topic)
    return {"value": round(value, 4), "low": low, "high": high, "n": one["n"], "url": url}


def _told(rival: Rival, apart: Mapping[str, Body], asked: Asked) -> list[str]:
    if not apart:
        return [_("Too few rated both shows on one topic to compare them.")]
    ordered = sorted(apart.values(), key=lambda one: one["difference"])
    counts = standing(rival)
    told = [
        ngettext("Ours is ahead on {ahead} of {all} topic, behind on {behind}; on {level} it cannot be told.", "Ours is ahead on {ahead} of {all} topics, behind on {behind}; on {level} it cannot be told.", len(apart)).format(all=len(apart), **counts)
    ]  # fmt: skip
    sides = (("behind", ordered[0], -1, _("They are furthest ahead on “{topic}”: {points} points of a hundred ({low} – {high}), n = {n}.")),
             ("ahead", ordered[-1], 1, _("We are furthest ahead on “{topic}”: {points} points of a hundred ({low} – {high}), n = {n}.")))  # fmt: skip
    return told + [
        _points(words, one, sign, asked) for verdict, one, sign, words in sides if one["verdict"] == verdict
    ]


def _points(words: str, one: Body, sign: int, asked: Asked) -> str:
    low, high = sorted(sign * one[end] * 100 for end in ("low", "high"))
    return words.format(
        topic=asked.topic(one["topic"]), points=number(sign * one["difference"] * 100, 0), low=f"{low:.0f}", high=f"{high:.0f}", n=number(one["n"])
    )  # fmt: skip


def over_editions(rival: Rival, asked: Asked) -> Panel | Lacking:
    """Ours less theirs at each edition that has enough."""
    found = {key: rival.differences(body) for key, body in rival.editions.items()}
    held = [one for one in asked.editions if found.get(one.pk)]
    if len(held) < 2:
        return Lacking(CODE, len(held), 2, "editions with enough respondents who rate both")
    shown = [topic for topic in rival.body["topics"] if any(topic in found[one.pk] for one in held)]
    cells = [[_apart(found[one.pk].get(topic), asked, rival, one.pk) for one in held] for topic in shown]
    chart = {
        "rows": [asked.topic(topic) for topic in shown],
        "columns": [str(one) for one in held],
        "cells": cells,
    }
    return Panel(
        CODE, sum(max(each["n"] for each in found[one.pk].values()) for one in held), _("respondents, edition by edition"),
        [_trend(found[held[0].pk], found[held[-1].pk], str(held[0]), str(held[-1]))],
        [Chart("matrix", _("Ours less theirs, in points of a hundred"), chart, "", _("Below each figure its 90 % interval. A plus is ours ahead."))],
        title=_("Over the editions"),
    )  # fmt: skip


def _apart(one: Body | None, asked: Asked, rival: Rival, edition: int) -> dict[str, Any] | None:
    if one is None:
        return None
    text = f"{one['difference'] * 100:+.0f}\n{one['low'] * 100:+.0f} – {one['high'] * 100:+.0f}"
    url = asked.ratings(rival.key, one["topic"], edition=str(edition))
    return {"value": one["difference"], "text": text, "note": f"n = {number(one['n'])}", "url": url}


def _trend(first: Mapping[str, Body], last: Mapping[str, Body], before: str, after: str) -> str:
    """A move counts where the intervals of both editions do not touch."""
    both = [topic for topic in first if topic in last]
    lost = [topic for topic in both if last[topic]["high"] < first[topic]["low"]]
    won = [topic for topic in both if last[topic]["low"] > first[topic]["high"]]
    if not lost and not won:
        return _("Between {before} and {after} nothing moved that the intervals would not explain.").format(
            before=before, after=after
        )
    return _(
        "Between {before} and {after}, beyond the intervals: topics on which ours gained {won}, lost {lost}."
    ).format(before=before, after=after, won=len(won), lost=len(lost))


def known_customers(raters: list[Rater], unnamed: int) -> Panel | None:
    """What is ours of the customers who know the other show."""
    shares = [one.wallet for one in raters if one.wallet is not None]
    if len(shares) < FEWEST:
        return None
    mean, half = fmean(shares), ONE_SIDED * stdev(shares) / len(shares) ** 0.5
    items = [
        {"label": one.name, "value": round(one.wallet, 4), "url": one.url}
        for one in sorted(raters, key=lambda one: one.wallet or 0)
        if one.wallet is not None
    ]
    told = [
        _("Of what those who rated it spend on shows of this kind, {mean} is ours ({low} – {high}).").format(
            mean=percent(mean), low=percent(max(0, mean - half)), high=percent(min(1, mean + half))
        ),
    ]
    if unnamed:
        told.append(
            ngettext(
                "Besides, {unnamed} respondent rated it who is not known by name.",
                "Besides, {unnamed} respondents rated it who are not known by name.",
                unnamed,
            ).format(unnamed=number(unnamed))
        )
    return Panel(
        "wallet-share", len(shares), _("customers whose share is known"), told,
        [Chart("bars", _("Least of their spending is ours"), {"items": items[:15], "unit": "%", "sorted": False})],
        title=_("Share of wallet of those who know it"),
    )  # fmt: skip
