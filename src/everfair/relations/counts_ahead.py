"""The counts of the edition to come, each by one name wherever it stands.

They differ because they count other things. The finding `booking-pace` tells how each comes about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_THOSE_BEFORE, BEFORE_BOOKING, BY_PACE = "of_those_before", "before_booking", "by_pace"
NAMES: Final[dict[str, Promise | str]] = {
    OF_THOSE_BEFORE: _("Expected of those who came before"),
    BEFORE_BOOKING: _("Expected before any booking, with first-timers"),
    BY_PACE: _("Expected by the pace of bookings"),
}
FINDING = "booking-pace"


@dataclass(frozen=True)
class Count:
    code: str
    expected: float
    low: float
    high: float

    @property
    def name(self) -> str:
        return str(NAMES[self.code])


def counts(body: Mapping[str, Any]) -> Iterator[Count]:
    """Those that the finding tells."""
    if told := body.get("counts"):
        yield Count(OF_THOSE_BEFORE, *told["known"])
        yield Count(BEFORE_BOOKING, *told["before"])
    if body["readings"]:
        last = body["readings"][-1]
        yield Count(BY_PACE, last["expected"], last["low"], last["high"])
