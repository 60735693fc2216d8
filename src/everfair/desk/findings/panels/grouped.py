# ruff: noqa: E501  sentences stand in one line
"""Findings told group by group, where no respondents answered on all topics: one group is shown, the others offered."""

import zlib
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.desk.findings.panels.panel import MOST_NAMED, Asked, Body, Choice, listed
from everfair.ui.figures import number


def groups(body: Body) -> list[Body]:
    """The one with most respondents first."""
    return [body, *body.get("others", [])]


def topics_of(group: Body) -> list[str]:
    return [mark["topic"] for mark in group["marks"]]


def key(group: Body) -> str:
    """Stands for the group's topics in an address, whichever finding tells of them."""
    return f"{zlib.crc32(' '.join(topics_of(group)).encode()):08x}"


def chosen(body: Body, asked: Asked) -> Body:
    return next((group for group in groups(body) if key(group) == asked.group), body)


def choices(body: Body, asked: Asked) -> list[Choice]:
    found, shown = groups(body), chosen(body, asked)
    if len(found) < 2:
        return []
    return [Choice(_name(one, asked), key(one), one is shown) for one in found]


def _name(group: Body, asked: Asked) -> str:
    """By the questionnaire that asks of all these topics and fewest others, else by the topics; with n."""
    topics = set(topics_of(group))
    fitting = {name: asks for name, asks in asked.questionnaires.items() if topics <= asks}
    named = min(fitting, key=lambda name: len(fitting[name]), default="")
    return _("{name} (n = {n})").format(
        name=named or listed([asked.topic(one) for one in topics_of(group)][:2]), n=number(group["n"])
    )


def parted(body: Body) -> list[str]:
    """Why the other groups stand apart."""
    many = len(groups(body))
    if many < 2:
        return []
    return [
        _(
            "{n} groups of topics were answered by different people, so each is weighed by itself: figures of two groups cannot be laid side by side. Choose a group above."
        ).format(n=number(many))
    ]  # fmt: skip


def left_out(lacking: list[dict[str, Any]], asked: Asked) -> list[str]:
    """Topics of which nothing is told, as too few answered on them."""
    if not lacking:
        return []
    named = _(", ").join(
        _("“{topic}” (n = {n})").format(topic=asked.topic(one["topic"]), n=number(one["n"]))
        for one in lacking[:MOST_NAMED]
    )
    more = len(lacking) - MOST_NAMED
    told = ngettext(
        "Too few answered on {n} topic: {topics}.", "Too few answered on {n} topics: {topics}.", len(lacking)
    )
    return [
        told.format(
            n=number(len(lacking)),
            topics=named if more <= 0 else _("{named} and {n} more").format(named=named, n=more),
        )
    ]
