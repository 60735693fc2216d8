"""The picture a director looks at first: who came to each edition, and who is expected at the next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.relations.published import Published
from everfair.shows.models import Edition

MOST = 16  # editions


def turnout(published: Published, booked: int | None) -> dict[str, Any]:
    """Columns per edition: seen before, first-timers; forecasts of those seen before as dot and interval.

    The first edition knows no one from before; an edition left out of analysis is a gap with its name.
    """
    forecast, judged = (
        published.forecast,
        {one.edition_id: one.figures["everfair"] for one in published.backtests},
    )
    ahead = forecast.edition if forecast else None
    shown = [one for one in published.editions if one.pk in published.figures or one.is_excluded]
    shown = shown[-MOST:] + ([ahead] if ahead else [])
    if forecast and ahead:
        judged[ahead.pk] = {"expected": forecast.expected, "low": forecast.low, "high": forecast.high}
    columns = [column(published, one, judged.get(one.pk)) for one in shown]
    if ahead:
        columns[-1] |= {"booked": booked, "ahead": True}
    return {
        "columns": columns,
        "words": {
            "known": _("Came before"),
            "fresh": _("First-timers"),
            "booked": _("Booked so far"),
            "expected": _("Expected of those who came before, 90 % interval"),
            "all": _("All"),
            "left_out": _("left out of analysis"),
        },
    }


def column(published: Published, edition: Edition, judged: dict[str, Any] | None) -> dict[str, Any]:
    all_of_them = published.value(edition, "participants")
    fresh = published.value(edition, "first-timers")
    known = published.value(edition, "returning")
    told = {
        "label": edition.label,
        "name": str(edition),
        "known": known if known is not None else None,
        "fresh": fresh if fresh is not None else all_of_them,
        "excluded": edition.is_excluded,
        "url": reverse("shows:edition", args=[edition.series_id, edition.pk]),
    }
    if judged:
        told |= {name: round(judged[name], 1) for name in ("expected", "low", "high")}
    return told
