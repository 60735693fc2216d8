# ruff: noqa: E501  sentences stand in one line
"""How the bookings of the edition to come go."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from everfair.desk.findings.panels.panel import Asked, Body, Chart, Link, Panel
from everfair.relations.counts_ahead import BY_PACE, OF_THOSE_BEFORE, Count, counts
from everfair.shows.models import Participation
from everfair.ui.figures import number, percent

RECORDED = 0.995
"""Share of bookings with a day from which on it is not worth a word that some have none."""


def pace(body: Body, asked: Asked) -> Panel:
    weeks = [f"{-round((body['days'] - day) / 7)}" for day, _share in body["usual"]]
    past = [
        {
            "label": asked.edition(one["edition"]),
            "values": [round(count / max(one["n"], 1), 4) for _day, count in one["line"]],
        }
        for one in body["past"][-3:]
    ]
    usual = {
        "label": pgettext("findings", "Usual"),
        "values": [round(share, 4) for _day, share in body["usual"]],
    }
    charts = [
        Chart(
            "lines",
            _("Share of the bookings made, by weeks before the opening"),
            {"x": weeks, "series": [usual, *past], "unit": "%"},
        )
    ]
    told = []
    if body["readings"]:
        charts += [_forecasts(body), *_counts(body, asked)]
        told += _of_pace(body, asked)
    else:
        told.append(_("The edition to come is not open for booking yet."))
    return Panel(
        "booking-pace", body["n"], _("past editions with days of booking"), told, charts,
        list(_links(body, asked)) if body["readings"] else [],
        beware=_("The pace of bookings contradicts the forecast.") if body["alarm"] else "",
    )  # fmt: skip


def _forecasts(body: Body) -> Chart:
    shown: list[dict[str, Any]] = [
        {
            "label": _("By the pace of bookings"),
            "values": [round(one["expected"]) for one in body["readings"]],
            "low": [round(one["low"]) for one in body["readings"]],
            "high": [round(one["high"]) for one in body["readings"]],
        },
        {"label": _("Booked so far"), "values": [one["booked"] for one in body["readings"]]},
    ]
    if body["forecast"] is not None:
        flat = [round(body["forecast"])] * len(body["readings"])
        shown.append({"label": _("Before any booking"), "values": flat, "dashed": True})
    weeks = [f"{-round((body['days'] - one['day']) / 7)}" for one in body["readings"]]
    return Chart(
        "lines", _("How many are expected, by weeks before the opening"), {"x": weeks, "series": shown}
    )


def _counts(body: Body, asked: Asked) -> list[Chart]:
    """Several counts of one edition side by side, each with how it comes about."""
    found = list(counts(body))
    if len(found) < 2:
        return []
    items = [
        {"label": one.name, "value": round(one.expected), "low": round(one.low), "high": round(one.high), "note": _how(one, body, asked)}
        for one in found
    ]  # fmt: skip
    chart = {"items": items, "zero": 0, "x": _("Participants")}
    title = _("How many are expected at the {edition}").format(edition=asked.edition(body["edition"]))
    return [
        Chart(
            "forest", title, chart, "broad", " ".join(filter(None, (_how(one, body, asked) for one in found)))
        )
    ]


def _how(one: Count, body: Body, asked: Asked) -> str:
    told = body["counts"]
    if one.code == BY_PACE:
        return ngettext(
            "By the pace: what was expected before any booking, moved by the bookings of {weeks} week.",
            "By the pace: what was expected before any booking, moved by the bookings of {weeks} weeks.",
            len(body["readings"]),
        ).format(weeks=len(body["readings"]))
    if one.code == OF_THOSE_BEFORE:
        return _("Of those who came before: their chances, added up; first-timers are not in it.")
    return _before_booking(told)


def _before_booking(told: Body) -> str:
    """How the parts make the whole, in the figures that are shown: what is over or short of their sum is said."""
    known, whole = round(told["known"][0]), round(told["before"][0])
    if abs(told["recorded"] - 1) <= 1 - RECORDED:
        return _(
            "Before any booking: these {known} and {fresh} first-timers, as many as came of late."
        ).format(known=number(known), fresh=number(whole - known))
    fresh = round(told["fresh"])
    words = (
        _("Before any booking: these {known} and {fresh} first-timers, as many as came of late; of these {sum} the {share} whose day of booking is recorded as a rule: {whole}.")
        if told["recorded"] < 1
        else _("Before any booking: these {known} and {fresh} first-timers, as many as came of late, make {sum}; as a rule {share} as many book as come: {whole}.")
    )  # fmt: skip
    return words.format(
        known=number(known), fresh=number(fresh), sum=number(known + fresh),
        share=percent(told["recorded"], 1), whole=number(whole),
    )  # fmt: skip


def _links(body: Body, asked: Asked) -> Iterator[Link]:
    key, edition = str(body["edition"]), asked.edition(body["edition"])
    yield Link(_("Who booked: {edition}").format(edition=edition), asked.customers(booked=key))
    if _parties(_booked(body, asked)) > _parties(_dated(body, asked)):
        yield Link(
            _("Who booked without a day: {edition}").format(edition=edition), asked.customers(undated=key)
        )


def _of_pace(body: Body, asked: Asked) -> list[str]:
    last = body["readings"][-1]
    told = {
        "edition": asked.edition(body["edition"]), "weeks": round((body["days"] - last["day"]) / 7),
        "booked": number(last["booked"]), "meant": number(last["meant"], 0), "expected": number(last["expected"], 0),
        "low": number(last["low"], 0), "high": number(last["high"], 0),
    }  # fmt: skip
    pace = ngettext(
        "{edition}: by the last whole week, {weeks} week before the opening, {booked} had booked; the forecast and the usual course would have made it {meant}. By the pace {expected} ({low} – {high}) are to be expected.",
        "{edition}: by the last whole week, {weeks} weeks before the opening, {booked} had booked; the forecast and the usual course would have made it {meant}. By the pace {expected} ({low} – {high}) are to be expected.",
        told["weeks"],
    ).format(**told)
    return [pace, *_left_out(body, asked)]


def _left_out(body: Body, asked: Asked) -> Iterator[str]:
    """Why the books hold more bookings than the picture."""
    booked, dated = _parties(_booked(body, asked)), _parties(_dated(body, asked))
    since = dated - body["readings"][-1]["booked"]
    told = [_("{n} since that week").format(n=number(since))] if since > 0 else []
    if booked > dated:
        told.append(_("{n} without a day of booking").format(n=number(booked - dated)))
    if told:
        yield _("Not in the picture, of {all} booked as of now: {told}.").format(
            all=number(booked), told=_(", ").join(told)
        )


def _booked(body: Body, asked: Asked) -> QuerySet[Participation]:
    """Straight from the books, which go on after the run."""
    rows: QuerySet[Participation] = Participation.objects.filter(
        edition=body["edition"], role__side=asked.side, status__in=Participation.TAKING_PART
    )
    return rows


def _dated(body: Body, asked: Asked) -> QuerySet[Participation]:
    return _booked(body, asked).exclude(booked_on=None)


def _parties(rows: QuerySet[Participation]) -> int:
    return rows.values("party").distinct().count()
