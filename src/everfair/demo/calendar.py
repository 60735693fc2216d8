"""When the editions of the demo shows are held: yearly, the next one about four months from today."""

from dataclasses import dataclass
from datetime import date, timedelta

YEAR = timedelta(weeks=52)


@dataclass(frozen=True)
class Held:
    """One edition: number from 1, first and last day."""

    number: int
    starts_on: date
    ends_on: date


def editions(today: date, count: int, *, days_ahead: int, days: int = 4) -> list[Held]:
    """`count` yearly editions, the last one still to come, opening on a Thursday."""
    opens = today + timedelta(days=days_ahead)
    opens += timedelta(days=(3 - opens.weekday()) % 7)
    starts = [opens - YEAR * back for back in range(count - 1, -1, -1)]
    return [Held(n, start, start + timedelta(days=days - 1)) for n, start in enumerate(starts, 1)]
