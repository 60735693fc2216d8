"""What is to be done next for an edition: at most a few, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.loop.models import Round
from everfair.shows.scope import Capability

if TYPE_CHECKING:
    from everfair.desk.shows.cockpit.page import Cockpit


@dataclass(frozen=True)
class Step:
    text: str
    why: str
    url: str
    icon: str
    posts: bool = False
    after: str = ""


def next_steps(page: "Cockpit") -> list[Step]:
    found = [*bring_the_list(page), *say_it_was_held(page), *analyse(page), *plan(page), *go_on(page)]
    return [step for step in found if step.url]


def bring_the_list(page: "Cockpit") -> Iterator[Step]:
    empty = page.edition.is_held and not page.live.parties
    if empty and page.may(Capability.IMPORT):
        why = _("It has been held, and nobody is on record as having come.")
        yield Step(_("Bring the list of who came"), why, reverse("data:upload"), "file-import")


def say_it_was_held(page: "Cockpit") -> Iterator[Step]:
    starts_on = page.edition.starts_on
    if not page.edition.is_held and starts_on and starts_on < page.today and page.manages:
        url = reverse("shows:edition_edit", args=[page.series.pk, page.edition.pk])
        yield Step(_("Say that it has been held"), _("Its day is past."), url, "calendar-event")


def analyse(page: "Cockpit") -> Iterator[Step]:
    if page.scope.may(Capability.ANALYSE) and page.needs_analysis:
        why = _("The last analysis does not know of it yet.")
        yield Step(_("Analyse"), why, reverse("analysis:runs"), "player-play")


def plan(page: "Cockpit") -> Iterator[Step]:
    if page.edition.is_held:
        return
    latest = Round.objects.filter(edition=page.edition).order_by("-pk").first()
    if latest is not None:
        url = reverse("rounds:round", args=[latest.pk])
        yield Step(_("Go on with the round"), str(latest.name), url, "route")
    elif page.may(Capability.PLAN):
        why = _("Segments, plays and a hold-out, drafted from the scores.")
        url = reverse("rounds:new", query={"edition": page.edition.pk, "series": page.series.pk})
        yield Step(_("Draft a round"), why, url, "route")


def go_on(page: "Cockpit") -> Iterator[Step]:
    last = page.published.editions[-1]
    if last.is_held and page.manages:
        url = reverse("shows:edition_next", args=[page.series.pk])
        why = _("So that bookings have a place, and the forecast a day.")
        yield Step(_("Add the next edition"), why, url, "plus", posts=True, after=str(last.pk))
