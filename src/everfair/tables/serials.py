"""Day numbers of spreadsheets.

In the system of 1900 day 1 is 1 January 1900 and day 60 is 29 February 1900, a day that never was; from day 61 on
the count is one too many. In the system of 1904 day 0 is 1 January 1904. A fraction is the time of day.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

DAY = 86_400
LAST = {False: 2_958_465, True: 2_957_003}  # 31 December 9999


def day(serial: int, *, date1904: bool = False) -> date:
    """Raises ValueError for a number that is no day."""
    if not (0 if date1904 else 1) <= serial <= LAST[date1904] or (serial == 60 and not date1904):
        raise ValueError(serial)
    if date1904:
        return date(1904, 1, 1) + timedelta(days=serial)
    return date(1899, 12, 31) + timedelta(days=serial - (serial > 60))


def moment(serial: str, *, date1904: bool = False) -> datetime:
    """Day and time to the nearest second; raises ValueError for a number that is no day."""
    days, seconds = _parts(serial)
    return datetime.combine(day(days, date1904=date1904), datetime.min.time()) + timedelta(seconds=seconds)


def time_of_day(serial: str) -> str:
    """ "10:30:00"; raises ValueError outside one day."""
    days, seconds = _parts(serial)
    if days:
        raise ValueError(serial)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _parts(serial: str) -> tuple[int, int]:
    try:
        value = Decimal(serial)
    except InvalidOperation:
        raise ValueError(serial) from None
    if not value.is_finite() or not 0 <= value < 10_000_000:
        raise ValueError(serial)
    return divmod(round(value * DAY), DAY)
