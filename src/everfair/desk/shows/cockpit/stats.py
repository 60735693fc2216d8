"""The figures at the head of the cockpit, each with its formula and the customers behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from everfair.relations.measures import MEASURES
from everfair.ui import figures
from everfair.ui.of_series import customers_url

if TYPE_CHECKING:
    from everfair.desk.shows.cockpit.page import Cockpit


@dataclass(frozen=True)
class Stat:
    name: str | Promise
    value: str
    url: str = ""
    note: str = ""
    formula: str | Promise = ""
    measure: str = ""
    share: float | None = None
    """Of a plan; drawn as a bar."""


def stats(page: "Cockpit") -> list[Stat]:
    return list(of_the_past(page) if page.edition.is_held else of_the_future(page))


def measured(code: str, value: str, url: str = "", note: str = "") -> Stat:
    one = MEASURES[code]
    return Stat(one.name, value, url, note, one.formula, reverse("analysis:measure", args=[code]))


def of_the_past(page: "Cockpit") -> Iterator[Stat]:
    """As the published run counted them; what it could not count is left out."""
    edition, last = page.edition, page.published.before(page.edition)
    came = ("came", edition.pk)
    urls = {
        "participants": customers_url(page.series, came),
        "first-timers": customers_url(page.series, came, ("first", edition.pk)),
        "retention": customers_url(page.series, came, ("came", last.pk)) if last else "",
    }
    for code in (
        "participants",
        "first-timers",
        "returning",
        "retention",
        "seen-before",
        "rebooking-rate",
        "area",
    ):
        if found := page.published.figure(edition, code):
            yield measured(code, spoken(code, found["value"]), urls.get(code, ""), noted(found))


def spoken(code: str, value: Any) -> str:
    match MEASURES[code].unit:
        case "share":
            return figures.percent(value)
        case "area":
            return figures.area(value)
    return figures.number(value)


def noted(found: dict[str, Any]) -> str:
    if found.get("so_far"):
        return _("so far")
    if found.get("low") is not None:
        low, high = figures.percent(found["low"]), figures.percent(found["high"])
        return _("of {n}; {low} to {high}").format(n=figures.number(found["n"]), low=low, high=high)
    return ""


def of_the_future(page: "Cockpit") -> Iterator[Stat]:
    """Expected by the published run; booked as the books say now."""
    live, found = page.live, page.published.forecast
    if found is not None and page.is_forecast:
        note = _("{low} to {high}").format(
            low=figures.number(round(found.low)), high=figures.number(round(found.high))
        )
        yield measured("expected-count", figures.number(round(found.expected)), note=note)
    booked = ("booked", page.edition.pk)
    yield Stat(_("Booked"), figures.number(live.parties), customers_url(page.series, booked), _("as of now"))
    yield booked_area(page)
    yield Stat(
        _("First-timers booked"), figures.number(live.first_timers), "", _("never came before"),
        MEASURES["first-timers"].formula, reverse("analysis:measure", args=["first-timers"]),
    )  # fmt: skip
    yield from booked_again(page)


def booked_area(page: "Cockpit") -> Stat:
    area, plan = page.live.area_dm2, page.edition.area_plan_dm2
    missing = page.live.without_area
    notes = []
    if plan:
        notes.append(
            _("{share} of {plan} planned").format(
                share=figures.percent((area or 0) / plan), plan=figures.area(plan)
            )
        )
    if missing and page.live.parties:
        notes.append(_("{n} without area").format(n=figures.number(missing)))
    return Stat(
        _("Area booked"), figures.area(area), "", "; ".join(notes) or _("no plan given"), MEASURES["area"].formula,
        reverse("analysis:measure", args=["area"]), min((area or 0) / plan, 1.0) if plan else None,
    )  # fmt: skip


def booked_again(page: "Cockpit") -> Iterator[Stat]:
    last, again = page.last, page.live.again
    there = page.published.value(last, "participants") if last else None
    if last is None or again is None or not there:
        return
    url = customers_url(page.series, ("booked", page.edition.pk), ("came", last.pk))
    note = _("{again} of {n} at {last}, so far").format(
        again=figures.number(again), n=figures.number(there), last=last
    )
    yield measured("retention", figures.percent(again / there), url, note)
