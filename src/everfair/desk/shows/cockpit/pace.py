"""How fast bookings come in, against the same day before opening of the last edition."""

import datetime
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.shows.models import Edition, Participation
from everfair.ui.figures import number
from everfair.ui.of_series import customers_url

FEWEST_DATED = 0.5
"""Of the bookings of an edition, the share whose day must be known to draw its line."""
POINTS = 40


@dataclass
class Bookings:
    """The bookings of one edition, each as days before it opens."""

    edition: Edition
    side: str

    @cached_property
    def days(self) -> list[datetime.date | None]:
        """When each customer booked first; None: it is not on record."""
        rows = Participation.objects.filter(
            edition=self.edition, role__side=self.side, status__in=Participation.TAKING_PART
        )
        first = rows.values("party").annotate(day=Min("booked_on"))
        return list(first.values_list("day", flat=True))

    @cached_property
    def leads(self) -> list[int]:
        """Minus the days before opening, in order: -120 was booked 120 days before."""
        opens = self.edition.starts_on
        return sorted((day - opens).days for day in self.days if day and opens) if opens else []

    @property
    def is_dated(self) -> bool:
        return bool(self.leads) and len(self.leads) >= FEWEST_DATED * len(self.days)

    def by(self, lead: int) -> int:
        """How many had booked by then."""
        return bisect_right(self.leads, lead)


@dataclass
class Pace:
    edition: Edition
    last: Edition | None
    side: str
    today: datetime.date

    @cached_property
    def now(self) -> Bookings:
        return Bookings(self.edition, self.side)

    @cached_property
    def then(self) -> Bookings | None:
        return Bookings(self.last, self.side) if self.last else None

    @property
    def lead(self) -> int:
        """Minus the days still to go; never after the opening."""
        opens = self.edition.starts_on
        return min((self.today - opens).days, 0) if opens else 0

    @property
    def can_be_told(self) -> bool:
        return self.now.is_dated and self.then is not None and self.then.is_dated

    @property
    def why_not(self) -> str:
        if not self.edition.starts_on:
            return _("The day it opens is not known, so the pace cannot be told.")
        if not self.now.days:
            return _("Nobody has booked yet.")
        if not self.now.is_dated:
            return self.dates_missing(self.now)
        if self.then is None:
            return _("There is no earlier edition to compare with.")
        if not self.then.edition.starts_on:
            return _("The day the last edition opened is not known, so the pace cannot be told.")
        return self.dates_missing(self.then)

    @staticmethod
    def dates_missing(bookings: Bookings) -> str:
        return _(
            "Booking dates are known for {known} of {n} bookings of {edition}: too few to tell the "
            "pace. Lists with a date of booking mend this."
        ).format(known=number(len(bookings.leads)), n=number(len(bookings.days)), edition=bookings.edition)

    @property
    def sentence(self) -> str:
        """The pace in words; only where it can be told."""
        assert self.then is not None
        here, there = self.now.by(self.lead), self.then.by(self.lead)
        told = ngettext(
            "{here} booked with {days} day to go; by the same day before {last} it was {there}",
            "{here} booked with {days} days to go; by the same day before {last} it was {there}",
            -self.lead,
        ).format(here=number(here), days=-self.lead, last=self.then.edition, there=number(there))
        gap = here - there
        if gap == 0:
            return _("{told}: level.").format(told=told)
        more = _("{told}: {gap} ahead.") if gap > 0 else _("{told}: {gap} behind.")
        return more.format(told=told, gap=number(abs(gap)))

    @property
    def left_out(self) -> str:
        """Who is in no line because nobody knows when they booked."""
        undated = len(self.now.days) - len(self.now.leads)
        if not undated:
            return ""
        return ngettext(
            "Of {all} booked, {n} has no day of booking on record and is not in the picture.",
            "Of {all} booked, {n} have no day of booking on record and are not in the picture.",
            undated,
        ).format(n=number(undated), all=number(len(self.now.days)))

    @property
    def left_out_url(self) -> str:
        edition = self.edition
        return customers_url(edition.series, ("side", self.side), ("undated", edition.pk))

    def chart(self) -> dict[str, Any]:
        """Lines over the days before opening; this edition's ends today."""
        assert self.then is not None
        start = min(self.now.leads[0], self.then.leads[0])
        step = max(1, -start // POINTS)
        leads = sorted({*range(0, start - 1, -step), start, self.lead})
        return {
            "x": [str(lead) for lead in leads],
            "series": [
                {
                    "label": str(self.edition),
                    "values": [self.now.by(one) if one <= self.lead else None for one in leads],
                },
                {
                    "label": str(self.then.edition),
                    "values": [self.then.by(one) for one in leads],
                    "dashed": True,
                },
            ],
        }
