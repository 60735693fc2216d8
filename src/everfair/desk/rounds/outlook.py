"""What the page of a draft by plan shows of it: what was learned, what to expect, the ways beside it. Read, never
worked out here."""

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.desk.rounds import plan_words, words
from everfair.desk.rounds.answers import progress
from everfair.loop.history import rounds_before
from everfair.loop.measuring import PLAN, last_job, waiting
from everfair.loop.models import Learned, Outlook, Play, Result, Round, Way
from everfair.ui.figures import number, units
from everfair.ui.stages import STAGES
from everfair.work.models import Job


def planning_progress(this_round: Round) -> dict[str, Any] | None:
    """The job that plans the draft, while it waits or runs."""
    job = waiting(PLAN, this_round) if this_round.is_draft and this_round.by_plan else None
    poll = reverse("rounds:planning", args=[this_round.pk])
    return (
        progress(job, _("Learning from earlier rounds and choosing a play for each customer"), poll)
        if job
        else None
    )


def planning_failed(this_round: Round) -> int | None:
    """The job that fell over, where the last one did."""
    job = last_job(PLAN, this_round) if this_round.is_draft and this_round.by_plan else None
    return job.pk if job is not None and job.state == Job.State.PARKED else None


def outlook_context(this_round: Round) -> dict[str, Any]:
    outlook = Outlook.objects.filter(round=this_round).first() if this_round.by_plan else None
    if outlook is None:
        return {"outlook": None}
    currency = this_round.currency
    plays, alone = names(outlook), alone_in_rounds(this_round)
    learned = [
        learned_row(row, plays) | {"alone": alone.get(row["play"], [])} for row in in_order(outlook.learned)
    ]
    return {
        "outlook": outlook,
        "basis": plan_words.basis(outlook),
        "expectation": plan_words.expectation(outlook, currency),
        "learning": plan_words.learning(outlook, currency),
        "learned": learned,
        "learned_chart": learned_chart(learned),
        "ways": [way_row(way, currency) for way in outlook.ways],
        "ways_chart": ways_chart(outlook.ways, currency) if outlook.enough else None,
    }


def alone_in_rounds(this_round: Round) -> dict[int | None, list[dict[str, Any]]]:
    """What each earlier round showed of a play by itself, the latest first."""
    rows = Result.objects.filter(round__in=rounds_before(this_round), segment=None).exclude(play=None)
    found: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.select_related("round__edition").order_by("-round__started_at", "-pk"):
        found[row.play_id].append({"round": row.round, "points": words.points(row)})
    return found


def believed_now(this_round: Round) -> dict[int, list[dict[str, Any]]]:
    """Play -> what the newest plan of the show believes of it, stage by stage, where this round taught it that."""
    later = Outlook.objects.filter(round__series=this_round.series_id).exclude(round=this_round)
    newest = later.select_related("round__edition").order_by("-made_at").first()
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    if newest is None or not rounds_before(newest.round).filter(pk=this_round.pk).exists():
        return found
    for row in in_order(newest.learned):
        if row["effect"] is not None:
            told = {
                "points": plan_words.effect(row),
                "stage": STAGES[row["stage"]].word,
                "round": newest.round,
            }
            found[row["play"]].append(told)
    return found


def names(outlook: Outlook) -> dict[int, Play]:
    return Play.objects.in_bulk({row["play"] for row in outlook.learned})


def in_order(learned: list[Learned]) -> list[Learned]:
    """By stage, in the order of the life cycle; what is told goes before what is not."""
    stages = list(STAGES)
    return sorted(
        learned, key=lambda row: (stages.index(row["stage"]), row["effect"] is None, -(row["effect"] or 0))
    )


def learned_row(row: Learned, plays: dict[int, Play]) -> dict[str, Any]:
    play = plays.get(row["play"])
    return {
        **row,
        "name": str(play) if play else _("a play that is gone"),
        "known": play is not None,
        "told": row["effect"] is not None,
        "words": plan_words.effect(row),
    }


def learned_chart(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """A dot and its interval for each play and stage that can be told."""
    items = [
        {
            "label": _("{play} · {stage}").format(play=row["name"], stage=STAGES[row["stage"]].word),
            "value": row["effect"],
            "low": row["low"],
            "high": row["high"],
            "note": f"n = {number(row['tried'])} + {number(row['held_out'])}",
            "stage": row["stage"],
        }
        for row in rows
        if row["told"]
    ]
    return (
        {"items": items, "zero": 0, "unit": "%", "x": _("added to the chance to come, in points")}
        if items
        else None
    )


def way_row(way: Way, currency: str) -> dict[str, Any]:
    return {
        **way,
        "name": plan_words.WAYS[way["code"]],
        "more_words": plan_words.more(way),
        "returned_words": plan_words.returned(way, currency),
        "each": plan_words.per_yuan(way),
    }


def ways_chart(ways: list[Way], currency: str) -> dict[str, Any]:
    """What each way is expected to bring at the same budget: in money, else in customers."""
    priced = all(way["returned_minor"] is not None for way in ways)
    shown_in = currency if priced else ""
    items = [{"label": str(plan_words.WAYS[way["code"]])} | ends(way, shown_in) for way in ways]
    x = (
        _("expected return, {currency}").format(currency=currency)
        if priced
        else _("customers more, expected")
    )
    return {"items": items, "zero": 0, "x": x}


def ends(way: Way, currency: str) -> dict[str, float]:
    """The expectation and its interval: money in the currency, else customers."""
    minor = (way["returned_minor"], way["returned_low_minor"], way["returned_high_minor"])
    money = [round(units(plan_words.whole(each) or 0, currency)) for each in minor]
    more = [round(each or 0) for each in (way["more"], way["more_low"], way["more_high"])]
    return dict(zip(("value", "low", "high"), money if currency else more, strict=True))
